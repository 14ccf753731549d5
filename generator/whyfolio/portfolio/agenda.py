"""What has a day: steps, outcomes to look at again, decisions to revisit, sessions, cycles.

One list for the terminal, the private site and calendars.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from whyfolio.dataclass import dataclass
from whyfolio.dates import When, add_days, add_months
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry
from whyfolio.model.growth import Action, Session
from whyfolio.model.work import Decision, Story
from whyfolio.portfolio.closing import holds_no_longer, is_closed
from whyfolio.portfolio.portfolio import Portfolio
from whyfolio.portfolio.titles import with_title
from whyfolio.portfolio.view import View


class Occasion(StrEnum):
    """Why a day matters."""

    ACTION = "action"
    OUTCOME = "outcome"
    REVISIT = "revisit"
    SESSION = "session"
    REVIEW = "review"
    CYCLE = "cycle"
    SPRINT = "sprint"


@dataclass(frozen=True, slots=True)
class Appointment:
    """One day and what is to be done on it.

    Attributes:
        day: the last day on which it is in time.
        ref: the entry's; of a cycle its id, of the sprint its first day.
        title: what it is called, marks resolved as in the entry.
    """

    day: date
    occasion: Occasion
    ref: str
    title: str


def agenda(notes: Portfolio | View) -> tuple[Appointment, ...]:
    """Every day that still asks for something, past ones included, the oldest first.

    Open actions, outcomes and decisions stay until they are answered. Sessions, reviews, cycles
    and the sprint are told until their day has passed. Drafts are never here, nor decisions that
    hold no longer; the sprint is the author's alone.
    """
    found = [*_of_entries(notes), *_of_settings(notes)]
    return tuple(sorted(found, key=lambda one: (one.day, one.occasion, one.ref)))


def looked_again(story: Story) -> bool:
    """Whether a figure of a story was read after the story's own last day."""
    last = story.date.last if story.date else date.min
    return any(impact.when and impact.when.last > last for impact in story.impact)


def looked_since(decision: Decision) -> bool:
    """Whether an outcome was written that is not older than the day to look again."""
    outcome, revisit = decision.outcome, decision.revisit
    if outcome is None or revisit is None:
        return False
    return outcome.date is None or outcome.date.last >= add_months(revisit.first, -1)


def _of_entries(notes: Portfolio | View) -> Iterator[Appointment]:
    decisions = (entry for entry in notes.entries if isinstance(entry, Decision))
    replaced = {older for decision in decisions for older in decision.supersedes}
    for entry in notes.entries:
        if entry.draft or entry.ref in replaced:
            continue
        when, occasion = _when(entry)
        if when and (occasion is not Occasion.SESSION or when.last >= notes.today):
            yield Appointment(when.last, occasion, entry.ref, with_title(entry).title)


def _when(entry: Entry) -> tuple[When | None, Occasion]:
    match entry:
        case Action():
            return None if is_closed(entry) else entry.due, Occasion.ACTION
        case Decision():
            closed = holds_no_longer(entry) or looked_since(entry)
            return None if closed else entry.revisit, Occasion.REVISIT
        case Session():
            return entry.date, Occasion.SESSION
        case Story():
            return None if looked_again(entry) else entry.outcome_due, Occasion.OUTCOME
    return None, Occasion.OUTCOME


def _of_settings(notes: Portfolio | View) -> Iterator[Appointment]:
    for cycle in notes.config.cycles:
        if cycle.due and cycle.due >= notes.today:
            yield Appointment(cycle.due, Occasion.REVIEW, cycle.id, cycle.title)
        if cycle.period.last >= notes.today:
            yield Appointment(cycle.period.last, Occasion.CYCLE, cycle.id, cycle.title)
    sprint = notes.config.sprint
    others = isinstance(notes, View) and notes.audience is not Audience.PRIVATE
    if sprint.start and not others:
        end = add_days(sprint.start, 7 * sprint.weeks - 1)
        if end >= notes.today:
            yield Appointment(end, Occasion.SPRINT, sprint.start.isoformat(), "")
