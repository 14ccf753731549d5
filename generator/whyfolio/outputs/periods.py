"""Which packets and brag documents a view has, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from whyfolio.dates import When, halves_between
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry
from whyfolio.names import slugify
from whyfolio.outputs.links import period_address
from whyfolio.portfolio.view import View

DATED = frozenset(["story", "decision", "lesson", "feedback"])


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
    cycles = view.config.cycles
    found = [Period(c.id, c.title or c.id, c.period, c.due, c.form) for c in cycles]
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
