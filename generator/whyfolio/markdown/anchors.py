"""The ids of a body and the links that lead to them."""

from __future__ import annotations

import re
from html import escape, unescape
from urllib.parse import unquote

_WITH_ID = re.compile(r'(<[a-zA-Z][^<>]*? id=")([^"<>]*)(?=")')
_OWN_LINK = re.compile(r'<a ((?:[^<>]* )?)href="#([^"<>]*)"([^<>]*)>(.*?)</a>', re.DOTALL)


def with_unique_ids(html: str) -> str:
    """The body with a number after each id that stands a second time."""
    seen: set[str] = set()
    next_of: dict[str, int] = {}

    def numbered(found: re.Match[str]) -> str:
        name = own = found[2]
        while own in seen:
            number = next_of[name] = next_of.get(name, 1) + 1
            own = f"{name}-{number}"
        seen.add(own)
        return f"{found[1]}{own}"

    return _WITH_ID.sub(numbered, html)


def without_dangling_links(html: str) -> str:
    """The body in which a link to an id that is not there keeps its words alone."""
    if 'href="#' not in html:
        return html
    there = {unescape(found[2]) for found in _WITH_ID.finditer(html)}

    def kept(found: re.Match[str]) -> str:
        target = unquote(unescape(found[2]))
        if target not in there:
            return found[4]
        return f'<a {found[1]}href="#{escape(target)}"{found[3]}>{found[4]}</a>'

    return _OWN_LINK.sub(kept, html)
