"""Texts made comparable: words in lower case, one blank between them, nothing else.

What an author writes and what a page prints differ in markup, quotes, capitals and line ends.
Both are folded into the same words, so that a sentence is found however it was dressed.
Slashes, percent signs and hyphens within words stay: addresses and figures need them.
"""

from __future__ import annotations

import re
import unicodedata

_KEPT = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789-/%")
_TABLE = bytes(sign if sign in _KEPT or sign > 127 else 32 for sign in range(256))
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
# Blanks, dashes, quotes, arrows and the like, as UTF-8.
_SIGNS = re.compile(
    rb"\xc2[\xa0-\xbf]|\xc3[\x97\xb7]|\xe2(?:\x80[\x80-\xbf]|\x81[\x80-\xaf]|[\x86-\x89].)"
    rb"|\xe3\x80[\x80-\x82]"
)
_HYPHENS = re.compile(rb"--+|(?<![a-z0-9\x80-\xff])-+|-+(?![a-z0-9\x80-\xff])")


def folded(text: str) -> bytes:
    """The words of a text as UTF-8, with one blank before, between and after them."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    signs = text.casefold().encode("utf-8", "replace")
    if not text.isascii():
        signs = _SIGNS.sub(b" ", signs)
    signs = signs.translate(_TABLE).replace(b"/", b" / ").replace(b"%", b" % ")
    if b"-" in signs:
        signs = _HYPHENS.sub(b" ", signs)
    return b" " + b" ".join(signs.split()) + b" "
