"""The typefaces that cards are drawn with: where they are, what they can draw, where lines end."""

from __future__ import annotations

import unicodedata
from bisect import bisect
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

# The packages of the extra `cards`, and how their files begin.
TYPEFACES = {"serif": "font_source_serif_pro", "sans": "font_source_sans_pro"}
_FILES = {"serif": "SourceSerifPro", "sans": "SourceSansPro"}
_LEFT_OUT = frozenset(["Cc", "Cf", "Cn", "Co", "Cs", "So", "Sk"])


def has_typefaces() -> bool:
    """Whether the typefaces of the extra `cards` are installed."""
    return all(_folder(face) for face in TYPEFACES)


def drawable(text: str, font: FreeTypeFont) -> str:
    """The text without signs such as emoji; "" where its letters are not in the typeface."""
    whole = unicodedata.normalize("NFC", text)
    kept = "".join(c for c in whole if c.isspace() or unicodedata.category(c) not in _LEFT_OUT)
    path, missing = str(font.path), _shape(str(font.path), "\uffff")
    is_there = all(c.isspace() or _shape(path, c) != missing for c in kept)
    return " ".join(kept.split()) if is_there else ""


@cache
def _shape(path: str, character: str) -> bytes:
    return bytes(_loaded(path, 24).getmask(character))


def font_of(face: str, weight: str, size: int) -> FreeTypeFont:
    """A typeface in a weight, "Regular" or "Semibold", and a size in pixels."""
    return _loaded(str(face_file(face, weight)), size)


@cache
def _loaded(path: str, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def face_file(face: str, weight: str) -> Path | None:
    """The file of a typeface in a weight; None where its package is missing."""
    folder = _folder(face)
    file = folder / f"{_FILES[face]}-{weight}.ttf" if folder else None
    return file if file and file.is_file() else None


@cache
def _folder(face: str) -> Path | None:
    """Where a typeface lies; its package is found, never run."""
    found = find_spec(TYPEFACES[face])
    places = found.submodule_search_locations if found else None
    return Path(places[0]) / "files" if places else None


def wrapped(text: str, font: FreeTypeFont, room: float) -> list[str]:
    """Lines that fit; a word that is longer than a line is broken where the line ends."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if font.getlength(longer) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while font.getlength(line) > room:
            fits = _most(line, font, room)
            lines.append(line[:fits])
            line = line[fits:]
    return [*lines, line] if line else lines


def _most(text: str, font: FreeTypeFont, room: float) -> int:
    """How many letters of a text fit; one at least."""
    longer = bisect(range(1, len(text) + 1), room, key=lambda most: font.getlength(text[:most]))
    return max(1, longer)
