"""What front matter says, with places, before anybody asks what it means."""

from __future__ import annotations

from enum import Enum

from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Place


class Style(Enum):
    """How a scalar was written."""

    TYPED = "typed"
    PLAIN = "plain"
    QUOTED = "quoted"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Span:
    """From ``offset`` in a scalar's text on, the text stands at ``line`` and ``column``."""

    offset: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text and where each part of it stands."""

    text: str
    place: Place
    style: Style = Style.PLAIN
    spans: tuple[Span, ...] = ()

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of a character of the text."""
        found = Span(0, self.place.line, self.place.column)
        for span in self.spans:
            if span.offset > offset:
                break
            found = span
        return found.line, found.column + offset - found.offset


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    members: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Pair:
    """One field of a mapping; ``value`` is None where nothing is said or could be read."""

    key: str
    key_place: Place
    value: Node | None


@dataclass(frozen=True, slots=True)
class Mapping:
    """Fields by name, each at most once."""

    pairs: tuple[Pair, ...]
    place: Place


Node = Scalar | Sequence | Mapping
