"""Photographs and screenshots as they may leave: the picture alone, upright, in sRGB, 8 bits deep.

Nothing of the file travels but its pixels: no EXIF, GPS, XMP, colour profile, thumbnail or text.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 80_000_000
PLAIN_MODES = frozenset(["1", "L", "LA", "P", "PA", "RGB", "RGBA"])
_TURNED = frozenset([5, 6, 7, 8])
_ORIENTATION = 0x0112
_PHOTOGRAPHS = frozenset(["JPEG", "WEBP"])


class BadPicture(Exception):
    """The picture cannot be published; the message says why."""


def size(source: Path) -> tuple[int, int]:
    """Width and height as the picture is shown, from its head alone.

    Raises:
        BadPicture: it cannot be read.
    """
    with _opened(source) as picture:
        width, height = picture.size
        turned = picture.getexif().get(_ORIENTATION, 1) in _TURNED
        return (height, width) if turned else (width, height)


def stripped(source: bytes, kind: str) -> bytes:
    """The same picture, in the same format, without anything but its pixels.

    Args:
        source: the bytes of the file.
        kind: the format that the file's name promises, in Pillow's words.

    Raises:
        BadPicture: it is no such picture, damaged, animated or too large.
    """
    return _saved(_bare(source, kind), kind)


def scaled(source: bytes, kind: str, width: int) -> bytes:
    """The picture as WebP, so many pixels wide.

    Raises:
        BadPicture: as `stripped`.
    """
    from PIL import Image

    picture = _bare(source, kind)
    picture = picture.convert("RGBA" if _is_clear(picture) else "RGB")
    if width < picture.width:
        height = max(1, round(picture.height * width / picture.width))
        picture = picture.resize((width, height), Image.Resampling.LANCZOS)
    lossy = _packed(picture, "WEBP", quality=82, method=4)
    if kind in _PHOTOGRAPHS:
        return lossy
    # Drawings and screenshots: whichever is smaller, and that is often the one without loss.
    return min(_packed(picture, "WEBP", lossless=True, method=4), lossy, key=len)


@contextmanager
def _opened(source: bytes | Path) -> Iterator[Image]:
    from PIL import Image, ImageFile

    # Libraries that draw documents switch this on for the whole program.
    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of size and damage; both are told of here
            with Image.open(io.BytesIO(source) if isinstance(source, bytes) else source) as picture:
                yield picture
    except Image.DecompressionBombError as error:
        raise BadPicture("it has too many pixels") from error
    except (OSError, ValueError, SyntaxError, EOFError, OverflowError, MemoryError) as error:
        raise BadPicture(str(error) or type(error).__name__) from error
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def _bare(source: bytes, kind: str) -> Image:
    from PIL import Image, ImageOps

    with _opened(source) as picture:
        _refuse_unfit(picture, kind)
        picture.load()
        upright = _plain(ImageOps.exif_transpose(picture))
        bare = Image.new(upright.mode, upright.size)
        if upright.mode == "P":
            bare.putpalette(upright.getpalette("RGB") or [])
        bare.paste(upright)
        if "transparency" in upright.info:
            bare.info["transparency"] = upright.info["transparency"]
        return bare


def _refuse_unfit(picture: Image, kind: str) -> None:
    if picture.format != kind:
        raise BadPicture(f"its bytes are {picture.format}, not {kind}")
    if picture.width * picture.height > MOST_PIXELS:
        measures = f"{picture.width} by {picture.height} pixels"
        raise BadPicture(f"it is {measures} large, and at most 80 million are read")
    if getattr(picture, "is_animated", False):
        raise BadPicture("it is animated; use a film or a still")


def _plain(picture: Image) -> Image:
    """In a mode that every browser shows, its colours as they were meant."""
    if profile := picture.info.get("icc_profile"):
        picture = _in_srgb(picture, profile)
    if picture.mode == "P" and picture.palette and picture.palette.mode != "RGB":
        return picture.convert("RGBA")
    if picture.mode in PLAIN_MODES:
        return picture
    if picture.mode.startswith("I") or picture.mode == "F":
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    return picture.convert("RGB")


def _in_srgb(picture: Image, profile: bytes) -> Image:
    """Colours of another space, such as a telephone's or a press's, as sRGB."""
    from PIL import ImageCms

    if picture.mode not in {"RGB", "RGBA", "CMYK"}:
        return picture
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "srgb" in ImageCms.getProfileDescription(own).casefold():
            return picture
        srgb = ImageCms.createProfile("sRGB")
        made = ImageCms.profileToProfile(picture, own, srgb, outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return made or picture


def _is_clear(picture: Image) -> bool:
    return picture.mode in {"RGBA", "LA", "PA", "P"} or "transparency" in picture.info


def _saved(picture: Image, kind: str) -> bytes:
    if kind == "JPEG":
        fit = picture if picture.mode in {"L", "RGB"} else picture.convert("RGB")
        return _packed(fit, kind, quality=90, optimize=True)
    if kind not in {"PNG", "GIF"}:
        return _packed(picture, kind)
    transparency = picture.info.get("transparency")
    kept = {"transparency": transparency} if transparency is not None else {}
    return _packed(picture, kind, optimize=True, **({} if picture.mode == "RGBA" else kept))


def _packed(picture: Image, kind: str, **options: Any) -> bytes:  # noqa: ANN401 - Pillow's own
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()
