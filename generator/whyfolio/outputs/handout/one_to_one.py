"""One page for the next talk with one's manager: worth raising, still open, one ask.

It is handed over, so it holds what its reader may see and nothing of the coach's: what
happened since the last talk, what has a day, and exactly one thing to ask for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from whyfolio.dataclass import dataclass
from whyfolio.dates import When, add_days, parse_when
from whyfolio.model.entry import Entry
from whyfolio.model.growth import Action, Feedback, Goal, Session
from whyfolio.model.kinds import Packet as PacketEntry
from whyfolio.model.plan import Plan
from whyfolio.model.work import Decision, Lesson, Story
from whyfolio.outputs.addresses import address_of
from whyfolio.outputs.cards import figures, voice
from whyfolio.outputs.handout.manager import is_manager, managers
from whyfolio.outputs.handout.one_ask import Request, one_ask
from whyfolio.outputs.handout.room import line_of, shared, within_cell
from whyfolio.outputs.packet.case import Case
from whyfolio.outputs.packet.index import reading
from whyfolio.outputs.sentence import NOTHING, Sentence, said
from whyfolio.outputs.shapes import Figure
from whyfolio.outputs.site import Desk
from whyfolio.render.locale import Words

RAISED, OPEN, NEWEST = 4, 7, 2  # rows; the last where nothing happened lately
BACK = 28  # days that count where no talk is on record
SOON = 45  # days ahead in which something still open is worth a line
FAR = 100  # the same for the horizon of a goal

# The printed cells, as handout.css lays them out: em of a line, and lines of a region.
WIDE, OPEN_WIDE = 48.0, 40.0
RAISED_LINES, OPEN_LINES = 17, 14


@dataclass(frozen=True, slots=True)
class Raised:
    """Something that happened: what and why, or ``quoted`` words, and its figure as one line."""

    title: str
    when: When | None
    what: Sentence
    why: Sentence
    figure: Sentence = NOTHING
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Open:
    """Something with a day: what it is, a phrase that says the day, and what comes with it."""

    kind: str
    text: Sentence
    day: Sentence
    note: Sentence


@dataclass(frozen=True, slots=True)
class OneToOne:
    """What the template reads. Absent parts are "", None or ()."""

    title: str
    name: str
    since: When | None
    today: When
    raised: tuple[Raised, ...]
    open: tuple[Open, ...]
    ask: Request | None


def one_to_one_plan(desk: Desk, entry: PacketEntry | None) -> Plan:
    """The page for the next talk.

    Args:
        desk: the view of those it is handed to; what it holds back is in none of the page.
        entry: the packet that the talk may be about; None for what the settings ask.
    """
    case = Case(desk, entry)
    since = _since(case)
    fresh = list(_happened(case, since))
    name = line_of(desk.view.profile.name or desk.view.config.site.title, 22)
    page = OneToOne(
        title=desk.words.text("one_to_one.title"),
        name=name,
        since=parse_when(since.isoformat()) if fresh else None,
        today=parse_when(desk.view.today.isoformat()),
        raised=_raised(fresh or list(_happened(case, date.min))[:NEWEST]),
        open=_open(case),
        ask=one_ask(case),
    )
    title = desk.words.text("one_to_one.page", name=name)
    head = desk.head(address_of(entry) if entry else "/packets/next/", title, "page")
    return desk.plan("packet/one_to_one.html", head, it=page)


def _since(case: Case) -> date:
    """The last session that its reader may know of, else four weeks ago.

    A session that was held with somebody else than the manager does not count.
    """
    names, today = managers(case), case.desk.view.today
    held = [
        entry.date.last
        for entry in case.desk.view.entries
        if isinstance(entry, Session)
        and entry.date
        and entry.date.last <= today
        and (not entry.people or any(is_manager(person, names) for person in entry.people))
    ]
    return max(held, default=add_days(today, -BACK))


# --- worth raising -----------------------------------------------------------------------------


def _raised(found: Sequence[Raised]) -> tuple[Raised, ...]:
    chosen = found[:RAISED]
    lines = shared(RAISED_LINES, len(chosen), (8, 6, 5, 4))
    return tuple(_raised_within(raised, lines - 1 - bool(raised.figure)) for raised in chosen)


def _raised_within(raised: Raised, lines: int) -> Raised:
    why = lines // 2 if raised.why else 0
    return replace(
        raised,
        title=line_of(raised.title, 30),
        what=within_cell(raised.what, WIDE, max(1, lines - why)),
        why=within_cell(raised.why, WIDE, max(1, why)),
        figure=within_cell(raised.figure, WIDE, 1),
    )


def _happened(case: Case, since: date) -> Iterator[Raised]:
    """Stories, outcomes and choices, others' words and lessons since a day, in this order."""
    view = case.desk.view
    names = managers(case)
    for kind in ("story", "decision", "feedback", "lesson"):
        for entry in view.of_kind(kind):
            if isinstance(entry, Feedback) and is_manager(entry.giver, names):
                continue
            made = _raise(entry, case.desk.words)
            if made and made.when and since <= made.when.last and made.when.first <= view.today:
                yield made


