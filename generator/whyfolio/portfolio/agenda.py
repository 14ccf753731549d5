"""What has a day: actions, outcomes to look at again, decisions to revisit, sessions, cycles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from whyfolio.dates import add_days
from whyfolio.model.audience import Audience
from whyfolio.model.growth import Action, Session
from whyfolio.model.work import Decision, Story
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
        ref: the entry's; of a cycle its id, of the sprint its first day.
        title: what it is called.
    """

    day: date
    occasion: Occasion
    ref: str
    title: str


def agenda(view: View) -> tuple[Appointment, ...]:
    """Every day that still asks for something, past ones included, the oldest first.

    Open actions, outcomes and decisions stay until they are answered. Sessions, cycles and the
    sprint are told until their day has passed. A stretch of time asks on its first day to look
    again, and on its last for what has to be done by then.
    """
    found = [*_of_entries(view), *_of_settings(view)]
    return tuple(sorted(found, key=lambda one: (one.day, one.occasion, one.ref)))


def looked_again(story: Story) -> bool:
    """Whether a figure of a story was read after the story's own last day."""
    last = story.date.last if story.date else date.min
    return any(impact.when and impact.when.last > last for impact in story.impact)


def last_note(portfolio: Portfolio) -> date | None:
    """The last day up to today on which something was noted; None where nothing is."""
    days = [line.date for line in portfolio.log]
    days += [entry.date.first for entry in portfolio.entries if entry.date]
    return max((day for day in days if day <= portfolio.today), default=None)


def _of_entries(view: View) -> Iterator[Appointment]:
    for entry in view.entries:
        title = with_title(entry).title
        match entry:
            case Action(due=due, status="" | "open") if due:
                yield Appointment(due.last, Occasion.ACTION, entry.ref, title)
            case Story(outcome_due=due) if due and not looked_again(entry):
                yield Appointment(due.first, Occasion.OUTCOME, entry.ref, title)
            case Decision(revisit=due, outcome=None) if due:
                yield Appointment(due.first, Occasion.REVISIT, entry.ref, title)
            case Session(date=due) if due and due.last >= view.today:
                yield Appointment(due.first, Occasion.SESSION, entry.ref, title)


def _of_settings(view: View) -> Iterator[Appointment]:
    for cycle in view.config.cycles:
        if cycle.due and cycle.due >= view.today:
            yield Appointment(cycle.due, Occasion.REVIEW, cycle.id, cycle.title)
        if cycle.period.last >= view.today:
            yield Appointment(cycle.period.last, Occasion.CYCLE, cycle.id, cycle.title)
    sprint = view.config.sprint
    if sprint.start and view.audience is Audience.PRIVATE:
        end = add_days(sprint.start, 7 * sprint.weeks - 1)
        if end >= view.today:
            yield Appointment(end, Occasion.SPRINT, sprint.start.isoformat(), "")
