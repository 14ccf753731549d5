"""Prose fields: one sentence of plain text, in which only `[words](address)` is a link."""

from __future__ import annotations

import re
from html import escape, unescape

_LINK = re.compile(r"(?<!\\)\[([^\[\]]+)\]\((https?://[^\s()]+|mailto:[^\s()]+)\)")
_IN_LINK = "]("
_TAG = re.compile(r"<[^>]*>")
_BLOCK_END = re.compile(r"</(?:p|li|h\d|tr|dd|dt|pre|blockquote|figcaption|div)>|<br ?/?>")


def inline(text: str) -> str:
    """A sentence as safe HTML, exactly as typed; an empty line starts a new line."""
    parts, last = [], 0
    for found in _LINK.finditer(text) if _IN_LINK in text else ():
        parts.append(escape(text[last : found.start()], quote=False))
        words, address = escape(found.group(1), quote=False), escape(found.group(2))
        parts.append(f'<a href="{address}" rel="noopener">{words}</a>')
        last = found.end()
    parts.append(escape(text[last:], quote=False))
    return "".join(parts).replace("\n\n", "<br>")


def plain(text: str) -> str:
    """A sentence as words only: links lose their address."""
    bare = _LINK.sub(r"\1", text) if _IN_LINK in text else str(text)
    return bare.replace("\n\n", " ")


def words(html: str) -> str:
    """The visible text of HTML."""
    spaced = _BLOCK_END.sub(" ", html)
    return re.sub(r"\s+", " ", unescape(_TAG.sub("", spaced))).strip()
