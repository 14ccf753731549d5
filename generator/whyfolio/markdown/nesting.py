"""Lists as people indent them, for a converter that wants four columns a level."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_ITEM = re.compile(r"(?P<indent> *)(?P<bullet>[-*+]|\d{1,9}[.)])(?P<gap> +)(?=\S)")
_RULE = re.compile(r" *([-*_])(?: *\1){2,} *\Z")
_CONTAINER = re.compile(r"(?:!!!|\[\^[^\]]*\]:|:[ ]|[ ]{4})")
_LEVEL = 4
_CODE = 4


def nested(lines: list[str]) -> list[str]:
    """The lines with every item of a list indented by four columns a level.

    Fenced code must have been taken out before; text that lies in no list stays as it is.
    """
    if not any(_ITEM.match(line) for line in lines):
        return lines
    return _Nesting().run(lines)


@dataclass(slots=True)
class _Nesting:
    items: list[tuple[int, int]] = field(default_factory=list)  # indents of bullet and of words
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
            item = None if _RULE.match(line) else _ITEM.match(line)
            if item and self._is_item(item, blank=blank):
                self._item(line, item)
            else:
                self._text(line, blank=blank)
            blank = False
        return self.kept

    def _is_item(self, item: re.Match[str], *, blank: bool) -> bool:
        """Outside a list, four columns are code unless a note or the like holds them."""
        indent = len(item["indent"])
        if any(indent >= bullet for bullet, _ in self.items):
            return True
        if indent >= _CODE and not self.contained:
            return False
        return blank or bool(self.items) or item["bullet"] in "-*+" or item["bullet"][:-1] == "1"

    def _item(self, line: str, item: re.Match[str]) -> None:
        indent = len(item["indent"])
        begins = not self.items
        while self.items and indent < self.items[-1][0] + 2:
            self.items.pop()
        if begins:
            self.base = indent
            self._part_from_paragraph(indent)
        words = line[len(item["indent"]) :]
        self.kept.append(" " * (self.base + _LEVEL * len(self.items)) + words)
        self.items.append((indent, item.end()))

    def _part_from_paragraph(self, indent: int) -> None:
        """A list may follow a paragraph at once; the converter wants an empty line between."""
        above = self.kept[-1] if self.kept else ""
        if (
            above.strip()
            and not _ITEM.match(above)
            and indent < _CODE
            and above[0] not in " !:[|>#"
        ):
            self.kept.append("")

    def _text(self, line: str, *, blank: bool) -> None:
        words = line.lstrip(" ")
        indent = len(line) - len(words)
        if blank:
            while self.items and indent < min(self.items[-1][1], self.items[-1][0] + 2):
                self.items.pop()
        if not self.items:
            if indent < _CODE:
                self.contained = bool(_CONTAINER.match(line))
            self.kept.append(line)
            return
        spare = indent - self.items[-1][1]
        if not blank or spare < _CODE:
            spare = 0
        start = self.base + _LEVEL * len(self.items)
        self.kept.append(" " * (start + spare) + words)
