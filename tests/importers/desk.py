"""An import for a test: files in, entries and messages out."""

from __future__ import annotations

import io
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path

from tests.folio import TODAY, Folio
from whyfolio.content.loader import load
from whyfolio.importers.intake import Intake, known_marks, take_in
from whyfolio.importers.registry import Request, importer_named
from whyfolio.importers.writing import write
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry


@dataclass(frozen=True)
class Brought:
    """What one import did."""

    intake: Intake
    entries: dict[str, Entry]
    said: list[str] = field(default_factory=list)

    @property
    def told(self) -> list[str]:
        """Every message, as `file:line code message`."""
        return [
            f"{found.place.file}:{found.place.line} {found.code} {found.message}"
            for found in self.intake.diagnostics
        ]

    @property
    def left_out(self) -> dict[str, str]:
        """Why each file was left out."""
        return {one.place.file: one.why for one in self.intake.left_out}


@dataclass(frozen=True)
class Desk:
    """A portfolio, and a folder of files that others wrote."""

    folio: Folio
    source: Path

    @classmethod
    def at(cls, root: Path) -> Desk:
        """Both in a new folder."""
        (root / "theirs").mkdir()
        return cls(Folio.at(root / "mine"), root / "theirs")

    def put(self, name: str, text: str | bytes) -> Desk:
        """Write one of their files, on the day of all tests."""
        path = self.source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        noon = datetime.combine(TODAY, time(12), UTC).timestamp()
        os.utime(path, (noon, noon))
        return self

    def bring(
        self, importer: str, path: str = "", stdin: str | None = None, **options: str
    ) -> Brought:
        """Import their folder, one file of it, or a pipe; the portfolio is read anew."""
        loaded = load(self.folio.root)
        given = self.source / path
        said: list[str] = []
        request = Request(
            path=None if stdin is not None else given,
            name="-" if stdin is not None else path or ".",
            stdin=io.BytesIO((stdin or "").encode()).read,
            project=self.folio.root,
            today=TODAY,
            options=options,
            known=frozenset(known_marks(loaded)),
            tell=said.append,
        )
        found = importer_named(importer).read(request)
        intake = take_in(importer, found, loaded, TODAY)
        write(self.folio.root, intake)
        view = self.folio.view(Audience.PRIVATE)
        entries = {entry.ref.partition("/")[2]: entry for entry in view.entries}
        return Brought(intake, entries, said)
