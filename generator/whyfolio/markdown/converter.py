"""Markdown → HTML whose ids belong to its entry and whose links are still as written."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from itertools import chain, count
from typing import Any
from urllib.parse import unquote

from whyfolio.dataclass import dataclass
from whyfolio.markdown.anchors import with_unique_ids, without_dangling_links
from whyfolio.markdown.binding import ALT, bind, is_in_link
from whyfolio.markdown.headings import Heading, first_heading, without_first_heading
from whyfolio.markdown.inline import inline, plain, words
from whyfolio.markdown.limits import excess
from whyfolio.markdown.patience import LONGEST, TooLong, limited
from whyfolio.markdown.problem import TOO_DEEP, TOO_MUCH, Problem
from whyfolio.markdown.sanitise import sanitised

__all__ = [
    "Heading",
    "MarkdownTooDeep",
    "Rendered",
    "bind",
    "first_heading",
    "inline",
    "plain",
    "render",
    "without_first_heading",
    "words",
]


class MarkdownTooDeep(ValueError):
    """The text would take the converter for ever; ``problem`` says why, and where if known."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Rendered:
    """A body as HTML; ``addresses`` are the relative ones of links and images, in their order."""

    html: str
    headings: tuple[Heading, ...]
    addresses: tuple[str, ...]


KEPT = 4096
TOP = 2
LOWEST = 6
_local = threading.local()
_TOO_DEEP = Problem(
    TOO_DEEP, 0, 1, "the text is too deep to be read: parts lie in one another", "write it flatter"
)
_LATE = Problem(
    TOO_MUCH,
    0,
    1,
    f"this body takes longer than {LONGEST:.0f} seconds to be read",
    "divide it into several notes, or put tables and code into content/files",
)
_RELATIVE = re.compile(
    r'<(?:a|img) (?:[^<>]* )?(?:href|src)="(?!#|[a-zA-Z][a-zA-Z0-9+.-]*:|//)([^"]*)"'
)
_TAG = re.compile(r'<[a-z][a-z0-9]*(?: [^\s=>]+(?:="[^"]*")?)+ ?/?>')
_OWN = re.compile(r'( (?:id="|href="#))([^"]*")')
_FOOTNOTE = re.compile(r'(="#?[^"]*--fn(?:ref[0-9]*)?):([^"]*")')
_ID = re.compile(r' id="([^"]*)"')
_HEADING = re.compile(r"<h([1-6])((?: [^>]*)?)>(.*?)</h\1>", re.DOTALL)
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_LONE_IMAGE = re.compile(r"<p>\s*(<a [^>]*>)?(<img [^>]*>)(?(1)</a>)\s*</p>")
_ELSEWHERE = re.compile(r'<img (?=[^>]*src="((?:https?:)?//[^"]*)")[^>]*>', re.IGNORECASE)
_CLASSES = re.compile(r' class="([^"]*)"')
_TITLE = re.compile(r' title="([^"]*)"')
_EXTERNAL = re.compile(r'<a (?=[^<>]*href="(?:https?:|//))(?![^<>]* rel=)', re.IGNORECASE)
_ALIGNED = re.compile(r'<(t[hd]) style="text-align: (left|center|right);">')
_TASK = re.compile(r"<li>(<p>)?\[([ xX])\] ")


@lru_cache(maxsize=KEPT)
def render(text: str, *, prefix: str, raw_html: str = "sanitize") -> Rendered:
    """Convert a body. It depends on its arguments alone, so the last thousands are kept.

    Args:
        text: Markdown whose directives are resolved already.
        prefix: what every id of this body begins with, so that bodies can share a page.
        raw_html: "sanitize" drops whatever could run; "trust" keeps the author's HTML.

    Raises:
        MarkdownTooDeep: the text is of a shape that would take the converter for ever.
    """
    if found := excess(text):
        raise MarkdownTooDeep(found)
    try:
        with limited():
            return _rendered(text, prefix, raw_html)
    except (RecursionError, TooLong) as error:
        _local.converters = {}  # whoever was interrupted may be in any state
        raise MarkdownTooDeep(_TOO_DEEP if isinstance(error, RecursionError) else _LATE) from error


