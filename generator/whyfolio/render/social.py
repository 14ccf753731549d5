"""Social cards: the picture that stands for a page where somebody shares its address.

A card is drawn in the theme's colours with typefaces of the extra `cards`; without them, and for
words in a script that those typefaces lack, it is drawn without the words. The words drawn are also
written into the file, so that whoever reads the site's files reads those of its pictures.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from whyfolio.dataclass import dataclass
from whyfolio.render.palette import palette
from whyfolio.render.typefaces import (
    TYPEFACES,
    drawable,
    font_of,
    has_typefaces,
    wrapped,
)

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

CARD = "card.png"  # what a plan names instead of a template
WIDTH, HEIGHT = 1200, 630  # the ratio of 1.91 : 1 that every service shows uncut
_EDGE, _COLUMN, _MARGIN = 76, 700, 252
_SIZES, _MOST_LINES, _LEADING = (80, 68, 58, 50, 43), 5, 1.2
_MOST_LETTERS = 2000  # more than fit on any card, were they all as narrow as an i
_LABEL, _NUMBER, _NAME, _TEXT = 27, 72, 32, 34
_HIGH = HEIGHT - 2 * _EDGE - 3.6 * _LABEL - 1.5 * _NAME
_PACKED = 4  # of 9: two thirds of the usual time, for a twentieth more bytes
_INKS, _SHADES = ("ink", "ink-soft", "accent", "rule"), 32


@dataclass(frozen=True, slots=True)
class SocialCard:
    """What a card says.

    Attributes:
        title: the page's.
        label: the line above it, "Story · 2026".
        name: whose site it is.
        number: the figure beside it, "−97 %".
        measure: what that counts; without a number, a sentence below the title.
    """

    title: str = ""
    label: str = ""
    name: str = ""
    number: str = ""
    measure: str = ""


def card_picture(card: SocialCard, styles: str, options: Mapping[str, object]) -> bytes:
    """The PNG of a card.

    Args:
        card: what it says.
        styles: the theme's style sheet, for its colours.
        options: what was chosen of the theme's options.
    """
    said = (card.title, card.label, card.name, card.number, card.measure)
    shown = SocialCard(*(text[:_MOST_LETTERS] for text in said))
    return _drawn(shown, palette(styles, options), str(options.get("typeface", "serif-sans")))


# --- drawing -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A card while it is drawn: for each ink how much of it is where, and the words so far."""

    pens: Mapping[str, ImageDraw]
    faces: tuple[str, str]
    words: list[str] = field(default_factory=list)

    def line(self, at: tuple[float, float], text: str, font: FreeTypeFont, ink: str) -> None:
        self.pens[ink].text(at, text, font=font, fill=255)
        self.words.append(text)

    def lines(
        self, at: tuple[float, float], lines: list[str], font: FreeTypeFont, ink: str
    ) -> float:
        """Lines below each other; the place below the last."""
        left, top = at
        for line in lines:
            self.line((left, top), line, font, ink)
            top += font.size * _LEADING
        return top

    def small(self, weight: str, size: int) -> FreeTypeFont:
        return font_of(self.faces[1], weight, size)

    def large(self, size: int) -> FreeTypeFont:
        return font_of(self.faces[0], "Semibold", size)


def _drawn(card: SocialCard, colours: Mapping[str, str], typeface: str) -> bytes:
    from PIL import Image, ImageDraw

    covers = {ink: Image.new("L", (WIDTH, HEIGHT)) for ink in _INKS}
    faces = ("serif", "sans") if typeface == "serif-sans" else (typeface, typeface)
    known = tuple(face if face in TYPEFACES else "serif" for face in faces)
    sheet = _Sheet({ink: ImageDraw.Draw(cover) for ink, cover in covers.items()}, known[:2])  # type: ignore[arg-type]
    sheet.pens["accent"].rectangle((0, 0, WIDTH, 14), fill=255)
    if has_typefaces():
        _write(sheet, card)
    return _png(covers, colours, sheet.words)


