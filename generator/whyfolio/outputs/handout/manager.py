"""One page for somebody who presents four people in an hour: the same places for everybody.

Who, from which level to which, for how long; the ask; three sentences; three numbers; what is
likely to be objected, with the answer and its proof; what is asked of the manager. Whatever
has no words of the author's is left out, and nothing else moves to its place in print.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from whyfolio.dataclass import dataclass
from whyfolio.model.growth import Goal
from whyfolio.model.kinds import Packet as PacketEntry
from whyfolio.model.plan import Plan
from whyfolio.model.values import Person
from whyfolio.model.work import Story
from whyfolio.outputs.addresses import address_of
from whyfolio.outputs.cards import figures, proofs, relation_to, who
from whyfolio.outputs.handout.objections import Objection, objections
from whyfolio.outputs.handout.room import line_of, shared, width_of, within_cell
from whyfolio.outputs.packet.case import Case, ask
from whyfolio.outputs.packet.index import reading
from whyfolio.outputs.packet.room import BIG, within_head
from whyfolio.outputs.packet.shapes import Ask
from whyfolio.outputs.sentence import NOTHING, PROFILE, Sentence, said
from whyfolio.outputs.shapes import Figure
from whyfolio.outputs.site import Desk
from whyfolio.outputs.splitting import split_sentences
from whyfolio.render.locale import Words

SENTENCES, NUMBERS, ASKS = 3, 3, 3

# The printed cells, as manager.css lays them out: em of a line, and lines.
TOLD_WIDE, TOLD_LINES = 44.0, 9
NUMBER_WIDE, NUMBER_LINES = 17.0, 2
ASKED_WIDE, ASKED_LINES = 44.0, 2
NAME_WIDE, TITLE_WIDE, HEAD_WIDE = 19.0, 29.0, 50.0


@dataclass(frozen=True, slots=True)
class Number:
    """One number with what it measures, the story it is from, and how it is known.

    ``big`` is "" where the figure is told in words; those stand in ``measure``. All but
    ``figure`` fits its cell.
    """

    figure: Figure
    big: str
    measure: Sentence
    reading: str
    title: str
    role: str
    source: Sentence


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that the manager is asked for; ``label`` is a phrase, ``note`` how it is seen."""

    label: Sentence
    text: Sentence
    note: Sentence


@dataclass(frozen=True, slots=True)
class ManagerPage:
    """What the template reads. Absent parts are "", None or ()."""

    title: str
    ask: Ask
    sentences: tuple[Sentence, ...]
    numbers: tuple[Number, ...]
    objections: tuple[Objection, ...]
    wanted: tuple[Wanted, ...]


def manager_plan(desk: Desk, entry: PacketEntry | None) -> Plan:
    """The page for the manager.

    Args:
        desk: the view of those it is handed to; what it holds back is in none of the page.
        entry: the packet that is asked for; None for what the settings ask.
    """
    case = Case(desk, entry)
    page = ManagerPage(
        title=desk.words.text("manager.title"),
        ask=_head(ask(case)),
        sentences=_sentences(case),
        numbers=tuple(_numbers(case)),
        objections=objections(case),
        wanted=_wanted(case),
    )
    title = desk.words.text("manager.page", name=page.ask.name)
    head = desk.head(address_of(entry) if entry else "/packets/next/", title, "page")
    return desk.plan("packet/manager.html", head, it=page)


def _head(asked: Ask) -> Ask:
    """The ask in four lines: name and level in one, who somebody is now, and two of the ask."""
    short = within_head(asked)
    name = line_of(short.name, NAME_WIDE)
    now = line_of(short.time_in_level, HEAD_WIDE / 2)
    return replace(
        short,
        name=name,
        level=line_of(short.level, TITLE_WIDE - width_of(name, NAME_WIDE)),
        time_in_level=now,
        position=line_of(short.position, HEAD_WIDE - width_of(now, HEAD_WIDE / 2) - 2),
        scope=line_of(short.scope, HEAD_WIDE),
    )


# --- three sentences ---------------------------------------------------------------------------


def _sentences(case: Case) -> tuple[Sentence, ...]:
    """Two of the thesis, one of why now; then what else the author said, until there are three."""
    entry = case.entry
    ref = entry.ref if entry.slug else PROFILE
    thesis, now = split_sentences(entry.thesis), split_sentences(entry.why_now)
    told = [said(text, ref) for text in (*thesis[:2], *now[:1])]
    more = [said(text, ref) for text in (*thesis[2:], *now[1:], *split_sentences(entry.next_scope))]
    more += [said(text, story.ref) for story in case.leads for text in _short(story)]
    chosen = (told + more)[:SENTENCES]
    lines = shared(TOLD_LINES, len(chosen), (6, 4, 3))
    return tuple(within_cell(sentence, TOLD_WIDE, lines) for sentence in chosen)


def _short(story: Story) -> tuple[str, ...]:
    return split_sentences(story.short or story.what)[:1]


