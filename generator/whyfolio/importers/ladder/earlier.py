"""The ladders that a portfolio has: which is the version before, and which ids are free."""

from __future__ import annotations

import re
from dataclasses import field
from pathlib import Path

from whyfolio.content.ladders import read_ladder, shipped_ladders
from whyfolio.dataclass import dataclass
from whyfolio.errors import UsageError
from whyfolio.model.ladder import Ladder
from whyfolio.names import collision_key, hint_for


@dataclass(slots=True)
class Shelf:
    """What stands in `content/ladders`: file name without its ending → ladder and text."""

    files: dict[str, tuple[Ladder, str]] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, project: Path) -> Shelf:
        """Read it; a file that is no ladder takes its name all the same."""
        shelf = cls(taken={collision_key(ladder.id) for ladder in shipped_ladders()})
        folder = project / "content" / "ladders"
        for file in sorted(folder.glob("*.y*ml")) if folder.is_dir() else []:
            shelf.taken.add(collision_key(file.stem))
            try:
                text = file.read_text(encoding="utf-8-sig")
            except (OSError, UnicodeDecodeError):
                continue
            ladder, _ = read_ladder(file.name, text)
            if ladder:
                shelf.files[file.stem] = (ladder, text)
                shelf.taken.add(collision_key(ladder.id))
        return shelf

    def free(self, base: str) -> str:
        """The base, or the base with the first number that nothing has; it is taken then."""
        number, own = 1, base
        while collision_key(own) in self.taken:
            number += 1
            own = f"{base}-{number}"
        self.taken.add(collision_key(own))
        return own

    def versions(self, base: str, source: str) -> list[tuple[str, Ladder, str]]:
        """The ladders of a name from a source, from the newest to the oldest."""
        mine = re.compile(rf"{re.escape(base)}(?:-(\d+))?\Z")
        found = [
            (int(match[1] or 1), stem, ladder, text)
            for stem, (ladder, text) in self.files.items()
            if (match := mine.match(stem)) and source in {ladder.source, ""}
        ]
        return [(stem, ladder, text) for _, stem, ladder, text in sorted(found, reverse=True)]

    def marked(self, mark: str) -> tuple[str, str] | None:
        """File name and text of the ladder that an import of the same thing wrote."""
        for stem, (_, text) in self.files.items():
            if f"# imported: {mark}\n" in text:
                return stem, text
        return None

    def named(self, ladder_id: str) -> Ladder:
        """The ladder with this id.

        Raises:
            UsageError: there is none.
        """
        known = [ladder.id for ladder, _ in self.files.values()]
        for ladder, _ in self.files.values():
            if ladder.id == ladder_id:
                return ladder
        hint = hint_for(ladder_id, known, f"there is: {', '.join(known) or 'none'}")
        raise UsageError(f'there is no ladder called "{ladder_id}" to be replaced; {hint}')


def carried(earlier: Ladder, ladder: Ladder, old: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """What the version before covers, by the ids of the present one.

    Args:
        earlier: the version before.
        ladder: the present one.
        old: an id of the version before → the id of the present one, where they differ.
    """
    known = {row.id for row in ladder.competencies}
    moved = ((old.get(own, own), others) for own, others in earlier.covers)
    return {own: others for own, others in moved if own in known}
