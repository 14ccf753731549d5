"""A ladder as its source has it, before it has ids that last and a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.importers.found import LeftOut

MOST_LEVELS = 60
MOST_COMPETENCIES = 1000


@dataclass(frozen=True, slots=True)
class Expected:
    """What is expected in one cell.

    Attributes:
        text: the sentence.
        key: the source's own id; "" where it has none.
        notes: what the source says beside it, as examples: kept as comments for the author.
    """

    text: str
    key: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rung:
    """A level; ``key`` is how cells name it."""

    key: str
    title: str
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A competency.

    Attributes:
        title: how the source calls it.
        cells: what is expected, by the key of the level.
        key: the source's own id; "" where it has none.
        theme: the group it belongs to.
        means: what it means.
        notes: what else the source says of it.
    """

    title: str
    cells: Mapping[str, tuple[Expected, ...]] = field(default_factory=dict)
    key: str = ""
    theme: str = ""
    means: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A ladder that was read.

    Attributes:
        name: from which its id is made.
        title: how the source calls it.
        place: where it begins.
        rungs: the levels, from the lowest to the highest.
        rows: the competencies.
        version: as the source writes it.
        source: where it comes from, where the source says it.
        license: the terms, where the source says them.
        notes: what else the source says of it.
    """

    name: str
    title: str
    place: Place
    rungs: tuple[Rung, ...]
    rows: tuple[Row, ...]
    version: str = ""
    source: str = ""
    license: str = ""
    notes: tuple[str, ...] = ()

    @property
    def size(self) -> tuple[int, int, int]:
        """How many levels, competencies and expectations it has."""
        cells = (cell for row in self.rows for cell in row.cells.values())
        return len(self.rungs), len(self.rows), sum(map(len, cells))


Reading = Draft | LeftOut | Diagnostic


def unread(place: Place, message: str, hint: str = "") -> Diagnostic:
    """What keeps a ladder from being taken at all."""
    return Diagnostic("E510", place, message, hint)


def skipped(place: Place, message: str, hint: str = "") -> Diagnostic:
    """A part that is left out of a ladder whose rest is taken."""
    return Diagnostic("W510", place, message, hint)


def rungs_in_order(chains: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """All levels of several competencies as one row: each in the order in which it was met.

    A level that only a later chain has stands behind the one that it follows there. Of more levels
    than any ladder has, the rest is not looked at.
    """
    whole: list[str] = []
    known: set[str] = set()
    for chain in chains:
        behind = 0
        for key in chain:
            if len(whole) > MOST_LEVELS:
                break
            if key not in known:
                whole.insert(behind, key)
                known.add(key)
            behind = max(behind, whole.index(key) + 1)
    return tuple(whole)
