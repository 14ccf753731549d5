"""LinkedIn's copy of your data becomes positions and fields of the profile."""

from __future__ import annotations

from collections.abc import Iterator

from whyfolio.importers.found import Found
from whyfolio.importers.registry import Importer, Request


def _read(request: Request) -> Iterator[Found]:
    from whyfolio.importers.linkedin.reading import read

    return read(request)


IMPORTER = Importer(
    doc="""Read the copy of your data that LinkedIn gives you.

    PATH is the zip, the folder that was in it, or one of its tables. Each job becomes a private
    position; education, skills, projects and the like become fields of profile.md that it does
    not have yet. Messages, contacts and what else tells of others are never opened.

    Example: whyfolio import linkedin Basic_LinkedInDataExport.zip --dry-run
    """,
    read=_read,
    pipe=False,
)
