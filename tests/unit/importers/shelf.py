"""A ladder that was imported, as plain values that a test can compare whole."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.importers.desk import Brought, Desk

from whyfolio.content.ladders import read_ladder
from whyfolio.model.ladder import Ladder

Sheet = dict[str, dict[str, list[str]]]


@dataclass(frozen=True)
class Shelf:
    """A portfolio that ladders are imported into."""

    desk: Desk

    @classmethod
    def at(cls, root: Path) -> Shelf:
        """An empty one in a new folder."""
        return cls(Desk.at(root))

    def put(self, name: str, text: str | bytes) -> Shelf:
        """Write a file of others."""
        self.desk.put(name, text)
        return self

    def bring(self, path: str = "", stdin: str | None = None, **options: str) -> Brought:
        """Import their folder, one file of it, or a pipe."""
        return self.desk.bring("ladder", path, stdin, **options)

    def files(self) -> dict[str, str]:
        """The ladder files of the portfolio, by name."""
        folder = self.desk.folio.root / "content" / "ladders"
        return {file.stem: file.read_text() for file in sorted(folder.glob("*"))}

    def ladder(self, name: str) -> Ladder:
        """One of them, read; fails where anything in it is wrong."""
        ladder, problems = read_ladder(f"{name}.yaml", self.files()[name])
        assert problems == ()
        assert ladder is not None
        return ladder

    def only(self) -> Ladder:
        """The only one."""
        (name,) = self.files()
        return self.ladder(name)


def levels(ladder: Ladder) -> dict[str, str]:
    """Id and title of each level, from the lowest to the highest."""
    return {level.id: level.title for level in ladder.levels}


def sheet(ladder: Ladder) -> Sheet:
    """What is expected: by competency, after its theme and a stroke, and by level."""
    return {
        " / ".join(filter(None, [row.theme, row.title])): {
            level: [said.text for said in members] for level, members in row.expectations
        }
        for row in ladder.competencies
    }
