"""Decision records, as they lie in a repository, become decisions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from whyfolio.diagnostics import Diagnostic
from whyfolio.importers.found import Found, FoundEntry
from whyfolio.importers.registry import Importer, Request
from whyfolio.importers.sources import texts

_TITLE = re.compile(r"^# +(.+?)[ #]*$", re.MULTILINE)
_DATE = re.compile(r"^(?:[*-] )?date: *(\d{4}-\d{2}-\d{2})", re.MULTILINE | re.IGNORECASE)


def read(request: Request) -> Iterator[Found]:
    """Every decision record of a file, folder or pipe."""
    for text in texts(request, lambda inside: inside.casefold().endswith(".md")):
        if isinstance(text, Diagnostic):
            yield text
            continue
        title, when = _TITLE.search(text.text), _DATE.search(text.text)
        if when is None:
            message = f"no date is given; {request.today} stands there"
            yield Diagnostic("W731", text.place(), message, "write the day it was decided")
        yield FoundEntry(
            "decision",
            text.inside,
            text.place(),
            {
                "title": title[1] if title else "",
                "date": when[1] if when else request.today.isoformat(),
            },
            text.text,
            text.inside.rpartition("/")[2].removesuffix(".md"),
        )


IMPORTER = Importer(
    doc="""Read decision records: MADR 2, 3 and 4, Nygard's, adr-tools' and log4brains'.

    PATH is one record, or a folder with records in it at any depth.

    Example: whyfolio import adr docs/decisions --dry-run
    """,
    read=read,
)
