"""Lists as people indent them, for a converter that wants four columns a level."""

from __future__ import annotations

import re
from dataclasses import field

from whyfolio.dataclass import dataclass

_BULLET = re.compile(r"(?P<indent> *)(?P<bullet>[-*+]|\d{1,9}[.)])(?P<gap> +)(?=\S)")
_RULE = re.compile(r" *([-*_])(?: *\1){2,} *\Z")
_CONTAINER = re.compile(r"(?:!!!|\[\^[^\]]*\]:|:[ ]|[ ]{4})")
_LEVEL = 4
_CODE = 4


def nested(lines: list[str]) -> list[str]:
    """The lines with every item of a list indented by four columns a level.

    Fenced code must have been taken out before; text that lies in no list stays as it is.
    """
    if not any(_BULLET.match(line) for line in lines):
        return lines
    return _Nesting().run(lines)


@dataclass(slots=True)
class _Nesting:
    open: list[tuple[int, int]] = field(default_factory=list)  # indents of bullet and of words
    base: int = 0
    contained: bool = False
    kept: list[str] = field(default_factory=list)

    def run(self, lines: list[str]) -> list[str]:
        blank = True
        for line in lines:
            if not line.strip():
                self.kept.append(line)
                blank = True
                continue
            bullet = None if _RULE.match(line) else _BULLET.match(line)
            if bullet and self._is_bullet(bullet, blank=blank):
                self._bullet(line, bullet)
            else:
                self._text(line, blank=blank)
            blank = False
        return self.kept

    def _is_bullet(self, bullet: re.Match[str], *, blank: bool) -> bool:
        """Outside a list, four columns are code unless a note or the like holds them."""
        indent = len(bullet["indent"])
        if any(indent >= start for start, _ in self.open):
            return True
        if indent >= _CODE and not self.contained:
            return False
        return blank or bool(self.open) or bullet["bullet"] in "-*+" or bullet["bullet"][:-1] == "1"

    def _bullet(self, line: str, bullet: re.Match[str]) -> None:
        indent = len(bullet["indent"])
        begins = not self.open
        while self.open and indent < self.open[-1][0] + 2:
            self.open.pop()
        if begins:
            self.base = indent
            self._part_from_paragraph(indent)
        words = line[len(bullet["indent"]) :]
        self.kept.append(" " * (self.base + _LEVEL * len(self.open)) + words)
        self.open.append((indent, bullet.end()))

    def _part_from_paragraph(self, indent: int) -> None:
        """A list may follow a paragraph at once; the converter wants an empty line between."""
        above = self.kept[-1] if self.kept else ""
        if (
            above.strip()
            and not _BULLET.match(above)
            and indent < _CODE
            and above[0] not in " !:[|>#"
        ):
            self.kept.append("")

    def _text(self, line: str, *, blank: bool) -> None:
        words = line.lstrip(" ")
        indent = len(line) - len(words)
        if blank:
            while self.open and indent < min(self.open[-1][1], self.open[-1][0] + 2):
                self.open.pop()
        if not self.open:
            if indent < _CODE:
                self.contained = bool(_CONTAINER.match(line))
            self.kept.append(line)
            return
        spare = indent - self.open[-1][1]
        if not blank or spare < _CODE:
            spare = 0
        start = self.base + _LEVEL * len(self.open)
        self.kept.append(" " * (start + spare) + words)
