"""Who something was done for: a period may span two employers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from whyfolio.model.entry import Entry
from whyfolio.model.work import Position
from whyfolio.portfolio.view import View


def jobs_of(view: View) -> tuple[Position, ...]:
    """The positions of a view, the newest first."""
    return tuple(entry for entry in view.entries if isinstance(entry, Position))


def position_of(entry: Entry, jobs: Sequence[Position]) -> str:
    """The ref of the position that an entry names, or that was held on its last day; else ""."""
    named = getattr(entry, "position", "")
    if named or entry.date is None:
        return str(named)
    day = entry.date.last
    on = [
        job
        for job in jobs
        if job.start and job.start.first <= day and (job.end is None or day <= job.end.last)
    ]
    return on[0].ref if on else ""


def done_elsewhere(entries: Iterable[Entry], view: View) -> frozenset[str]:
    """Refs of what was done for an earlier employer than the newest that the entries have."""
    jobs = jobs_of(view)
    employers = {job.ref: job.organisation for job in jobs}
    held = {entry.ref: employers.get(position_of(entry, jobs), "") for entry in entries}
    newest = next((job.organisation for job in jobs if job.organisation in held.values()), "")
    return frozenset(ref for ref, employer in held.items() if employer not in {"", newest})
