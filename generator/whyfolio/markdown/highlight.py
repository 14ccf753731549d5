"""Highlighted code: Pygments' classes, no inline style, lexers kept between blocks."""

from __future__ import annotations

from functools import cache, lru_cache
from html import escape
from typing import Any


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


@lru_cache(maxsize=4096)
def highlighted(code: str, language: str) -> str:
    """A block of code as HTML; an unknown language is left as it is."""
    lexer = _lexer(language.lower()) if language else None
    if lexer is None:
        inner = escape(code, quote=False)
    else:
        from pygments import highlight

        inner = highlight(code, lexer, _formatter()).rstrip("\n")
    label = f' class="language-{escape(language)}"' if language else ""
    return f'<pre tabindex="0"><code{label}>{inner}\n</code></pre>'
