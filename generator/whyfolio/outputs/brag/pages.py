"""Brag documents: what was done in a period, and why it mattered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from whyfolio.dates import When, add_days, parse_when
from whyfolio.model.entry import Entry
from whyfolio.model.growth import Goal
from whyfolio.model.plan import Plan
from whyfolio.model.work import Story
from whyfolio.outputs.addresses import address_of
from whyfolio.outputs.brag.counts import compared
from whyfolio.outputs.brag.grouping import default_by, in_page, position_title
from whyfolio.outputs.brag.parts import matured, part
from whyfolio.outputs.brag.shapes import Aim, Brag, By, Line, Part
from whyfolio.outputs.employers import jobs_of, position_of
from whyfolio.outputs.periods import Period, periods
from whyfolio.outputs.sentence import Sentence, said
from whyfolio.outputs.shapes import Link
from whyfolio.outputs.site import Desk
from whyfolio.scaffold.told import entry_of, without_entry

OPEN = frozenset(["", "rough", "clear"])
COUNTED = ("story", "decision", "lesson", "feedback")


def plans(desk: Desk) -> Iterator[Plan]:
    """`/brag/PERIOD/` for each period of the view."""
    for period in periods(desk.view):
        yield brag_plan(desk, period)[0]


def brag_plan(desk: Desk, period: Period, by: By | None = None) -> tuple[Plan, int]:
    """The page of any period, and how many figures stand on it."""
    made = brag(desk, period, by)
    title = desk.words.text("brag.titled", title=made.title)
    head = desk.head(made.address, title, "page", description=made.summary.text)
    shelves = [shelf for held in made.parts for shelf in held.shelves]
    figures = sum(len(done.figures) for shelf in shelves for done in shelf.stories)
    figures += sum(bool(later.told) for held in made.parts for later in held.outcomes)
    return desk.plan("brag/brag.html", head, it=made), figures


def brag(desk: Desk, period: Period, by: By | None = None) -> Brag:
    """The brag document of any period.

    Args:
        desk: the view and what its outputs share.
        period: a cycle, or any other stretch of time.
        by: what the stories are laid under; None chooses goals, competencies or months by
            what the period's stories say.
    """
    view, when = desk.view, period.when
    entries = [entry for entry in view.entries if entry.date and when.covers(entry.date.last)]
    stories = [entry for entry in entries if isinstance(entry, Story)]
    chosen = by or default_by([story for story in stories if story.why])
    served = [goal for goal in view.entries if isinstance(goal, Goal)]
    current = [goal for goal in served if _is_of(goal, when, stories)]
    coming = [goal for goal in served if goal not in current and _is_next(goal, when, view.today)]
    return Brag(
        title=period.title or desk.words.when(when),
        address=period.address,
        when=when,
        due=parse_when(period.due.isoformat()) if period.due else None,
        by=chosen,
        summary=_summary(desk, entries),
        compared=compared(desk, period),
        goals=tuple(_aim(goal, desk, stories) for goal in current),
        next_goals=tuple(_aim(goal, desk, []) for goal in coming),
        parts=_parts(desk, when, chosen),
        log=tuple(_untold(desk, when)),
        periods=tuple(
            Link(other.title or desk.words.when(other.when), other.address)
            for other in periods(view)
            if other.address != period.address
        ),
    )


def _untold(desk: Desk, when: When) -> Iterator[Line]:
    """The lines of the log that have not become an entry, or whose entry is gone again."""
    there = {entry.path for entry in desk.view.entries}
    for line in desk.view.log:
        ref = entry_of(line.text)
        if when.covers(line.date) and f"content/{ref}.md" not in there:
            yield Line(line.date, said(without_entry(line.text), "log"))


def _summary(desk: Desk, entries: Sequence[Entry]) -> Sentence:
    """The counts in one sentence; what there is none of is not counted out loud."""
    words, stories = desk.words, [entry for entry in entries if isinstance(entry, Story)]
    counts = {kind: sum(entry.kind == kind for entry in entries) for kind in COUNTED}
    told = [words.count(f"brag.{kind}", count) for kind, count in counts.items() if count]
    if not told:
        return Sentence(words.text("brag.nothing"), phrase="brag.nothing")
    led = sum(story.role in {"owner", "lead"} for story in stories)
    new = sum(story.first_time for story in stories)
    more = [words.count("brag.led", led)] if led else []
    more += [words.count("brag.first_times", new)] if new else []
    sentence = words.text("brag.and").join(filter(None, [", ".join(told[:-1]), told[-1]]))
    text = f"{sentence}; {', '.join(more)}." if more else f"{sentence}."
    return Sentence(text, phrase="brag.and")


# --- goals -------------------------------------------------------------------------------------


def _is_of(goal: Goal, when: When, stories: Sequence[Story]) -> bool:
    """A goal of the period: served in it, or due in it."""
    due = goal.horizon is not None and when.covers(goal.horizon.last)
    return due or any(goal.ref in story.serves for story in stories)


def _is_next(goal: Goal, when: When, today: date) -> bool:
    """An open goal that was set by then and is due in the stretch that follows, or some day."""
    if goal.status not in OPEN or (goal.date and goal.date.first > when.last):
        return False
    if goal.horizon is None:
        return today <= when.last
    length = (when.last - when.first).days
    follows = add_days(when.last, length + 1)
    return when.last < goal.horizon.last and goal.horizon.first <= follows


def _aim(goal: Goal, desk: Desk, stories: Sequence[Story]) -> Aim:
    return Aim(
        title=goal.title,
        address=address_of(goal),
        status=desk.words.word("goal_status", goal.status),
        success=said(goal.success, goal.ref),
        measure=said(goal.measure, goal.ref),
        horizon=goal.horizon,
        served_by=tuple(in_page(story) for story in stories if goal.ref in story.serves),
    )


# --- employers ---------------------------------------------------------------------------------


def _parts(desk: Desk, when: When, by: By) -> tuple[Part, ...]:
    """One part; where the period spans two employers, one for each position in it."""
    jobs = jobs_of(desk.view)
    held: dict[str, list[Entry]] = {}
    dated: set[str] = set()
    for entry in desk.view.entries:
        of_period = entry.kind in COUNTED and entry.date and when.covers(entry.date.last)
        if of_period or matured(entry, when, desk):
            position = position_of(entry, jobs)
            held.setdefault(position, []).append(entry)
            dated |= {position} if of_period else set()
    worked = [job for job in jobs if job.ref in dated]
    if len({job.organisation for job in worked}) < 2:  # noqa: PLR2004 - one employer is no split
        everything = [entry for entry in desk.view.entries if _is_in(entry, held)]
        return (part(desk, Link(""), when, everything, by),) if everything else ()
    headed = [
        part(desk, Link(position_title(job), address_of(job)), when, held.pop(job.ref), by)
        for job in worked
    ]
    rest = [entry for group in held.values() for entry in group]
    other = Link(desk.words.text("brag.no_position"))
    return (*headed, *([part(desk, other, when, rest, by)] if rest else []))


def _is_in(entry: Entry, held: dict[str, list[Entry]]) -> bool:
    return any(entry in group for group in held.values())
