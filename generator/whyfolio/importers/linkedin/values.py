"""Cells of LinkedIn's tables as values: dates, addresses, lists with bullets, accounts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from whyfolio.importers.csv.dates import date_of
from whyfolio.importers.written_dates import Unclear

_BULLET = re.compile(r"\s*(?:[•●▪◦‣·*-]|–|—)\s+")
_INLINE = re.compile(r"\s+[•●▪◦‣]\s*")
_LABELLED = re.compile(r"\[(?:([^\[\]:]*):)?\s*([^\[\]]*)\]")
_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:[/?#]\S*)?\Z", re.IGNORECASE)
_NAMES = {
    "PERSONAL": "Website",
    "COMPANY": "Website",
    "PORTFOLIO": "Portfolio",
    "BLOG": "Blog",
    "RSS": "RSS",
    "OTHER": "Website",
}


def words_of(cell: str) -> str:
    """A cell as it was meant: `&amp;` is a sign."""
    return html.unescape(cell).strip() if "&" in cell else cell


def day_of(cell: str) -> str:
    """A date as whyfolio writes it; a cell that is none stays as it is."""
    try:
        return date_of(cell).text
    except Unclear:
        return cell


def address_of(cell: str) -> str:
    """An address; one that only lacks its beginning gets it."""
    return f"https://{cell}" if _HOST.match(cell) else cell


def prose_of(cell: str) -> tuple[str, tuple[str, ...]]:
    """The paragraphs of a description, and its list lines."""
    paragraphs: list[str] = []
    points: list[str] = []
    for line in _lines(cell):
        bullet = _BULLET.match(line)
        if bullet and line[bullet.end() :].strip():
            points.append(line[bullet.end() :].strip())
        elif line.strip():
            paragraphs.append(line.strip())
    return "\n\n".join(paragraphs), tuple(points)


def _lines(cell: str) -> Iterator[str]:
    """Its lines; where an export made one of them all, the bullets in it begin new ones."""
    for line in cell.split("\n"):
        if _INLINE.search(line):
            first, *more = _INLINE.split(line)
            yield first
            yield from (f"• {point}" for point in more)
        else:
            yield line


def accounts_of(cell: str, network: str) -> Iterator[tuple[str, str]]:
    """Each pair of a label and what it says in a cell like `[BLOG:https://…],[OTHER:…]`."""
    found = list(_LABELLED.finditer(cell))
    if not found:
        yield from ((network, part.strip()) for part in cell.split(",") if part.strip())
    for match in found:
        label, said = match[1] or "", match[2].strip()
        if said.startswith("//"):  # the label is an address' own beginning
            label, said = "", f"{label}:{said}"
        if said:
            yield _NAMES.get(label.strip().upper(), label.strip().title()) or network, said
