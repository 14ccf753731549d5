"""Highlighted code: Pygments' classes, no inline style, lexers kept between blocks."""

from __future__ import annotations

import re
from functools import cache
from html import escape, unescape
from typing import Any

_MOST = 4096
_BLOCK = re.compile(
    r'<pre tabindex="0"><code(?: class="language-(?P<language>[^"]*)")?>'
    r"(?P<inner>.*?)\n</code></pre>",
    re.DOTALL,
)
_TAG = re.compile("<[^<>]*>")
_known: dict[tuple[str, str], str] = {}  # HTML by code and language


@cache
def _formatter() -> Any:  # noqa: ANN401 - Pygments is imported late
    from pygments.formatters.html import HtmlFormatter

    return HtmlFormatter(nowrap=True, classprefix="c-")


@cache
def _lexer(language: str) -> Any | None:  # noqa: ANN401 - Pygments is imported late
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language)
    except ClassNotFound:
        return None


def highlighted(code: str, language: str) -> str:
    """A block of code as HTML; an unknown language is left as it is."""
    made = _known.get((code, language))
    if made is None:
        if len(_known) >= _MOST:
            _known.clear()
        made = _known[code, language] = _highlighted(code, language)
    return made


def know(html: str) -> None:
    """Take the blocks of a body that was made before, so that no lexer is made for the same code.

    Who edits a text seldom edits the code in it, and to make a lexer takes longer than all else.

    Args:
        html: what became of a body that brings no `<pre>` of its own.
    """
    for found in _BLOCK.finditer(html):
        code = unescape(_TAG.sub("", found["inner"]))
        _known[code, unescape(found["language"] or "")] = found[0]


def _highlighted(code: str, language: str) -> str:
    lexer = _lexer(language.lower()) if language else None
    if lexer is None:
        inner = escape(code, quote=False)
    else:
        from pygments import highlight

        inner = highlight(code, lexer, _formatter()).rstrip("\n")
        # As the cleaner writes them in a text: what is written so need not be cleaned.
        inner = inner.replace("&quot;", '"').replace("&#39;", "'")
    label = f' class="language-{escape(language)}"' if language else ""
    return f'<pre tabindex="0"><code{label}>{inner}\n</code></pre>'
