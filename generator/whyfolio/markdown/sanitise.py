"""What a body's HTML may hold. Templates are trusted, content is not."""

from __future__ import annotations

from functools import cache
from typing import Any

from whyfolio.markdown.harmless import is_harmless

TAGS = frozenset(
    [
        *("a", "abbr", "aside", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del"),
        *("details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3"),
        *("h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre"),
        *("q", "s", "samp", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody"),
        *("td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "wbr"),
    ]
)
EVERYWHERE = frozenset(["id", "class", "title", "lang", "dir"])
ATTRIBUTES = {
    "*": EVERYWHERE,
    "a": {"href", "role", "aria-label"},
    "img": {"src", "alt", "width", "height", "loading"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "scope", "align"},
    "ol": {"start", "reversed"},
    "time": {"datetime"},
    "pre": {"tabindex"},
    "div": {"role", "tabindex", "aria-label"},
    "blockquote": {"cite"},
    "q": {"cite"},
}
SCHEMES = {"http", "https", "mailto", "tel"}


@cache
def _cleaner() -> Any:  # noqa: ANN401 - nh3 is imported late
    import nh3

    return nh3.Cleaner(
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes=SCHEMES,
        link_rel=None,
        clean_content_tags={"script", "style", "iframe", "object", "noscript", "template"},
    )


def sanitised(html: str) -> str:
    """HTML without anything that runs, styles itself or leads to a bad address."""
    return html if is_harmless(html) else cleaned(html)


def cleaned(html: str) -> str:
    """The same by the cleaner alone, whatever the HTML looks like."""
    clean: str = _cleaner().clean(html)
    return clean
