"""Letters that a theme brings: font files beside its style sheets, which name them by `url(…)`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

# A file of the theme, not an address; browsers of today need no other format.
_NAMED = re.compile(
    rb"url\(\s*(?P<mark>[\"']?)(?P<name>\w[\w.-]*\.woff2?)(?P=mark)\s*\)", re.IGNORECASE
)


def named(styles: bytes) -> list[tuple[str, int]]:
    """The font files that styles name, each with its line."""
    return [
        (found["name"].decode(), styles.count(b"\n", 0, found.start()) + 1)
        for found in _NAMED.finditer(styles)
    ]


def address_of(name: str, content: bytes) -> str:
    """The name under which a font file is published: it changes with its bytes."""
    stem, _, ending = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{ending}"


def addressed(styles: bytes, letters: Mapping[str, bytes]) -> bytes:
    """Styles that name the published files.

    Args:
        styles: as their author wrote them.
        letters: the content of each file that they name.
    """

    def published(found: re.Match[bytes]) -> bytes:
        name = found["name"].decode()
        return f'url("{address_of(name, letters[name])}")'.encode()

    return _NAMED.sub(published, styles)
