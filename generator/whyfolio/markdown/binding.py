"""The addresses of a body, settled for one view."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import unquote

ALT = re.compile(r' alt="([^"]*)"')
_BOUND_LINK = re.compile(
    r'<a ([^>]*?)href="(?!#|[a-zA-Z][a-zA-Z0-9+.-]*:|//)([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL
)
_BOUND_IMAGE = re.compile(
    r'(<figure[^>]*>)?(<img [^>]*?)src="(?!#|[a-zA-Z][a-zA-Z0-9+.-]*:|//)([^"]*)"([^>]*>)'
    r"((?:<figcaption>.*?</figcaption>)?</figure>)?",
    re.DOTALL,
)
_OPEN_LINK = re.compile(r"<a [^>]*>\s*\Z")
_LONGEST_TAG = 4000


def bind(
    html: str,
    address: Callable[[str], str | None],
    picture: Callable[[str, str, str], str] = lambda _before, _tag, _written: "",
) -> str:
    """Settle the relative addresses of a body for one view.

    Args:
        html: what `render` gave.
        address: the address as written → the address to print, or None: a link then keeps its
            words alone, an image goes, and the figure around it.
        picture: what an image needs besides: from the HTML before it, its tag with that of the
            figure around it, and its address as written → more attributes.
    """
    if "<img " in html:
        html = _BOUND_IMAGE.sub(lambda found: _bound_image(found, address, picture), html)
    return _BOUND_LINK.sub(lambda found: _bound_link(found, address), html)


def _bound_link(found: re.Match[str], address: Callable[[str], str | None]) -> str:
    target = address(unquote(unescape(found[2])))
    if target is None:
        return found[4]
    return f'<a {found[1]}href="{escape(target)}"{found[3]}>{found[4]}</a>'


def _bound_image(
    found: re.Match[str],
    address: Callable[[str], str | None],
    picture: Callable[[str, str, str], str],
) -> str:
    written = unquote(unescape(found[3]))
    target = address(written)
    if target is None:
        alt = ALT.search(found[0])
        return alt[1] if alt and is_in_link(found) else ""
    more = picture(found.string[: found.start()], f"{found[1] or ''}{found[2]}{found[4]}", written)
    whole = f'{found[2]}src="{escape(target)}"{more}{found[4]}'
    return f"{found[1] or ''}{whole}{found[5] or ''}"


def is_in_link(image: re.Match[str]) -> bool:
    """Whether a picture is what a link consists of."""
    start = image.start()
    return bool(_OPEN_LINK.search(image.string, max(0, start - _LONGEST_TAG), start))
