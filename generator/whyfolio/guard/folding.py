"""Texts made comparable: words in lower case, one blank between them, a bar between sentences.

What an author writes and what a page prints differ in markup, quotes, capitals and line ends.
Both are folded into the same words, so that a sentence is found however it was dressed.
Slashes, percent signs and hyphens within words stay: addresses and figures need them. The bars
keep the end of one text and the beginning of the next from reading as one.
"""

from __future__ import annotations

import re
import unicodedata

BAR = b"|"
_KEPT = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789-/%|.")
_NO_SIGNS = bytes(ord(" ") if sign in b"-/%|." else sign for sign in range(256))
_ENDS = {ord("!"): ord("."), ord("?"): ord(".")}
_BEYOND_ASCII = 128
_ASCII = bytes(range(_BEYOND_ASCII))
_TABLE = bytes(
    _ENDS.get(sign, sign if sign in _KEPT or sign >= _BEYOND_ASCII else ord(" "))
    for sign in bytes(range(256)).lower()
)
# What themes and careful authors write in otherwise plain English; `_SIGNS` holds them all.
_USUAL = "→·…–—−‘’“”×\u00a0"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
# Blanks, dashes, quotes, arrows and the like, as UTF-8.
_SIGNS = re.compile(
    rb"\xc2[\xa0-\xbf]|\xc3[\x97\xb7]|\xe2(?:\x80[\x80-\xbf]|\x81[\x80-\xaf]|[\x86-\x89].)"
    rb"|\xe3\x80[\x80-\x82]"
)
# The letters of western Europe are quicker put in lower case as UTF-8: "É" is C3 89, "é" C3 A9.
_USUAL_SIGNS = tuple(sign.encode() for sign in (*_USUAL, "÷"))
_WESTERN = re.compile(rb"(?:\xc3.|" + b"|".join(map(re.escape, _USUAL_SIGNS)) + rb")*+", re.DOTALL)
_SHARP_S = "ß".encode()
_FIRST, _LAST = b"\x80\x9e"  # the second bytes of "À" and "Þ"
_WESTERN_TABLE = bytes(
    sign + ord(" ") if _FIRST <= place <= _LAST else sign for place, sign in enumerate(_TABLE)
)


def folded(text: str) -> bytes:
    """The words of a text as UTF-8, with one blank before, between and after them."""
    signs = b" " + _lower(text).replace(b"/", b" / ").replace(b"%", b" % ") + b" "
    signs = signs.replace(b". ", b"|").replace(b".", b" ")
    first, *rest = signs.split(b"|")
    if rest:  # most of it are the bars of tags, with nothing between them
        signs = b" | ".join([first, *filter(bytes.strip, rest[:-1]), rest[-1]])
    if b"-" in signs:
        signs = signs.replace(b"--", b" ").replace(b" -", b" ").replace(b"- ", b" ")
    while b"  " in signs:
        signs = signs.replace(b"  ", b" ")
    words = b" " + signs.strip(b" ") + b" "
    while b" | | " in words:
        words = words.replace(b" | | ", b" | ")
    return words


def bare(text: str) -> bytes:
    """The same without the signs that `folded` keeps, which is quicker made.

    It is for a glance: where a folded text has words in it, the bare one has the bare words.
    """
    return bare_words(_lower(text))


def bare_words(words: bytes) -> bytes:
    """Words that were folded without the signs among them."""
    return b" " + b" ".join(words.translate(_NO_SIGNS).split()) + b" "


def _lower(text: str) -> bytes:
    """The letters in lower case as UTF-8, and what ends a sentence; blanks for other signs."""
    signs = text.encode("utf-8", "replace")
    if text.isascii():
        return signs.translate(_TABLE)
    letters = signs.translate(None, _ASCII)
    if not _WESTERN.fullmatch(letters):
        return _beyond_ascii(text).translate(_TABLE)
    for sign in _USUAL_SIGNS:
        if sign in letters:
            signs = signs.replace(sign, b" ")
    return signs.replace(_SHARP_S, b"ss").translate(_WESTERN_TABLE)


def _beyond_ascii(text: str) -> bytes:
    """The same words in lower case, composed, and without what is not seen."""
    for sign in (*_USUAL, *_INVISIBLE):
        text = text.replace(sign, " " if sign in _USUAL else "")
    signs = unicodedata.normalize("NFC", text).casefold().encode("utf-8", "replace")
    return _SIGNS.sub(b" ", signs) if _SIGNS.search(signs.translate(None, _ASCII)) else signs
