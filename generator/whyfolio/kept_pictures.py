"""Pictures of builds before: made once, and again only when the file or its wanted width changed.

They lie in `.whyfolio/pictures/`, which only its owner can open, and can be deleted at any time.
A file there is named after what it was made of, so that there is one for each picture and width.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from functools import cache
from pathlib import Path, PurePosixPath

from whyfolio.content.media import RASTERS, cleaned_of, source_of
from whyfolio.writer.disk import make_private

_MADE = "1"  # counts the ways in which pictures were made; a new way makes all of them anew


def publishable_of(project: Path, source: str, width: int = 0) -> bytes:
    """The bytes of a file as they may leave.

    Args:
        project: the folder that holds `content`.
        source: the file, below `content`.
        width: of a picture, how wide it is wanted as WebP; 0 for the file as it is.

    Raises:
        Refused: it cannot be read (E171), or its metadata cannot be stripped (E172).
    """
    shown = f"content/{source}"
    content = source_of(project / shown, shown)
    if PurePosixPath(source).suffix.lower() not in RASTERS:
        return cleaned_of(content, shown)
    key = hashlib.sha256(f"{_MADE} {_library()} {width} {source} ".encode() + content).digest()
    name = hashlib.sha256(f"{width} {source}".encode()).hexdigest()[:32]
    place = project / ".whyfolio" / "pictures" / name
    with contextlib.suppress(OSError):
        kept = place.read_bytes()
        if kept.startswith(key) and _sealed(kept[len(key) :]):
            return kept[len(key) + _SEAL :]
    made = cleaned_of(content, shown, width)
    _keep(place, key + _seal(made) + made)
    return made


_SEAL = hashlib.sha256().digest_size


def _seal(made: bytes) -> bytes:
    return hashlib.sha256(made).digest()


def _sealed(kept: bytes) -> bool:
    return kept[:_SEAL] == _seal(kept[_SEAL:])


def _keep(place: Path, content: bytes) -> None:
    """Keep a picture. Where that fails, the next build just takes longer."""
    with contextlib.suppress(OSError):
        make_private(place.parent)
        fresh = place.with_name(f"{place.name}.{os.getpid()}")
        fresh.write_bytes(content)
        fresh.replace(place)


@cache
def _library() -> str:
    from importlib.metadata import version

    return version("pillow")
