"""Everything written, sorted: what is held back from an audience, and what is said to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from enum import Enum, auto

from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Place
from whyfolio.guard.marks import shares
from whyfolio.guard.plain import plain
from whyfolio.model.audience import Audience


class Sort(Enum):
    """What a passage is, and so how it is looked for."""

    PROSE = auto()
    LINE = auto()
    TITLE = auto()
    PERSON = auto()
    FIGURE = auto()
    ADDRESS = auto()
    FILE = auto()
    PATH = auto()
    LEVEL = auto()
    NOTE = auto()


@dataclass(frozen=True, slots=True)
class Passage:
    """Something held back: what, where it stands, and which pages are about it.

    ``pages`` are the beginnings of the paths on which even a short word would tell something.
    """

    sort: Sort
    text: str
    place: Place
    pages: tuple[str, ...] = ()


@dataclass(slots=True)
class Sorted:
    """What is gathered for one audience while the sources are read.

    Attributes:
        audience: who reads.
        held: what is held back from it.
        said: what it may read, without markup.
        marked: the same, with markup.
    """

    audience: Audience
    held: list[Passage] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    marked: list[str] = field(default_factory=list)

    def text(
        self,
        text: str,
        place: Place,
        *,
        visible: bool,
        pages: tuple[str, ...] = (),
        inline: bool = True,
    ) -> None:
        """Divide a sentence or a body; its places count from the line of ``place``."""
        both = shares(text, self.audience, visible=visible, inline=inline)
        if visible:
            self.say(both.shown)
        for held in both.held:
            sort = Sort.NOTE if held.is_note else Sort.PROSE
            at = place
            if not inline:
                lead = len(held.text) - len(held.text.lstrip())
                below = text.count("\n", 0, held.offset + lead)
                at = Place(place.file, place.line + below)
            self.held.append(Passage(sort, held.text, at, pages))

    def put(
        self, sort: Sort, text: str, place: Place, *, visible: bool, pages: tuple[str, ...] = ()
    ) -> None:
        """Sort a text that holds no marks."""
        if visible:
            self.said.append(text)
        else:
            self.held.append(Passage(sort, text, place, pages))

    def say(self, text: str) -> None:
        """Note a text with markup that this audience may read."""
        self.marked.append(text)


def as_read(text: str) -> Iterator[str]:
    """A text with markup as its readers read it, and its addresses as they were written."""
    yield plain(text)
    if "://" in text or "](" in text or "]:" in text:
        lines = text.split("\n")
        yield "|".join([line for line in lines if "://" in line or "](" in line or "]:" in line])
