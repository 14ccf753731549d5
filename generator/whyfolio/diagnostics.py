"""Diagnostics: located messages about what an author can mend, as values.

Nothing here prints. A stage returns its diagnostics; `cli/` draws them.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from whyfolio.dataclass import dataclass


class Severity(StrEnum):
    """How much a diagnostic matters; the first letter of its code says the same."""

    ERROR = "error"
    WARNING = "warning"
    NUDGE = "nudge"


_BY_LETTER = {"E": Severity.ERROR, "W": Severity.WARNING, "N": Severity.NUDGE}


class Place(NamedTuple):
    """A place in a source file: path relative to the project, 1-based line and column."""

    file: str
    line: int = 1
    column: int = 1
    length: int = 1

    def __reduce__(self) -> tuple[type[Place], tuple[str, int, int, int]]:
        """How it travels between processes: there are many of them, and the usual way is slow."""
        return Place, (self.file, self.line, self.column, self.length)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One message: lower case, says what is; the hint says what to do about it."""

    code: str
    place: Place
    message: str
    hint: str = ""

    def __reduce__(self) -> tuple[type[Diagnostic], tuple[str, Place, str, str]]:
        """As of a place."""
        return Diagnostic, (self.code, self.place, self.message, self.hint)

    @property
    def severity(self) -> Severity:
        """Error, warning or nudge, from the code's first letter."""
        return _BY_LETTER[self.code[0]]

    @property
    def is_error(self) -> bool:
        """Whether the command that found it must end with exit code 1."""
        return self.severity is Severity.ERROR

    def as_json(self) -> dict[str, str | int]:
        """The keys of ``--format json``."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "file": self.place.file,
            "line": self.place.line,
            "column": self.place.column,
            "message": self.message,
            "hint": self.hint,
        }


def ordered(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """Sorted by file, line, column and code, without repetitions."""
    unique = dict.fromkeys(diagnostics)
    return sorted(unique, key=lambda found: (found.place, found.code, found.message))
