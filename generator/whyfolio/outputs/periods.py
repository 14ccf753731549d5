"""Which packets and brag documents a view has, and where they stand."""

from __future__ import annotations

from datetime import date

from whyfolio.config import Cycle
from whyfolio.dataclass import dataclass
from whyfolio.dates import When, add_days, half_of, halves_between, parse_when
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry
from whyfolio.names import slugify
from whyfolio.outputs.addresses import period_address
from whyfolio.portfolio.view import View

DATED = frozenset(["story", "decision", "lesson", "feedback"])
YEAR = 366
JUST_ENDED = 31  # days in which the last half-year is still the one that is asked about


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time with a brag document of its own; ``due`` only for a cycle."""

    id: str
    title: str
    when: When
    due: date | None = None
    form: str = ""

    @property
    def address(self) -> str:
        """`/brag/ID/`."""
        return period_address(self.id)


def periods(view: View) -> tuple[Period, ...]:
    """The settings' cycles, else each half-year that holds an entry; the newest first."""
    if view.audience is Audience.PUBLIC:
        return ()
    found = [_period(cycle) for cycle in view.config.cycles]
    if not found:
        dates = [entry.date for entry in view.entries if entry.kind in DATED and entry.date]
        if dates:
            first, last = min(d.first for d in dates), max(d.last for d in dates)
            found = [
                Period(half.text, "", half)
                for half in halves_between(first, min(last, view.today))
                if any(half.covers(d.last) for d in dates)
            ]
    return tuple(sorted(found, key=lambda period: period.when.last, reverse=True))


def _period(cycle: Cycle) -> Period:
    return Period(cycle.id, cycle.title or cycle.id, cycle.period, cycle.due, cycle.form)


def period_named(view: View, name: str) -> Period | None:
    """The cycle called so, else the stretch that the name is a date of: `2026-Q3`, `2026-05`."""
    cycle = view.config.cycle(name)
    known = {own.id for own in view.config.cycles}
    if cycle is None or cycle.id in known:
        return _period(cycle) if cycle else None
    return Period(cycle.id, "", cycle.period)


def present_period(view: View) -> Period:
    """The period that is asked about today.

    Of the cycles: one that has ended and is not handed in yet, else the one that today lies in,
    else the last that has begun. Without any, the half-year; in its first month the one before.
    """
    today = view.today
    begun = [_period(cycle) for cycle in view.config.cycles if cycle.period.first <= today]
    begun.sort(key=lambda period: period.when.last)
    awaited = [p for p in begun if p.when.last < today and p.due is not None and today <= p.due]
    holding = [period for period in begun if period.when.covers(today)]
    if begun:
        return [*begun[-1:], *holding[:1], *awaited[:1]][-1]
    half = half_of(today)
    if (today - half.first).days < JUST_ENDED:
        half = half_of(add_days(half.first, -1))
    return Period(half.text, "", half)


def window(since: When | None, until: When | None, view: View) -> Period:
    """A stretch with its ends named; it ends today, and begins with the first entry, if not."""
    dates = [entry.date.first for entry in view.entries if entry.kind in DATED and entry.date]
    end = until.ends[1].text if until else view.today.isoformat()
    first = since.ends[0].text if since else min(dates, default=view.today).isoformat()
    when = parse_when(f"{first}/{end}")
    return Period(when.text.replace("/", "-to-"), "", when)


def period_before(view: View, when: When) -> Period | None:
    """The cycle before this one, else the stretch of the same length that ends before it.

    None where the calendar has no room for one.
    """
    ends = [_period(cycle) for cycle in view.config.cycles if cycle.period.last < when.first]
    if ends:
        return max(ends, key=lambda period: period.when.last)
    if (when.first - date.min).days <= (when.last - when.first).days + YEAR:
        return None
    last = add_days(when.first, -1)
    whole = when.first.day == 1 and add_days(when.last, 1).day == 1
    if not whole:
        first = add_days(last, -(when.last - when.first).days)
        return _stretch(first, last)
    length = (when.last.year - when.first.year) * 12 + when.last.month - when.first.month + 1
    months = last.year * 12 + last.month - length
    return _stretch(date(months // 12, months % 12 + 1, 1), last)


def _stretch(first: date, last: date) -> Period:
    """Days as the half, quarter, year or months that they are, else as they are."""
    year = f"{last.year:04}"
    known = [year, half_of(last).text, f"{year}-Q{(last.month + 2) // 3}", f"{last:%Y-%m}"]
    found = [when for when in map(parse_when, known) if (when.first, when.last) == (first, last)]
    whole = first.day == 1 and add_days(last, 1).day == 1
    text = f"{first:%Y-%m}/{last:%Y-%m}" if whole else f"{first.isoformat()}/{last.isoformat()}"
    when = found[0] if found else parse_when(text)
    return Period(when.text, "", when)


def packets(view: View) -> tuple[Entry, ...]:
    """The packet entries of a view."""
    return view.of_kind("packet")


def packet_address(view: View) -> str:
    """Where the newest packet stands: an entry's page, `/packets/next/`, or "" without both."""
    if view.audience is Audience.PUBLIC:
        return ""
    entries = sorted(packets(view), key=_asked_at, reverse=True)
    if entries:
        return f"/packets/{slugify(entries[0].slug)}/"
    has_story = any(entry.kind == "story" for entry in view.entries)
    return "/packets/next/" if view.config.career.ladder and has_story else ""


def _asked_at(entry: Entry) -> date:
    for name in ("as_of", "period", "date"):
        when = getattr(entry, name, None)
        if isinstance(when, When):
            return when.last
    return date.min
