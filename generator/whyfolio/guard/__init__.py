"""The guard: a second, independent reader of the sources, and a search of all that leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyfolio.later import later

if TYPE_CHECKING:
    from whyfolio.guard.inspection import Wanted, gather, inspect, report
    from whyfolio.guard.reports import GuardReport
    from whyfolio.guard.retold import changes_nothing
    from whyfolio.guard.search import Look, Search
    from whyfolio.guard.sources import Sources

__all__ = [
    "GuardReport",
    "Look",
    "Search",
    "Sources",
    "Wanted",
    "changes_nothing",
    "gather",
    "inspect",
    "report",
]

__getattr__ = later(
    __name__,
    {
        "GuardReport": "reports",
        "Look": "search",
        "Search": "search",
        "Sources": "sources",
        "Wanted": "inspection",
        "changes_nothing": "retold",
        "gather": "inspection",
        "inspect": "inspection",
        "report": "inspection",
    },
)
