"""A quick look that knows most bodies for harmless, so that they need not be cleaned.

Nearly all HTML that Markdown makes is of a few plain tags in an orderly nesting, and a cleaner
gives it back as it was, after it read all of it. Here only the tags are read. What is unusual in
any way is not judged: the cleaner is asked.
"""

from __future__ import annotations

import re

# A line feed right before the next tag belongs to a tag: what may hold no text needs it.
_TAG = re.compile(r"<[^>]*>(?:\n(?=<))?")
_LETTERS = r"[a-zA-Z0-9._~/?#=%+,@!()*-]*"
_LETTERS_AND_COLONS = r"[a-zA-Z0-9._~/?#=%+,@!()*:-]*"
_HOST = r"(?:[a-zA-Z0-9]+(?:-[a-zA-Z0-9]+)*\.)*[a-zA-Z]+(?=[/?#\"])"
_WRITTEN = re.compile(
    rf'<(a)(?: href="https?://{_HOST}{_LETTERS_AND_COLONS}(?:&amp;{_LETTERS_AND_COLONS})*"'
    rf'| href="{_LETTERS}(?:&amp;{_LETTERS})*")>\n?'
    r'|<(code) class="language-[a-zA-Z0-9_#.+-]+">'
)
_MARKED = re.compile(
    r'<(?:(span) class="c-[a-z0-9]{1,3}"|(pre) tabindex="0"'
    r'|(t[dh]) class="align-(?:left|center|right)")>\n?'
)
_PLAIN = re.compile(r"<([a-z]+[1-6]?)>\n?")
_INLINE = frozenset(["a", "br", "code", "del", "em", "kbd", "mark", "span", "strong", "sub", "sup"])
_BLOCKS = frozenset(
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ul", "ol", "dl", "blockquote", "pre", "table"]
)
_EMPTY = frozenset(["br", "hr"])
_FLOW = _INLINE | _BLOCKS
_WITHIN = {
    "": _FLOW,
    "blockquote": _FLOW,
    "li": _FLOW,
    "dd": _FLOW,
    "ul": frozenset(["li"]),
    "ol": frozenset(["li"]),
    "dl": frozenset(["dt", "dd"]),
    "pre": frozenset(["code"]),
    "table": frozenset(["thead", "tbody"]),
    "thead": frozenset(["tr"]),
    "tbody": frozenset(["tr"]),
    "tr": frozenset(["td", "th"]),
}
_TEXTLESS = frozenset(["table", "thead", "tbody", "tr"])
_DEEPEST = 24
_MOST = 20_000


class _Unusual(Exception):
    """The cleaner must be asked."""


class _Place(dict[str, "_Place"]):
    """Where among open elements a reader stands, and where each tag leads from there."""

    known = 0

    def __init__(self, names: tuple[str, ...], outer: _Place | None) -> None:
        super().__init__()
        self.names = names
        self._outer = outer

    def __missing__(self, tag: str) -> _Place:
        if found := _WRITTEN.fullmatch(tag):  # each is another, and leads where the plain one does
            return self[f"<{found[found.lastindex or 0]}>"]
        place = self._after(tag)
        if _Place.known >= _MOST:
            raise _Unusual
        _Place.known += 1
        self[tag] = place
        return place

    def _after(self, tag: str) -> _Place:
        inner = self.names[-1]
        if self._outer is not None and tag.rstrip("\n") == f"</{inner}>":
            if self._outer.names[-1] in _TEXTLESS and not tag.endswith("\n"):
                raise _Unusual
            return self._outer
        name = _opened(tag)
        if name not in _WITHIN.get(inner, _INLINE) or len(self.names) > _DEEPEST:
            raise _Unusual
        if name in _INLINE and name in self.names:
            raise _Unusual
        if name in _TEXTLESS and not tag.endswith("\n"):
            raise _Unusual
        return self if name in _EMPTY else _Place((*self.names, name), self)


def _opened(tag: str) -> str:
    """The name of an element that cannot do any harm."""
    if found := _MARKED.fullmatch(tag) or _PLAIN.fullmatch(tag):
        return found[found.lastindex or 0]
    raise _Unusual


_START = _Place(("",), None)


def is_harmless(html: str) -> bool:
    """Whether it is certain at a glance that the cleaner would give back the very same HTML."""
    if not _is_plain(html):
        return False
    tags = _TAG.findall(html)
    if len(tags) != html.count(">") or html.rfind("<") > html.rfind(">"):
        return False
    place = _START
    try:
        for tag in tags:
            place = place[tag]
    except _Unusual:
        return False
    return place is _START


def _is_plain(html: str) -> bool:
    """Whether the cleaner would write each letter as it stands."""
    if "\0" in html or "\r" in html:
        return False
    if not html.isascii() and ("\xa0" in html or "\ufeff" in html or not _is_whole(html)):
        return False
    if "<pre" in html and ("<pre>\n" in html or '="0">\n' in html):  # the line feed would go
        return False
    signs = html.count("&")
    return not signs or signs == sum(map(html.count, ("&amp;", "&lt;", "&gt;")))


def _is_whole(html: str) -> bool:
    try:
        html.encode()
    except UnicodeEncodeError:  # half of a pair, which the cleaner refuses
        return False
    return True
