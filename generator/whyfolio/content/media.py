"""Files that entries refer to: how large a picture is, and its bytes without metadata.

A photograph tells where and when it was taken and by whom. What leaves is the picture alone;
a kind of file whose metadata cannot be stripped is refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.errors import Refused

RASTERS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".gif": "GIF", ".webp": "WEBP"}
DRAWINGS = frozenset([".svg"])
PLAIN = frozenset([".txt", ".csv", ".md", ".json", ".yaml", ".yml", ".toml", ".log"])


def sizes(content: Path, files: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Width and height of each file as it is shown, (0, 0) for what is no picture."""
    return {name: _size(content / name) for name in sorted(files)}


def _size(path: Path) -> tuple[int, int]:
    if path.suffix.lower() in DRAWINGS:
        return _drawing_size(path)
    if path.suffix.lower() not in RASTERS:
        return 0, 0
    from whyfolio.content.rasters import BadPicture, size

    try:
        return size(path)
    except (OSError, BadPicture):
        return 0, 0


def _drawing_size(path: Path) -> tuple[int, int]:
    from whyfolio.content.svg import measures

    try:
        return measures(path.read_bytes())
    except OSError:
        return 0, 0


def publishable(path: Path, shown: str, width: int = 0) -> bytes:
    """The bytes of a file as they may leave.

    Args:
        path: the file.
        shown: its path relative to the project, for messages.
        width: of a picture, how wide it is wanted as WebP; 0 for the picture as it is.

    Raises:
        Refused: it cannot be read (E171), or its metadata cannot be stripped (E172).
    """
    return cleaned_of(source_of(path, shown), shown, width)


def source_of(path: Path, shown: str) -> bytes:
    """The bytes of a file as they are.

    Raises:
        Refused: it cannot be read (E171).
    """
    try:
        return path.read_bytes()
    except OSError as error:
        why = error.strerror or str(error)
        raise Refused(
            Diagnostic("E171", Place(shown), f"the file cannot be read: {why}")
        ) from error


def cleaned_of(source: bytes, shown: str, width: int = 0) -> bytes:
    """The bytes of a file, given as they are, as they may leave.

    Raises:
        Refused: its metadata cannot be stripped (E172).
    """
    name = PurePosixPath(shown).name
    ending = PurePosixPath(shown).suffix.lower()
    if ending in RASTERS:
        return _redrawn_pixels(source, RASTERS[ending], shown, width)
    if ending in DRAWINGS:
        return _redrawn(source, shown)
    if ending in PLAIN and _is_text(source):
        return source
    kinds = ", ".join(sorted([*RASTERS, *DRAWINGS, *PLAIN]))
    message = f'"{name}" is a kind of file whose metadata cannot be taken out'
    raise Refused(
        Diagnostic("E172", Place(shown), message, f"publish one of {kinds}, or link to it")
    )


def _redrawn_pixels(source: bytes, kind: str, shown: str, width: int) -> bytes:
    from whyfolio.content.rasters import BadPicture, scaled, stripped

    try:
        return scaled(source, kind, width) if width else stripped(source, kind)
    except BadPicture as error:
        raise _unreadable(shown, str(error)) from error


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


def _unreadable(shown: str, why: str) -> Refused:
    message = f"the picture cannot be stripped of its metadata: {why}"
    hint = "save it anew as PNG or JPEG"
    return Refused(Diagnostic("E172", Place(shown), message, hint))
