"""A period beside the one before it: counts of what a view holds of each, and no grades."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from whyfolio.dates import When
from whyfolio.model.entry import Entry
from whyfolio.model.work import Decision, Story
from whyfolio.outputs.brag.shapes import Compared, Count
from whyfolio.outputs.periods import Period, period_before, periods
from whyfolio.outputs.shapes import Link
from whyfolio.outputs.site import Desk

NOT_DONE = frozenset(["stop", "not built"])

# What is counted, by the last part of its label's key.
COUNTED: Mapping[str, Callable[[Entry], bool]] = {
    "story": lambda entry: entry.kind == "story",
    "led": lambda entry: isinstance(entry, Story) and entry.role in {"owner", "lead"},
    "first_time": lambda entry: isinstance(entry, Story) and entry.first_time,
    "figure": lambda entry: isinstance(entry, Story) and _has_figure(entry),
    "decision": lambda entry: entry.kind == "decision",
    "not_done": lambda entry: isinstance(entry, Decision) and entry.type in NOT_DONE,
    "lesson": lambda entry: entry.kind == "lesson",
    "feedback": lambda entry: entry.kind == "feedback",
}


def compared(desk: Desk, period: Period) -> Compared | None:
    """The counts of a period and of the one before; None where either of them holds nothing."""
    before = period_before(desk.view, period.when)
    if before is None:
        return None
    rows = []
    for key, counts in COUNTED.items():
        now, then = _count(desk, period.when, counts), _count(desk, before.when, counts)
        if now or then:
            rows.append(Count(desk.words.text(f"brag.counted_{key}"), now, then))
    if not any(row.now for row in rows) or not any(row.before for row in rows):
        return None
    known = {other.address for other in periods(desk.view)}
    address = before.address if before.address in known else ""
    return Compared(Link(before.title or desk.words.when(before.when), address), tuple(rows))


def _count(desk: Desk, when: When, counts: Callable[[Entry], bool]) -> int:
    held = (entry for entry in desk.view.entries if entry.date and when.covers(entry.date.last))
    return sum(1 for entry in held if counts(entry))


def _has_figure(story: Story) -> bool:
    return any(impact.change or impact.after for impact in story.impact)
