"""What one cell of a table expects."""

from __future__ import annotations

import re
from collections.abc import Iterator

from whyfolio.importers.ladder.draft import Expected
from whyfolio.importers.ladder.tree import plain

_BULLET = re.compile(r"\s*(?:[-*•–·▪◦‣]|\d{1,2}[.)])\s+")
_INLINE = re.compile(r"\s*[•▪◦‣]\s*")
_NOTHING = frozenset({"", "-", "–", "—", "n/a", "na", "tbd", "..."})


def cell_texts(cell: str) -> tuple[Expected, ...]:
    """What a cell expects: one text for each of its lines; a line without a mark goes on.

    Lines go on only where other lines have the mark of a list.
    """
    return tuple(Expected(text) for text in _texts(cell) if text.casefold() not in _NOTHING)


def _texts(cell: str) -> Iterator[str]:
    lines = [part for line in cell.splitlines() for part in _INLINE.split(line) if plain(part)]
    marked = any(_BULLET.match(line) for line in lines)
    held: list[str] = []
    for line in lines:
        if held and (not marked or _BULLET.match(line)):
            yield plain(" ".join(held))
            held = []
        held.append(_BULLET.sub("", line, count=1))
    if held:
        yield plain(" ".join(held))
