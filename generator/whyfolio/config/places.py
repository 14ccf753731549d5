"""Where each key and value of a TOML text stands.

The parser of the standard library tells no positions. This scanner reads only texts which
that parser has accepted, so it checks nothing.
"""

from __future__ import annotations

from dataclasses import field

from whyfolio.dataclass import dataclass

Path = tuple[str | int, ...]
Span = tuple[int, int]

_SPACE = " \t"
_BLANK = " \t\r\n"
_BARE_END = ",]}#\r\n"


@dataclass(slots=True)
class Scan:
    """The spans of keys and values, by path; entries of an array of tables are counted from 0."""

    text: str
    keys: dict[Path, Span] = field(default_factory=dict)
    values: dict[Path, Span] = field(default_factory=dict)
    _at: int = 0
    _tables: dict[Path, int] = field(default_factory=dict)

    def key(self, path: Path) -> tuple[int, int, int]:
        """Line, column and length of the key at a path, or of the nearest outer one."""
        return self._place(self.keys, path)

    def value(self, path: Path) -> tuple[int, int, int]:
        """Line, column and length of the value at a path, or of its key."""
        span = self.values.get(path)
        return self._place({path: span} if span else self.keys, path)

    def _place(self, spans: dict[Path, Span], path: Path) -> tuple[int, int, int]:
        while path and path not in spans:
            path = path[:-1]
        start, end = spans.get(path, (0, 1))
        line_start = self.text.rfind("\n", 0, start) + 1
        line_end = self.text.find("\n", start)
        end = min(end, line_end if line_end >= 0 else len(self.text))
        return self.text.count("\n", 0, start) + 1, start - line_start + 1, max(1, end - start)

    def run(self) -> Scan:
        """Read the whole text."""
        table: Path = ()
        while self._skip(_BLANK) < len(self.text):
            if self.text.startswith("[[", self._at):
                table = self._header(2)
            elif self.text[self._at] == "[":
                table = self._header(1)
            else:
                self._pair(table)
        return self

    def _skip(self, characters: str) -> int:
        """Move past blanks, and past comments where lines may end."""
        while self._at < len(self.text):
            if self.text[self._at] in characters:
                self._at += 1
            elif self.text[self._at] == "#" and "\n" in characters:
                self._at = self._line_end()
            else:
                break
        return self._at

    def _line_end(self) -> int:
        end = self.text.find("\n", self._at)
        return end if end >= 0 else len(self.text)

    def _header(self, brackets: int) -> Path:
        self._at += brackets
        words = self._dotted()
        self._at = self.text.index("]", self._at) + brackets
        path: Path = ()
        for position, (word, span) in enumerate(words):
            path = (*path, word)
            last = position == len(words) - 1
            if last and brackets == 2:  # noqa: PLR2004 - `[[` opens an array of tables
                self._tables[path] = self._tables.get(path, -1) + 1
                self.keys.setdefault(path, span)
                self.keys[(*path, self._tables[path])] = span
            elif path not in self._tables:
                self.keys.setdefault(path, span)
            if path in self._tables:
                path = (*path, self._tables[path])
        return path

    def _dotted(self) -> list[tuple[str, Span]]:
        words = []
        while True:
            start = self._skip(_SPACE)
            words.append((self._word(), (start, self._at)))
            self._skip(_SPACE)
            if not self.text.startswith(".", self._at):
                return words
            self._at += 1

    def _word(self) -> str:
        start = self._at
        quote = self.text[start]
        if quote in "\"'":
            self._string()
            return self.text[start + 1 : self._at - 1]
        while self._at < len(self.text) and (
            self.text[self._at].isalnum() or self.text[self._at] in "-_"
        ):
            self._at += 1
        return self.text[start : self._at]

    def _pair(self, table: Path) -> None:
        path = table
        for word, span in self._dotted():
            path = (*path, word)
            self.keys.setdefault(path, span)
        self._at += 1  # the "="
        self._value(path)

    def _value(self, path: Path) -> None:
        start = self._skip(_SPACE)
        opening = self.text[start]
        if opening in "\"'":
            self._string()
        elif opening == "[":
            self._members(path, "]")
        elif opening == "{":
            self._members(path, "}")
        else:
            while self._at < len(self.text) and self.text[self._at] not in _BARE_END:
                self._at += 1
        self.values[path] = (start, start + len(self.text[start : self._at].rstrip()))

    def _members(self, path: Path, closing: str) -> None:
        self._at += 1
        number = 0
        while self.text[self._skip(_BLANK)] != closing:
            if self.text[self._at] == ",":
                self._at += 1
            elif closing == "]":
                self._value((*path, number))
                number += 1
            else:
                self._pair(path)
        self._at += 1

    def _string(self) -> None:
        quote = self.text[self._at]
        fence = quote * 3 if self.text.startswith(quote * 3, self._at) else quote
        self._at += len(fence)
        while not self.text.startswith(fence, self._at):
            self._at += 2 if quote == '"' and self.text[self._at] == "\\" else 1
        self._at += len(fence)
        while len(fence) > 1 and self.text.startswith(quote, self._at):
            self._at += 1  # a multi-line string may end in quotes of its own
