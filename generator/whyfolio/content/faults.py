"""Where one file's diagnostics are gathered while it is read."""

from __future__ import annotations

from dataclasses import field

from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic, Place

_LONGEST = 60
_new = tuple.__new__  # half the time of `Place(…)`, and a note has forty


@dataclass(slots=True)
class Faults:
    """The diagnostics of one file, in the order in which they were found."""

    file: str
    found: list[Diagnostic] = field(default_factory=list)

    def place(self, line: int, column: int, length: int = 1) -> Place:
        """A place in this file."""
        return _new(Place, (self.file, line, column, length if length > 1 else 1))  # noqa: FURB136 - a call less

    def add(self, code: str, place: Place, message: str, hint: str = "") -> None:
        """Note one diagnostic."""
        self.found.append(Diagnostic(code, place, message, hint))


def shown(text: str) -> str:
    """An author's words for a message: on one line, and cut where they are long."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
