"""Pictures of builds before: made once, and again only when the file or its wanted width changed.

They lie in `.whyfolio/pictures/`, which only its owner can open, and can be deleted at any time.
A file there is named after what it was made of, so that there is one for each picture and width.
"""

from __future__ import annotations

import contextlib
import hashlib
from functools import cache
from pathlib import Path, PurePosixPath

from whyfolio.content.media import RASTERS, cleaned_of, source_of
from whyfolio.locate import secret
from whyfolio.sealed import read_sealed, write_sealed

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
        kept = bytes(read_sealed(place, secret()))
        if kept.startswith(key):
            return kept[len(key) :]
    made = cleaned_of(content, shown, width)
    with contextlib.suppress(OSError):
        write_sealed(place, key + made, secret())
    return made


@cache
def _library() -> str:
    from importlib.metadata import version

    return version("pillow")
