"""What of a portfolio can be exported: a new one is a module and its line here."""

from __future__ import annotations

from collections.abc import Mapping

from whyfolio.dataclass import dataclass
from whyfolio.model.audience import Audience
from whyfolio.plugins import Plugin


@dataclass(frozen=True, slots=True)
class Export:
    """One thing to export.

    Attributes:
        module: what makes it, imported when it is asked for: `export(view) -> bytes`, or
            `export() -> bytes` where it is the same for every portfolio.
        name: what its file is called; its ending says how the guard reads it.
        audience: whom it is for where the author does not say; None where it is the same for
            every portfolio.
        many: whether it can be a folder too: `files(view, project)`, or `files()` where it is
            the same for every portfolio.
        apart: whether `parts(view)` gives the same, an entry a file, for the guard to read.
        plugin: the package that brings it; None for whyfolio's own.
    """

    module: str
    name: str
    audience: Audience | None
    many: bool = False
    apart: bool = False
    plugin: Plugin | None = None


EXPORTS: Mapping[str, Export] = {
    "json-resume": Export("whyfolio.exporters.json_resume", "resume.json", Audience.PUBLIC),
    "json": Export("whyfolio.exporters.portfolio", "portfolio.json", Audience.PRIVATE, apart=True),
    "markdown": Export(
        "whyfolio.exporters.plain_files", "portfolio.md", Audience.PRIVATE, many=True
    ),
    "ical": Export("whyfolio.exporters.ical", "career.ics", Audience.PRIVATE),
    "schema": Export("whyfolio.exporters.schema", "whyfolio.schema.json", None, many=True),
}
