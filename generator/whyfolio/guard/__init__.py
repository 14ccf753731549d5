"""The guard: a second, independent reader of the sources, and a search of all that leaves."""

from whyfolio.guard.inspection import GuardReport, inspect
from whyfolio.guard.sources import Sources

__all__ = ["GuardReport", "Sources", "inspect"]