def _raise(entry: Entry, words: Words) -> Raised | None:
    """What an entry gives to talk about; None where it has no words for it."""
    made: Raised | None = None
    if isinstance(entry, Story):
        shown = next((f for f in figures(entry, words) if f.headline or f.instead), None)
        what, why = said(entry.short or entry.what, entry.ref), said(entry.why, entry.ref)
        made = Raised(
            entry.title, entry.date, what, why, said(_line(shown) if shown else "", entry.ref)
        )
    elif isinstance(entry, Decision) and entry.outcome and entry.outcome.note:
        when = entry.outcome.date or entry.date
        made = Raised(entry.title, when, said(entry.outcome.note, entry.ref), NOTHING)
    elif isinstance(entry, Decision):
        what, why = said(entry.what, entry.ref), said(entry.why, entry.ref)
        made = Raised(entry.title, entry.date, what, why)
    elif isinstance(entry, Feedback):
        heard = voice(entry, words)
        giver = ", ".join(filter(None, [heard.giver, heard.relation]))
        title, quote = giver or entry.title, said(entry.quote, entry.ref)
        made = Raised(title, entry.date, quote, NOTHING, quoted=True)
    elif isinstance(entry, Lesson):
        what, changed = said(entry.what, entry.ref), said(entry.changed, entry.ref)
        made = Raised(entry.title, entry.date, what, changed)
    return made if made and (made.what or made.why) else None


def _line(figure: Figure) -> str:
    """A figure as one line: "lost orders: 12 → 0.4 %, −97 %"."""
    change = figure.change if figure.before else figure.headline
    told = figure.instead or ", ".join(
        filter(None, [reading(figure) if figure.before else "", change])
    )
    return f"{figure.measure}: {told}" if figure.measure else told


# --- still open --------------------------------------------------------------------------------


def _open(case: Case) -> tuple[Open, ...]:
    """What has a day, the earliest first; then the actions that have none."""
    found = sorted(_dated(case), key=lambda pair: pair[0])[:OPEN]
    lines = shared(OPEN_LINES, len(found), (3, 3, 3, 3, 2))
    return tuple(_open_within(entry, lines) for _, entry in found)


def _open_within(entry: Open, lines: int) -> Open:
    note = entry.note if lines > 1 else NOTHING
    return replace(
        entry,
        text=within_cell(entry.text, OPEN_WIDE, max(1, lines - bool(note))),
        note=within_cell(note, OPEN_WIDE, 1),
    )


def _dated(case: Case) -> Iterator[tuple[date, Open]]:
    view, today = case.desk.view, case.desk.view.today
    soon, far = add_days(today, SOON), add_days(today, FAR)
    for entry in view.entries:
        if isinstance(entry, Action) and entry.status in {"", "open"}:
            goal = view.by_ref.get(entry.goal)
            note = said(goal.title, goal.ref) if goal else NOTHING
            yield _entry(case, entry, entry.due, "one_to_one.due", note)
        elif isinstance(entry, Goal) and entry.horizon and entry.horizon.last <= far:
            if entry.status not in {"reached", "retired"}:
                yield _entry(
                    case, entry, entry.horizon, "one_to_one.due", said(entry.measure, entry.ref)
                )
        elif isinstance(entry, Decision) and entry.revisit and entry.revisit.last <= soon:
            if _stands(entry, case):
                note = said(entry.revisit_if or entry.what, entry.ref)
                yield _entry(case, entry, entry.revisit, "one_to_one.look_again", note)
        elif isinstance(entry, Story) and entry.outcome_due and entry.outcome_due.last <= soon:
            yield _entry(case, entry, entry.outcome_due, "one_to_one.fill_in", NOTHING)


def _stands(decision: Decision, case: Case) -> bool:
    over = {"rejected", "superseded", "deprecated"}
    replaced = decision.ref in case.desk.view.superseded_by
    return not (decision.outcome or decision.status in over or replaced)


def _entry(
    case: Case, entry: Entry, when: When | None, key: str, note: Sentence
) -> tuple[date, Open]:
    """One line with its day, and the day by which it is sorted."""
    words = case.desk.words
    if when and key == "one_to_one.due" and when.last < case.desk.view.today:
        key = "one_to_one.was_due"
    day = Sentence(words.text(key, when=words.when(when)), phrase=key) if when else NOTHING
    opened = Open(entry.kind, said(entry.title, entry.ref), day, note)
    return (when.last if when else date.max), opened
