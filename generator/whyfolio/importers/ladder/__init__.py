"""Leveling frameworks of others, in the shapes in which they are written down."""

from __future__ import annotations

from collections.abc import Iterator

from whyfolio.importers.found import Found
from whyfolio.importers.ladder.importing import OPTIONS
from whyfolio.importers.registry import Importer, Option, Request

FORMATS = ("financial-times", "monzo", "unidays", "stride", "direct", "markdown", "csv")


def _read(request: Request) -> Iterator[Found]:
    from whyfolio.importers.ladder.formats import SHAPE
    from whyfolio.importers.ladder.importing import read_with

    return read_with(request, SHAPE)


IMPORTER = Importer(
    doc="""Read a leveling framework as a ladder to be measured by.

    PATH is a file, or a folder of files that belong together. Its shape is seen from what it
    holds, unless --format names it: job families as the Financial Times keeps them, Monzo's
    topics in front matter, UNiDAYS', stride's and DIRECT's JSON, Markdown with headings, lists
    or tables, and tables as CSV, levels across or down. What cannot be read is named.

    Example: whyfolio import ladder competencies.csv --dry-run
    """,
    read=_read,
    options=(
        Option("format", "Its shape; else seen from what it holds.", choices=FORMATS),
        Option(
            "levels", "Where a table has its levels; else seen from their names.",
            choices=("columns", "rows"),
        ),
        *OPTIONS,
    ),
)  # fmt: skip