# --- three numbers -----------------------------------------------------------------------------


def _numbers(case: Case) -> Iterator[Number]:
    """The first figure of each lead, then of the other stories, until there are three."""
    found = 0
    for story in case.ordered:
        shown = [f for f in figures(story, case.desk.words) if f.headline or f.instead]
        if shown and found < NUMBERS:
            found += 1
            yield _number(case, story, shown[0])


def _number(case: Case, story: Story, figure: Figure) -> Number:
    big = figure.headline if len(figure.headline) <= BIG else ""
    measure = figure.measure
    if not big:
        measure = ": ".join(filter(None, [measure, figure.instead or figure.headline]))
    both = reading(figure) if figure.before and figure.change else ""
    artefacts = (found.instead or found.title for found in proofs(story, case.desk.links))
    source = figure.source or next(artefacts, "")
    return Number(
        figure=figure,
        big=big,
        measure=within_cell(said(measure, story.ref), NUMBER_WIDE, NUMBER_LINES),
        reading=line_of(both, NUMBER_WIDE),
        title=line_of(story.title, NUMBER_WIDE, NUMBER_LINES),
        role=story.role,
        source=within_cell(said(source, story.ref), NUMBER_WIDE, NUMBER_LINES),
    )


# --- what is asked of the manager --------------------------------------------------------------


def _wanted(case: Case) -> tuple[Wanted, ...]:
    """The decision, the goal that is nearest, who else can be asked; then the other goals."""
    goals = list(_helped(case))
    found = [*_put_forward(case), *goals[:1], *_speak_with(case), *goals[1:]][:ASKS]
    lines = ASKED_LINES if case.level or len(found) < ASKS else 1
    return tuple(_wanted_within(wanted, lines) for wanted in found)


def _wanted_within(wanted: Wanted, lines: int) -> Wanted:
    """The text, and the note where all of it stands behind."""
    both = f"{wanted.text.text} {wanted.note.text}"
    note = wanted.note if line_of(both, ASKED_WIDE, lines) == both else NOTHING
    return Wanted(wanted.label, within_cell(wanted.text, ASKED_WIDE, lines), note)


def _put_forward(case: Case) -> Iterator[Wanted]:
    if not case.level:
        return
    words, level = case.desk.words, line_of(case.level_title(case.level), 20)
    day = _due(case)
    key = "manager.put_forward_by" if day else "manager.put_forward"
    text = words.text(key, level=level, day=words.day(day) if day else "")
    yield Wanted(_phrase(case, "manager.decide"), Sentence(text, phrase=key), NOTHING)


def _due(case: Case) -> date | None:
    """When the case is due: the cycle's day that covers the day it is judged, if it is to come."""
    judged = case.as_of.last if case.as_of else case.desk.view.today
    for cycle in case.desk.view.config.cycles:
        if cycle.due and cycle.period.covers(judged) and cycle.due >= case.desk.view.today:
            return cycle.due
    return None


def _helped(case: Case) -> Iterator[Wanted]:
    for goal in helped_goals(case):
        label = _phrase(case, "manager.help_with")
        yield Wanted(label, said(goal.title, goal.ref), said(goal.success, goal.ref))


def helped_goals(case: Case) -> list[Goal]:
    """The goals not reached yet that name the manager as a helper, the nearest first."""
    names = managers(case)
    found = [
        entry
        for entry in case.desk.view.entries
        if isinstance(entry, Goal)
        and entry.status not in {"reached", "retired"}
        and any(is_manager(person, names) for person in entry.helped_by)
    ]
    return sorted(found, key=lambda goal: goal.horizon.last if goal.horizon else date.max)


def _speak_with(case: Case) -> Iterator[Wanted]:
    """Who knows the work and would speak for it, but for the manager."""
    names = managers(case)
    people = [a.person for a in case.entry.advocates if a.person]
    others = [introduced(p, case.desk.words) for p in people if not is_manager(p, names)]
    if others:
        text = said("; ".join(others), case.entry.ref)
        yield Wanted(_phrase(case, "manager.speak_with"), text, NOTHING)


def introduced(person: Person, words: Words) -> str:
    """A name with the role or relation behind it, or the role alone."""
    role = relation_to(person, words)
    return f"{person.name}, {role}" if person.name and role else who(person, words)


def managers(case: Case) -> frozenset[str]:
    """The names of those whom an entry calls a manager."""
    people = [advocate.person for advocate in case.entry.advocates]
    people += [getattr(entry, "giver", None) for entry in case.desk.view.entries]
    return frozenset(p.name for p in people if p and p.name and p.relation == "manager")


def is_manager(person: Person | None, names: frozenset[str]) -> bool:
    """Whether a person is called a manager here or elsewhere."""
    return person is not None and (person.relation == "manager" or person.name in names)


def _phrase(case: Case, key: str) -> Sentence:
    return Sentence(case.desk.words.text(key), phrase=key)
