"""What is due: outcomes to fill in, open steps, decisions to look at again, sessions, reviews."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date

from whyfolio.coach.naming import bare_title
from whyfolio.coach.thresholds import THRESHOLDS
from whyfolio.dataclass import dataclass
from whyfolio.dates import add_days
from whyfolio.portfolio.agenda import Occasion, agenda
from whyfolio.portfolio.portfolio import Portfolio

_ENDS = frozenset([Occasion.CYCLE, Occasion.SPRINT])


@dataclass(frozen=True, slots=True)
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
    listed = (one for one in agenda(portfolio) if one.occasion not in _ENDS)
    named = {entry.ref: bare_title(entry) for entry in portfolio.entries}
    found = [
        Due(one.day, one.occasion.value, one.ref, named.get(one.ref, one.title)) for one in listed
    ]
    return tuple(sorted(found, key=astuple))


def due_soon(portfolio: Portfolio) -> tuple[Due, ...]:
    """Of these, what is overdue and what comes until the day of `soon`."""
    limit = soon(portfolio)
    return tuple(one for one in due_list(portfolio) if one.day <= limit)


def soon(portfolio: Portfolio) -> date:
    """The last day that is soon, by the threshold `soon_days`."""
    days = portfolio.config.check.threshold("soon_days", THRESHOLDS["soon_days"].default)
    return add_days(portfolio.today, int(days))
