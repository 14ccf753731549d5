"""What has a day: outcomes to fill in, open steps, decisions to look at again, sessions, reviews.

One list for the terminal, the private site and calendars.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from whyfolio.coach.decisions import looked_since
from whyfolio.coach.naming import bare_title
from whyfolio.coach.story import looked_again
from whyfolio.coach.thresholds import THRESHOLDS
from whyfolio.dates import add_days
from whyfolio.model.entry import Entry
from whyfolio.model.growth import Action, Session
from whyfolio.model.work import Decision, Story
from whyfolio.portfolio.portfolio import Portfolio

_CLOSED = frozenset(["done", "not done"])
_OVER = frozenset(["rejected", "deprecated", "superseded"])


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """One thing with a day.

    Attributes:
        day: the last day on which it is in time.
        what: outcome, action, revisit, session or review.
        about: the entry's ref, or the cycle's id.
        title: what it is called.
    """

    day: date
    what: str
    about: str
    title: str

    def is_overdue(self, today: date) -> bool:
        """Whether its day has passed."""
        return self.day < today


def due_list(portfolio: Portfolio) -> tuple[Due, ...]:
    """Everything that is open and has a day, overdue or to come; the earliest first.

    A session and a review stand here until their day is over, drafts never.
    """
    return tuple(sorted({*_entries(portfolio), *_reviews(portfolio)}))


def due_soon(portfolio: Portfolio) -> tuple[Due, ...]:
    """Of these, what is overdue and what comes until the day of `soon`."""
    limit = soon(portfolio)
    return tuple(one for one in due_list(portfolio) if one.day <= limit)


def soon(portfolio: Portfolio) -> date:
    """The last day that is soon, by the threshold `soon_days`."""
    days = portfolio.config.check.threshold("soon_days", THRESHOLDS["soon_days"].default)
    return add_days(portfolio.today, int(days))


def _entries(portfolio: Portfolio) -> Iterator[Due]:
    replaced = {
        older
        for entry in portfolio.entries
        if isinstance(entry, Decision)
        for older in entry.supersedes
    }
    for entry in portfolio.entries:
        if entry.draft or entry.ref in replaced:
            continue
        day, what = _day_of(entry)
        if day and (what != "session" or day >= portfolio.today):
            yield Due(day, what, entry.ref, bare_title(entry))


def _day_of(entry: Entry) -> tuple[date | None, str]:
    when, what = None, ""
    if isinstance(entry, Story) and not looked_again(entry):
        when, what = entry.outcome_due, "outcome"
    elif isinstance(entry, Action) and entry.status not in _CLOSED:
        when, what = entry.due, "action"
    elif isinstance(entry, Decision) and entry.status not in _OVER and not looked_since(entry):
        when, what = entry.revisit, "revisit"
    elif isinstance(entry, Session):
        when, what = entry.date, "session"
    return when.last if when else None, what


def _reviews(portfolio: Portfolio) -> Iterator[Due]:
    for cycle in portfolio.config.cycles:
        if cycle.due and cycle.due >= portfolio.today:
            yield Due(cycle.due, "review", cycle.id, cycle.title)
