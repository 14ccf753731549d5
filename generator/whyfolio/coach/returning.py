"""Somebody comes back after a break: what has gathered, in one friendly line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from whyfolio.coach.due import due_list
from whyfolio.coach.thresholds import THRESHOLDS
from whyfolio.dates import add_days
from whyfolio.portfolio.portfolio import Portfolio


def welcome(portfolio: Portfolio) -> str:
    """The line, as in "Welcome back. 11 lines in the log, 2 outcomes to fill in. Start with one.".

    It is "" where something was written in the last `break_days`, and where nothing waits. What was
    written is known from the days in notes and in the log; those of the log that are newer than
    the newest note are what has gathered.
    """
    check, today = portfolio.config.check, portfolio.today
    days = int(check.threshold("break_days", THRESHOLDS["break_days"].default))
    noted = [day for day in _days(portfolio) if day <= today]
    logged = [line.date for line in portfolio.log if line.date <= today]
    last = max([*noted, *logged], default=None)
    if last is None or last >= add_days(today, -days):
        return ""
    waiting = [one.what for one in due_list(portfolio) if one.is_overdue(today)]
    newest = max(noted, default=date.min)
    gathered = [
        *_some(sum(day > newest for day in logged), "line", "in the log"),
        *_some(sum(what in {"outcome", "revisit"} for what in waiting), "outcome", "to fill in"),
        *_some(waiting.count("action"), "step", "overdue"),
    ]
    return f"Welcome back. {', '.join(gathered)}. Start with one." if gathered else ""


def _some(count: int, one: str, what: str) -> Iterator[str]:
    if count:
        yield f"{count} {one}{'' if count == 1 else 's'} {what}"


def _days(portfolio: Portfolio) -> Iterator[date]:
    for entry in portfolio.entries:
        for when in (entry.date, entry.updated):
            if when:
                yield when.first
