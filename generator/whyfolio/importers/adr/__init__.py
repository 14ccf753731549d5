"""Decision records, as they lie in a repository, become decisions."""

from __future__ import annotations

from collections.abc import Iterator

from whyfolio.importers.found import Found
from whyfolio.importers.registry import Importer, Request


def _read(request: Request) -> Iterator[Found]:
    from whyfolio.importers.adr.reading import read

    return read(request)


IMPORTER = Importer(
    doc="""Read decision records: MADR 2, 3 and 4, Nygard's, adr-tools' and log4brains'.

    PATH is one record, or a folder with records in it at any depth. Indexes and templates are
    left out, and named. A record without a date gets the day on which git first saw it.

    Example: whyfolio import adr docs/decisions --dry-run
    """,
    read=_read,
)
