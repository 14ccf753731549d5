"""What of a portfolio can be exported: a new one is a module and its line here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from whyfolio.model.audience import Audience


@dataclass(frozen=True, slots=True)
class Export:
    """One thing to export.

    Attributes:
        module: what makes it, imported when it is asked for: `export(view) -> bytes`, or
            `export() -> bytes` where it is the same for every portfolio.
        audience: whom it is for where the author does not say; None where it is the same for
            every portfolio.
    """

    module: str
    audience: Audience | None


EXPORTS: Mapping[str, Export] = {
    "ical": Export("whyfolio.exporters.ical", Audience.PRIVATE),
    "schema": Export("whyfolio.exporters.schema", None),
}
