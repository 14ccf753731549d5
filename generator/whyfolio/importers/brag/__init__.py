"""Brag documents become stories, goals, lessons and lines for the log."""

from __future__ import annotations

from collections.abc import Iterator

from whyfolio.importers.found import Found
from whyfolio.importers.registry import Importer, Option, Request


def _read(request: Request) -> Iterator[Found]:
    from whyfolio.importers.brag.reading import read

    return read(request)


IMPORTER = Importer(
    doc="""Read a brag document: Markdown, plain text or Word, by year, month or heading.

    PATH is the document or a folder of them; - reads one from a pipe. What stands under Projects
    or another of Julia Evans' headings becomes a story, what you learned a lesson, a goal a goal.
    Every other line with a date becomes a line of the log.

    Example: whyfolio import brag brag-2025.md --dry-run
    """,
    read=_read,
    options=(Option("date", "The date of what has none, as 2024 or 2024-H1.", metavar="DATE"),),
)
