"""Partial dates as an author writes them: a day, month, quarter, half, year, or a range.

A `When` keeps the text as typed beside its first and last day, so that everything which
sorts or compares uses days and everything that prints uses the author's own precision.
Quarters and halves have one spelling, `2026-Q1` and `2026-H2`.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from enum import StrEnum

from whyfolio.dataclass import dataclass


class Grain(StrEnum):
    """How exact a date is."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class When:
    """A stretch of days: ``first`` and ``last`` are inclusive, ``text`` is as typed."""

    text: str
    first: date
    last: date
    grain: Grain

    def overlaps(self, other: When) -> bool:
        """Whether at least one day is in both."""
        return self.first <= other.last and other.first <= self.last

    def covers(self, day: date) -> bool:
        """Whether the day lies in this stretch."""
        return self.first <= day <= self.last

    @property
    def ends(self) -> tuple[When, When]:
        """The two halves of a range; for everything else the value twice."""
        if self.grain is not Grain.RANGE:
            return self, self
        start, end = self.text.split("/")
        return parse_when(start), parse_when(end)


class DateError(ValueError):
    """The text is no date; the message says why, in lower case."""


_SHAPES = {
    Grain.DAY: re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z"),
    Grain.MONTH: re.compile(r"([0-9]{4})-([0-9]{2})\Z"),
    Grain.QUARTER: re.compile(r"([0-9]{4})-?[Qq]([1-4])\Z"),
    Grain.HALF: re.compile(r"([0-9]{4})-?[Hh]([12])\Z"),
    Grain.YEAR: re.compile(r"([0-9]{4})\Z"),
}

_LETTERED = frozenset([Grain.QUARTER, Grain.HALF])


def parse_when(text: str) -> When:
    """Read a partial date.

    Raises:
        DateError: the text has no shape of a date, or names a day that does not exist.
    """
    typed = text.strip()
    if "/" in typed:
        return _parse_range(typed)
    for grain, shape in _SHAPES.items():
        found = shape.match(typed)
        if found:
            first, last = _days(grain, [int(part) for part in found.groups()])
            spelled = _spelled(typed) if grain in _LETTERED else typed
            return When(spelled, first, last, grain)
    raise DateError("is not a day, month, quarter, half, year or range")


def _spelled(typed: str) -> str:
    """One spelling of quarters and halves, so that they have one address."""
    return re.sub(r"-?([QH])", r"-\1", typed.upper())


def _parse_range(typed: str) -> When:
    parts = typed.split("/")
    if len(parts) != 2:  # noqa: PLR2004 - a range has two ends
        raise DateError("is a range with more than two ends")
    start, end = parse_when(parts[0]), parse_when(parts[1])
    if end.last < start.first:
        raise DateError("is a range that ends before it begins")
    return When(f"{start.text}/{end.text}", start.first, end.last, Grain.RANGE)


def _days(grain: Grain, parts: list[int]) -> tuple[date, date]:
    year = parts[0]
    if year == 0:
        raise DateError("names the year 0, which does not exist")
    if grain is Grain.DAY:
        day = _day(year, parts[1], parts[2])
        return day, day
    if grain is Grain.MONTH:
        return _months(year, parts[1], parts[1])
    if grain is Grain.QUARTER:
        return _months(year, 3 * parts[1] - 2, 3 * parts[1])
    if grain is Grain.HALF:
        return _months(year, 6 * parts[1] - 5, 6 * parts[1])
    return _months(year, 1, 12)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise DateError(f"names a day that does not exist ({error})") from None


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    start = _day(year, first, 1)
    return start, date(year, last, calendar.monthrange(year, last)[1])


def coarsened(when: When, grain: Grain) -> When:
    """A date that is no more exact than a month or a year; what is less exact stays as it is."""
    if when.grain is Grain.RANGE:
        start, end = (coarsened(side, grain) for side in when.ends)
        return start if start == end else parse_when(f"{start.text}/{end.text}")
    if grain is Grain.YEAR:
        return parse_when(f"{when.first.year:04d}")
    return parse_when(when.text[:7]) if when.grain is Grain.DAY else when


def half_of(day: date) -> When:
    """The half-year that a day lies in."""
    return parse_when(f"{day.year:04d}-H{1 if day.month <= 6 else 2}")  # noqa: PLR2004 - June


def halves_between(first: date, last: date) -> tuple[When, ...]:
    """Every half-year from the first day's to the last day's."""
    if last < first:
        return ()
    found = [half_of(first)]
    while found[-1].last < last:
        found.append(half_of(add_days(found[-1].last, 1)))
    return tuple(found)


def months_between(first: date, last: date) -> int:
    """Whole months from one day to a later one; 0 if it is not later.

    The last day of a shorter month completes it: from 31 October to 28 February are four.
    """
    months = (last.year - first.year) * 12 + last.month - first.month
    month_ends = last.day == calendar.monthrange(last.year, last.month)[1]
    return max(0, months - (last.day < first.day and not month_ends))


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or earlier; the month's last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.min if months < 0 else date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_days(day: date, days: int) -> date:
    """The day so many days later, or the last day that the calendar has."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))
