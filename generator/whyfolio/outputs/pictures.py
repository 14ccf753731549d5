"""Pictures in pages: their measures, so that nothing jumps, and widths for smaller screens."""

from __future__ import annotations

import posixpath
import re
from html import escape

from whyfolio.outputs.shapes import Source

WIDTHS = (480, 960, 1440, 1920)
_SCALED = frozenset([".png", ".jpg", ".jpeg", ".gif", ".webp"])
# How wide a picture is shown: across both columns, one of two, or as wide as the text.
_SHOWN = {
    "wide": "(min-width: 62rem) 60rem, 94vw",
    "pair": "(min-width: 46rem) 19rem, 94vw",
    "": "(min-width: 46rem) 39rem, 94vw",
}
_CLASSES = re.compile(r' class="([^"]*)"')
_MEASURE = re.compile(r' (width|height)="(\d+)"')
_NOTHING = re.compile(r"\s*(?:<(?:figure|p)[^>]*>)?\s*(?:<a [^>]*>)?\s*")


def sources(address: str, width: int) -> tuple[Source, ...]:
    """The same picture as WebP, in several widths; none where it is small anyhow.

    Args:
        address: of the picture as it is.
        width: its own; 0 for what is none or has no measures.
    """
    stem, ending = posixpath.splitext(address)
    if ending not in _SCALED or width <= WIDTHS[0]:
        return ()
    wanted = [*(one for one in WIDTHS if one < width), min(width, WIDTHS[-1])]
    return tuple(Source(f"{stem}-{one}.webp", one) for one in dict.fromkeys(wanted))


def attributes(before: str, tag: str, address: str, size: tuple[int, int]) -> str:
    """What a picture in a body needs besides its address: measures, sizes, when to load it.

    Args:
        before: the HTML of the body that stands before it.
        tag: the picture's own tag, and that of the figure around it.
        address: where it stands.
        size: its width and height; (0, 0) where they are not known.
    """
    found = [_measures(tag, size)]
    if several := sources(address, size[0]):
        listed = ", ".join(f"{one.address} {one.width}w" for one in several)
        paragraph = before.rpartition("<p")[2]
        around = "" if "</p>" in paragraph else paragraph
        classes = " ".join(_CLASSES.findall(around + tag)).split()
        shown = next((_SHOWN[name] for name in ("wide", "pair") if name in classes), _SHOWN[""])
        found.append(f' srcset="{escape(listed)}" sizes="{shown}"')
    if " loading=" not in tag and not _NOTHING.fullmatch(before):
        found.append(' loading="lazy" decoding="async"')
    return "".join(found)


def _measures(tag: str, size: tuple[int, int]) -> str:
    """Width and height, or the one that its author left out."""
    width, height = size
    said = {name: int(number) for name, number in _MEASURE.findall(tag)}
    if not (width and height) or len(said) > 1:
        return ""
    if said.get("width"):
        return f' height="{max(1, round(said["width"] * height / width))}"'
    if said.get("height"):
        return f' width="{max(1, round(said["height"] * width / height))}"'
    return f' width="{width}" height="{height}"'
