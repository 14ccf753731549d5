"""Files that entries refer to: how large a picture is, and its bytes without metadata.

A photograph tells where and when it was taken and by whom. What leaves is the picture alone;
a kind of file whose metadata cannot be stripped is refused.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.errors import Refused

RASTERS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".gif": "GIF", ".webp": "WEBP"}
DRAWINGS = frozenset([".svg"])
PLAIN = frozenset([".txt", ".csv", ".md", ".json", ".yaml", ".yml", ".toml", ".log"])
MOST_PIXELS = 80_000_000


def sizes(content: Path, files: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Width and height of each file as it is shown, (0, 0) for what is no picture."""
    return {name: _size(content / name) for name in sorted(files)}


def _size(path: Path) -> tuple[int, int]:
    if path.suffix.lower() in DRAWINGS:
        return _drawing_size(path)
    if path.suffix.lower() not in RASTERS:
        return 0, 0
    from PIL import Image

    try:
        with Image.open(path) as picture:
            turned = picture.getexif().get(0x0112, 1) in {5, 6, 7, 8}
            width, height = picture.size
            return (height, width) if turned else (width, height)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return 0, 0


def _drawing_size(path: Path) -> tuple[int, int]:
    from whyfolio.content.svg import measures

    try:
        return measures(path.read_bytes())
    except OSError:
        return 0, 0


def publishable(path: Path, shown: str) -> bytes:
    """The bytes of a file as they may leave.

    Args:
        path: the file.
        shown: its path relative to the project, for messages.

    Raises:
        Refused: it cannot be read (E171), or its metadata cannot be stripped (E172).
    """
    ending = path.suffix.lower()
    try:
        source = path.read_bytes()
    except OSError as error:
        why = error.strerror or str(error)
        raise Refused(
            Diagnostic("E171", Place(shown), f"the file cannot be read: {why}")
        ) from error
    if ending in RASTERS:
        return _stripped(source, RASTERS[ending], shown)
    if ending in DRAWINGS:
        return _redrawn(source, shown)
    if ending in PLAIN and _is_text(source):
        return source
    kinds = ", ".join(sorted([*RASTERS, *DRAWINGS, *PLAIN]))
    message = f'"{path.name}" is a kind of file whose metadata cannot be taken out'
    raise Refused(
        Diagnostic("E172", Place(shown), message, f"publish one of {kinds}, or link to it")
    )


def _redrawn(source: bytes, shown: str) -> bytes:
    from whyfolio.content.svg import UncleanDrawing, cleaned

    try:
        return cleaned(source)
    except UncleanDrawing as error:
        message = f"the drawing cannot be cleaned: {error}"
        hint = "save it anew as plain SVG, or as PNG"
        raise Refused(Diagnostic("E172", Place(shown), message, hint)) from error


def _is_text(source: bytes) -> bool:
    try:
        source.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\0" not in source


def _stripped(source: bytes, expected: str, shown: str) -> bytes:
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(source)) as picture:
            if picture.format != expected:
                raise _unreadable(shown, f"its bytes are {picture.format}, not {expected}")
            if picture.width * picture.height > MOST_PIXELS:
                raise _unreadable(shown, "it has too many pixels")
            if getattr(picture, "is_animated", False):
                raise _unreadable(shown, "it is animated; use a film or a still")
            picture.load()
            turned = ImageOps.exif_transpose(picture)
            bare = Image.new(turned.mode, turned.size)
            if turned.mode == "P":
                bare.putpalette(turned.getpalette("RGBA") or [], "RGBA")
            bare.paste(turned)
            return _saved(bare, expected, turned.info.get("transparency"))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise _unreadable(shown, str(error)) from error


def _saved(picture: object, kind: str, transparency: object) -> bytes:
    from PIL import Image

    assert isinstance(picture, Image.Image)  # noqa: S101 - Pillow is imported late
    out = io.BytesIO()
    options: dict[str, Any] = {"quality": 90, "optimize": True} if kind == "JPEG" else {}
    if kind in {"PNG", "GIF"}:
        options = {"optimize": True}
        if transparency is not None and picture.mode != "RGBA":
            options["transparency"] = transparency
    picture.save(out, kind, **options)
    return out.getvalue()


def _unreadable(shown: str, why: str) -> Refused:
    message = f"the picture cannot be stripped of its metadata: {why}"
    hint = "save it anew as PNG or JPEG"
    return Refused(Diagnostic("E172", Place(shown), message, hint))
