"""Tables from any spreadsheet become entries, by a mapping that is shown first."""

from __future__ import annotations

from collections.abc import Iterator

from whyfolio.importers.found import Found
from whyfolio.importers.registry import Importer, Option, Request


def _read(request: Request) -> Iterator[Found]:
    from whyfolio.importers.csv.importing import read

    return read(request)


IMPORTER = Importer(
    doc="""Read a table as any spreadsheet saves it: a row becomes an entry.

    Which column becomes which field is proposed by the names of the columns, shown, and on a
    terminal asked. A column without a field stands in the entry's body.

    Example: whyfolio import csv wins.csv --kind story --map what=Achievement --dry-run
    """,
    read=_read,
    options=(
        Option(
            "kind",
            "What a row is; else what the columns look like.",
            choices=(
                "story", "decision", "lesson", "feedback", "goal", "action", "session", "position",
                "log",
            ),
        ),
        Option(
            "map",
            "The column of a field; FIELD may be body, or - to leave the column out.",
            metavar="FIELD=COLUMN",
            many=True,
        ),
        Option(
            "dates", "How days like 3/4/2026 are meant.", choices=("day-first", "month-first")
        ),
        Option("delimiter", "The sign between cells; else it is seen.", metavar="SIGN"),
        Option("encoding", "As cp1252; else UTF-8, or UTF-16 with its mark.", metavar="NAME"),
    ),
)  # fmt: skip
