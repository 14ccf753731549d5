"""The guard: a second, independent reader of the sources, and a search of all that leaves."""

from whyfolio.guard.inspection import GuardReport, Wanted, gather, inspect, report
from whyfolio.guard.search import Look, Search
from whyfolio.guard.sources import Sources

__all__ = ["GuardReport", "Look", "Search", "Sources", "Wanted", "gather", "inspect", "report"]
