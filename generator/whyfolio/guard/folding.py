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
_ENDS = {ord("!"): ord("."), ord("?"): ord(".")}
_BEYOND_ASCII = 128
_ASCII = bytes(range(_BEYOND_ASCII))
_TABLE = bytes(
    _ENDS.get(sign, sign if sign in _KEPT or sign >= _BEYOND_ASCII else ord(" "))
    for sign in range(256)
)
# What themes and careful authors write in otherwise plain English; `_SIGNS` holds them all.
_USUAL = "→·…–—−‘’“”×\u00a0"
_BLANKS = re.compile(rb"  +")  # to split and join takes twice as long, and 25 times the memory
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
# Blanks, dashes, quotes, arrows and the like, as UTF-8.
_SIGNS = re.compile(
    rb"\xc2[\xa0-\xbf]|\xc3[\x97\xb7]|\xe2(?:\x80[\x80-\xbf]|\x81[\x80-\xaf]|[\x86-\x89].)"
    rb"|\xe3\x80[\x80-\x82]"
)


def folded(text: str) -> bytes:
    """The words of a text as UTF-8, with one blank before, between and after them."""
    if not text.isascii():
        for sign in _USUAL:
            text = text.replace(sign, " ")
    if text.isascii():
        signs = text.lower().encode()
    else:
        for sign in _INVISIBLE:
            text = text.replace(sign, "")
        signs = unicodedata.normalize("NFC", text).casefold().encode("utf-8", "replace")
        if _SIGNS.search(signs.translate(None, _ASCII)):  # letters like é need no search in all
            signs = _SIGNS.sub(b" ", signs)
    signs = signs.translate(_TABLE).replace(b"/", b" / ").replace(b"%", b" % ") + b" "
    signs = signs.replace(b". ", b" | ").replace(b".", b" ").replace(b"|", b" | ")
    if b"-" in signs:
        signs = signs.replace(b"--", b"  ").replace(b" -", b"  ").replace(b"- ", b"  ")
    words = b" " + _BLANKS.sub(b" ", signs).strip(b" ") + b" "
    while b" | | " in words:
        words = words.replace(b" | | ", b" | ")
    return words
