"""The text of one file as its bytes say it: byte-order mark and line ends are kept."""

from __future__ import annotations

import re
from collections.abc import Iterable

from whyfolio.content.faults import Faults
from whyfolio.content.frontmatter import split
from whyfolio.content.lines import RawField, cut_fields, lines_of
from whyfolio.dataclass import dataclass

_MARK = b"\xef\xbb\xbf"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_END = re.compile(r"(?:\r\n|\r|\n)\Z")


@dataclass(frozen=True, slots=True)
class Change:
    """Put other words in the place of ``length`` characters at a 1-based line and column."""

    line: int
    column: int
    length: int
    words: str


@dataclass(frozen=True, slots=True)
class Source:
    """A file's lines with their own ends."""

    mark: bytes
    lines: tuple[str, ...]

    @classmethod
    def of(cls, raw: bytes) -> Source:
        """Cut bytes into lines.

        Raises:
            UnicodeDecodeError: they are not UTF-8.
        """
        mark = _MARK if raw.startswith(_MARK) else b""
        text = raw[len(mark) :].decode("utf-8")
        return cls(mark, tuple(found[0] for found in _LINE.finditer(text) if found[0]))

    @property
    def plain(self) -> str:
        """The text with line feeds, as the reader of entries sees it."""
        return "".join(_END.sub("\n", line) for line in self.lines)

    @property
    def raw(self) -> bytes:
        """The bytes."""
        return self.mark + "".join(self.lines).encode("utf-8")

    def end(self, line: int) -> str:
        """How a line ends; a line feed where it does not."""
        found = _END.search(self.lines[line - 1])
        return found[0] if found else "\n"

    def with_line(self, before: int, words: str) -> Source:
        """A new line in front of the one with this number, ended like the one above."""
        lines = list(self.lines)
        lines.insert(before - 1, words + self.end(before - 1))
        return Source(self.mark, tuple(lines))

    def without_line(self, number: int) -> Source:
        """Without one line."""
        return Source(self.mark, self.lines[: number - 1] + self.lines[number:])

    def changed(self, changes: Iterable[Change]) -> Source:
        """With these changes, none of which may overlap; each stays in its line."""
        lines = list(self.lines)
        for change in sorted(changes, key=lambda one: (one.line, one.column), reverse=True):
            old, start = lines[change.line - 1], change.column - 1
            lines[change.line - 1] = old[:start] + change.words + old[start + change.length :]
        return Source(self.mark, tuple(lines))


@dataclass(frozen=True, slots=True)
class FrontLines:
    """The fields of a front matter, uninterpreted, and the line of its closing fence."""

    fields: tuple[RawField, ...]
    closing: int

    def field(self, name: str) -> RawField | None:
        """The field of this name."""
        return next((raw for raw in self.fields if raw.key == name), None)


def front_of(text: str) -> FrontLines | None:
    """The front matter of a file, or None where it cannot be read whole."""
    parts = split(text)
    if parts is None:
        return None
    front, _, body_line = parts
    faults = Faults("")
    fields = cut_fields(lines_of(front, 2) if front else [], 0, faults)
    return None if faults.found else FrontLines(tuple(fields), body_line - 1)