def _rendered(text: str, prefix: str, raw_html: str) -> Rendered:
    html = _converter(text).reset().convert(text)
    html = _ALIGNED.sub(r'<\1 class="align-\2">', html) if "<table" in html else html
    if raw_html != "trust":
        html = sanitised(html)
    html, headings = _finished(html, prefix)
    addresses = tuple(dict.fromkeys(unescape(found[1]) for found in _RELATIVE.finditer(html)))
    return Rendered(html, headings, tuple(unquote(address) for address in addresses))


def _converter(text: str) -> Any:  # noqa: ANN401 - Markdown is imported late
    from whyfolio.markdown.extensions import extensions_for, new_converter

    if not hasattr(_local, "converters"):
        _local.converters = {}
    wanted = extensions_for(text)
    if wanted not in _local.converters:
        _local.converters[wanted] = new_converter(wanted)
    return _local.converters[wanted]


def _finished(html: str, prefix: str) -> tuple[str, tuple[Heading, ...]]:
    """One pass a concern: ids, headings, tables, figures, tasks, links that leave the site."""
    if ' id="' in html or ' href="#' in html:
        html = _TAG.sub(lambda found: _OWN.sub(rf"\1{prefix}--\2", found[0]), html)
        html = _FOOTNOTE.sub(r"\1-\2", html) if "--fn" in html else html
        html = with_unique_ids(html)
    heads = _Headings(prefix, html)
    html = without_dangling_links(_HEADING.sub(heads.settled, html))
    if "<table>" in html:
        html = _TABLE.sub(_scrolling, html)
    if "<img " in html:
        html = _LONE_IMAGE.sub(_figure, _ELSEWHERE.sub(_words_for, html))
    if "[" in html:
        html = _TASK.sub(_task, html)
    return _EXTERNAL.sub('<a rel="noopener" ', html), tuple(heads.found)


class _Headings:
    """The headings of one body: levels right below the page's title, an id for each."""

    def __init__(self, prefix: str, html: str) -> None:
        levels = [int(found[1]) for found in _HEADING.finditer(html)]
        self.found: list[Heading] = []
        self._lift = min(levels, default=TOP) - TOP
        self._prefix = prefix
        self._taken = {found[1] for found in _ID.finditer(html)}
        self._numbers: dict[str, Iterator[int]] = {}

    def settled(self, found: re.Match[str]) -> str:
        """One heading with its level and id."""
        level, text = int(found[1]) - self._lift, words(found[3])
        own = _ID.search(found[2])
        head = Heading(min(level, LOWEST), own[1] if own else self._new_id(text), text)
        self.found.append(head)
        attributes = found[2] if own else f'{found[2]} id="{head.id}"'
        return f"<h{head.level}{attributes}>{found[3]}</h{head.level}>"

    def _new_id(self, text: str) -> str:
        from whyfolio.markdown.extensions import slug

        base = f"{self._prefix}--{slug(text, '-')}"
        numbers = self._numbers.setdefault(base, count(1))
        names = chain([base], (f"{base}_{number}" for number in numbers))
        free = next(name for name in names if name not in self._taken)
        self._taken.add(free)
        return free


def _scrolling(found: re.Match[str]) -> str:
    return (
        f'<div class="table-scroll" role="region" aria-label="Table" tabindex="0">{found[0]}</div>'
    )


def _words_for(found: re.Match[str]) -> str:
    """The words of a picture on another server, which no page asks: a link to it."""
    alt = ALT.search(found[0])
    said = alt[1] if alt and alt[1].strip() else found[1]
    if is_in_link(found):
        return said
    return f'<a href="{found[1]}">{said}</a>'


def _figure(found: re.Match[str]) -> str:
    """A picture alone in its paragraph, or one that leads somewhere, with its caption."""
    link, image = found[1] or "", found[2]
    names = " ".join([*_CLASSES.findall(link), *_CLASSES.findall(image)])
    title = _TITLE.search(image) or _TITLE.search(link)
    link, image = (_TITLE.sub("", _CLASSES.sub("", part)) for part in (link, image))
    opened = f'<figure class="{names}">' if names else "<figure>"
    caption = f"<figcaption>{title[1]}</figcaption>" if title else ""
    return f"{opened}{link}{image}{'</a>' if link else ''}{caption}</figure>"


def _task(found: re.Match[str]) -> str:
    done = found[2] != " "
    label = "done" if done else "to do"
    box = f'<input type="checkbox" disabled aria-label="{label}"{" checked" if done else ""}> '
    return f'<li class="task">{found[1] or ""}{box}'
