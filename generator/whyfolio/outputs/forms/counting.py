"""How a form counts: characters, words, items or bytes, with the tags of HTML or without."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from html import escape

from whyfolio.model.ladder import Box

_UTF16_UNIT = 2


def laid_out(entries: Sequence[str]) -> str:
    """Entries as the text of a box: a line each, composed as browsers send it."""
    return unicodedata.normalize("NFC", "\n".join(f"- {entry}" for entry in entries))


def used(box: Box, entries: Sequence[str]) -> int:
    """How much of a box some entries use, in its own unit.

    Characters are those of a browser (UTF-16, so that most emoji are two); words are what blanks
    separate, list signs too; bytes are UTF-8. Where tags count, each line is a paragraph.
    """
    if box.unit == "items":
        return len(entries)
    text = laid_out(entries)
    if box.counts_html:
        text = as_html(text)
    if box.unit == "words":
        return len(text.split())
    if box.unit == "bytes":
        return len(text.encode())
    return len(text.encode("utf-16-le")) // _UTF16_UNIT


def fits(box: Box, entries: Sequence[str]) -> bool:
    """Whether entries keep within the limit; a box without one holds everything."""
    return not box.limit or used(box, entries) <= box.limit


def as_html(text: str) -> str:
    """The text as a form's editor keeps it: a paragraph a line."""
    return "".join(f"<p>{escape(line)}</p>" for line in text.split("\n") if line)