def _png(covers: Mapping[str, Image], colours: Mapping[str, str], words: list[str]) -> bytes:
    """One picture of all inks, which never lie over one another, in a palette of their shades."""
    from PIL import Image, ImageChops, ImageColor, PngImagePlugin

    whole, shades = Image.new("L", (WIDTH, HEIGHT)), []
    paper = ImageColor.getrgb(colours["paper"])
    for place, (ink, cover) in enumerate(covers.items()):
        first, steps = place * _SHADES, _SHADES - 1
        indexes = [first + round(much * steps / 255) if much else 0 for much in range(256)]
        if box := cover.getbbox():
            part = ImageChops.add(whole.crop(box), cover.crop(box).point(indexes))
            whole.paste(part, box)
        full = ImageColor.getrgb(colours[ink])
        for step in range(_SHADES):
            mixed = [p + (f - p) * step / steps for p, f in zip(paper, full, strict=True)]
            shades += [round(part) for part in mixed]
    whole = whole.convert("P")
    whole.putpalette(shades)
    said, out = PngImagePlugin.PngInfo(), io.BytesIO()
    if words:
        said.add_itxt("Description", "\n".join(words))
    whole.save(out, "PNG", pnginfo=said, compress_level=_PACKED)
    return out.getvalue()


def _write(sheet: _Sheet, card: SocialCard) -> None:
    small, named = sheet.small("Semibold", _LABEL), sheet.small("Semibold", _NAME)
    number = drawable(card.number, sheet.large(_NUMBER))
    big = _fitting(number, sheet) if number else None
    room = _COLUMN if big else WIDTH - 2 * _EDGE
    top = sheet.lines((_EDGE, _EDGE), _cut(card.label, small, room, 1), small, "accent")
    top += _LABEL * _LEADING
    font, lines = _fitted(card.title, sheet, room)
    below = sheet.lines((_EDGE, top), lines, font, "ink")
    name = _cut(card.name, named, room, 1)
    foot = HEIGHT - _EDGE - _NAME
    sheet.lines((_EDGE, foot), name, named, "ink-soft")
    plain = sheet.small("Regular", _LABEL if big else _TEXT)
    if big:
        left = WIDTH - _EDGE - _MARGIN
        sheet.pens["rule"].line((left - 28, _EDGE, left - 28, HEIGHT - _EDGE), fill=255, width=2)
        under = sheet.lines((left, top), [number], big, "accent")
        measure = _cut(card.measure, plain, _MARGIN, _MOST_LINES)
        sheet.lines((left, under), measure, plain, "ink-soft")
    elif lines:
        below += _TEXT / 2
        fitting = max(0, int((foot - below - _TEXT) / (_TEXT * _LEADING)))
        measure = _cut(card.measure, plain, room, min(fitting, 3))
        sheet.lines((_EDGE, below), measure, plain, "ink-soft")


def _fitting(number: str, sheet: _Sheet) -> FreeTypeFont | None:
    """The largest letters in which a number fits the margin; None where none do."""
    fonts = map(sheet.large, range(_NUMBER, _LABEL, -2))
    return next((font for font in fonts if font.getlength(number) <= _MARGIN), None)


def _fitted(title: str, sheet: _Sheet, room: float) -> tuple[FreeTypeFont, list[str]]:
    """The largest letters in which a title has room, and its lines; the last is cut at need."""
    for size in _SIZES:
        font = sheet.large(size)
        most = int(_HIGH / (size * _LEADING))
        lines = wrapped(drawable(title, font), font, room)
        if len(lines) <= most:
            return font, lines
    return font, _cut(title, font, room, most)


def _cut(text: str, font: FreeTypeFont, room: float, most: int) -> list[str]:
    """At most so many lines; where there is more to say, the last one ends in an ellipsis."""
    lines = wrapped(drawable(text, font), font, room)
    if len(lines) <= most:
        return lines
    last = lines[most - 1] if most else ""
    while last and font.getlength(f"{last} …") > room:
        last = last[:-1].rstrip()
    return [*lines[: most - 1], f"{last.rstrip('.,;:')} …"] if most else []


__all__ = ["CARD", "HEIGHT", "WIDTH", "SocialCard", "card_picture", "has_typefaces"]
