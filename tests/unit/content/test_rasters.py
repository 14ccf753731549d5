"""Pictures as they may leave: only pixels, upright, in colours and depths that browsers show."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageCms, ImageFile, PngImagePlugin

from whyfolio.content.media import publishable, sizes
from whyfolio.errors import Refused

SECRET = "taken at the secret office"  # noqa: S105 - no password
ENDINGS = {"PNG": ".png", "JPEG": ".jpg", "WEBP": ".webp", "GIF": ".gif"}
MODES = {
    "PNG": ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"),
    "JPEG": ("L", "RGB", "CMYK"),
    "WEBP": ("RGB", "RGBA"),
    "GIF": ("1", "L", "P", "RGB"),
}


def packed(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def published(folder: Path, content: bytes, kind: str, width: int = 0) -> bytes:
    path = folder / f"p{ENDINGS[kind]}"
    path.write_bytes(content)
    return publishable(path, f"content/files/{path.name}", width)


def refusal(folder: Path, content: bytes, kind: str = "PNG") -> str:
    with pytest.raises(Refused) as refused:
        published(folder, content, kind)
    found = refused.value.diagnostic
    assert (found.code, found.place.file) == ("E172", f"content/files/p{ENDINGS[kind]}")
    return found.message.removeprefix("the picture cannot be stripped of its metadata: ")


def photograph(size: tuple[int, int] = (1200, 800)) -> Image.Image:
    """Something with edges and slopes, so that a format has work."""
    picture = Image.radial_gradient("L").resize(size).convert("RGB")
    picture.paste((200, 30, 30), (0, 0, size[0] // 4, size[1] // 4))
    return picture


@pytest.mark.parametrize(("kind", "mode"), [(k, m) for k, modes in MODES.items() for m in modes])
def test_every_depth_and_colour_is_published(tmp_path: Path, kind: str, mode: str) -> None:
    grey = Image.linear_gradient("L").resize((64, 64))
    if mode == "I;16":
        picture = Image.frombytes("I;16", (2, 1), struct.pack("<HH", 0x1234, 0xFEDC))
        pixels = [0x12, 0xFE]
        content = packed(picture, kind)
        made = opened(published(tmp_path, content, kind))
        assert (made.mode, [made.getpixel((x, 0)) for x in range(2)]) == ("L", pixels)
        return
    picture = grey.convert("RGBA").convert(mode) if mode == "LA" else grey.convert(mode)
    content = packed(picture, kind, **({"quality": 95} if kind in {"JPEG", "WEBP"} else {}))
    before, after = opened(content).convert("RGB"), opened(published(tmp_path, content, kind))
    assert after.format == kind
    assert after.mode in {"1", "L", "LA", "P", "RGB", "RGBA"}
    shown = after.convert("RGB")
    for at in ((1, 1), (32, 20), (62, 62)):
        pairs = zip(before.getpixel(at), shown.getpixel(at), strict=True)
        assert all(abs(one - other) <= 6 for one, other in pairs), (at, before.getpixel(at))


def test_nothing_but_pixels_leaves_in_any_format_or_size(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = exif[0x9286] = SECRET
    exif[0x8825] = {1: "N", 2: (48.0, 12.0, 30.0)}
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", SECRET)
    notes.add_itxt("XML:com.adobe.xmp", f"<x>{SECRET}</x>")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    told = {"exif": exif, "icc_profile": profile}
    contents = {
        "PNG": packed(photograph(), "PNG", pnginfo=notes, **told),
        "JPEG": packed(photograph(), "JPEG", comment=SECRET.encode(), **told),
        "WEBP": packed(photograph(), "WEBP", xmp=SECRET.encode(), **told),
        "GIF": packed(photograph().convert("P"), "GIF", comment=SECRET.encode()),
    }
    for kind, content in contents.items():
        assert SECRET.encode() in content
        for width in (0, 480):
            made = published(tmp_path, content + SECRET.encode(), kind, width)
            assert SECRET.encode() not in made
            picture = opened(made)
            assert not picture.getexif()
            assert set(picture.info) <= {"version", "background", "extension", "transparency"} | {
                *("jfif", "jfif_version", "jfif_unit", "jfif_density", "loop", "timestamp"),
                *("duration",),
            }


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_turned_photograph_stands_upright_and_is_measured_so(tmp_path: Path, turn: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = turn
    upright = photograph((1200, 800))
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # what undoes it, in Pillow's words
    stored = upright.transpose(Image.Transpose(back[turn])) if turn > 1 else upright
    content = packed(stored, "JPEG", exif=exif, quality=95)
    made = opened(published(tmp_path, content, "JPEG"))
    assert made.size == (1200, 800)
    assert sizes(tmp_path, ["p.jpg"]) == {"p.jpg": (1200, 800)}
    assert made.getpixel((20, 20))[0] > 180 > made.getpixel((20, 20))[1] + 100
    assert opened(published(tmp_path, content, "JPEG", 600)).size == (600, 400)


def test_colours_of_another_space_are_turned_into_those_of_the_web(tmp_path: Path) -> None:
    # A profile in which red and green have changed places.
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = struct.unpack(">I", profile[128:132])[0]
    tags = {bytes(profile[at : at + 4]): at for at in range(132, 132 + 12 * count, 12)}
    red, green = tags[b"rXYZ"], tags[b"gXYZ"]
    profile[red + 4 : red + 12], profile[green + 4 : green + 12] = (
        bytes(profile[green + 4 : green + 12]),
        bytes(profile[red + 4 : red + 12]),
    )
    name = tags[b"desc"]
    at, length = struct.unpack(">II", profile[name + 4 : name + 12])
    for sign in (b"s\0R\0G\0B", b"\0s\0R\0G\0B", b"sRGB"):
        swapped = bytes(profile[at : at + length]).replace(sign, sign.replace(b"R", b"X"))
        profile[at : at + length] = swapped
    content = packed(Image.new("RGB", (8, 8), (255, 0, 0)), "PNG", icc_profile=bytes(profile))
    shown = opened(published(tmp_path, content, "PNG")).convert("RGB").getpixel((4, 4))
    assert shown[0] < 15
    assert shown[1] > 240


def test_transparency_stays(tmp_path: Path) -> None:
    glass = Image.new("P", (20, 20), 1)
    glass.putpalette([255, 255, 255, 10, 120, 10])
    glass.paste(0, (0, 0, 10, 20))
    for kind in ("PNG", "GIF"):
        content = packed(glass, kind, transparency=0)
        for width in (0, 20):
            made = opened(published(tmp_path, content, kind, width)).convert("RGBA")
            assert made.getpixel((2, 2))[3] == 0
            assert made.getpixel((15, 2)) == (10, 120, 10, 255)


def test_sizes_are_webp_and_smaller(tmp_path: Path) -> None:
    content = packed(photograph(), "JPEG", quality=95)
    made = {width: published(tmp_path, content, "JPEG", width) for width in (480, 960, 1200)}
    assert {width: opened(one).size for width, one in made.items()} == {
        480: (480, 320),
        960: (960, 640),
        1200: (1200, 800),
    }
    assert {opened(one).format for one in made.values()} == {"WEBP"}
    assert len(made[480]) < len(made[960]) < len(made[1200]) < len(content)


def test_a_drawing_keeps_its_sharp_lines_where_that_is_smaller(tmp_path: Path) -> None:
    drawing = Image.new("RGB", (600, 400), "white")
    drawing.paste((20, 40, 120), (100, 100, 500, 102))
    made = opened(published(tmp_path, packed(drawing, "PNG"), "PNG", 600)).convert("RGB")
    assert made.tobytes() == drawing.tobytes()


@pytest.mark.parametrize("kind", list(ENDINGS))
def test_the_same_picture_gives_the_same_bytes(tmp_path: Path, kind: str) -> None:
    content = packed(photograph().convert("P") if kind == "GIF" else photograph(), kind)
    for width in (0, 480):
        first = published(tmp_path, content, kind, width)
        assert published(tmp_path, content, kind, width) == first


@pytest.mark.parametrize("kind", list(ENDINGS))
def test_a_picture_that_ends_too_early_is_told_of(tmp_path: Path, kind: str) -> None:
    picture = photograph().convert("P") if kind == "GIF" else photograph()
    content = packed(picture, kind)
    for length in (10, len(content) // 2):
        assert refusal(tmp_path, content[:length], kind)
        assert published_size(tmp_path, kind) in {(0, 0), (1200, 800)}


def test_a_picture_that_ends_too_early_is_told_of_beside_libraries_that_do_not_mind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", True)
    content = packed(photograph(), "PNG")
    assert refusal(tmp_path, content[: len(content) // 2])
    assert ImageFile.LOAD_TRUNCATED_IMAGES


def published_size(folder: Path, kind: str) -> tuple[int, int]:
    name = f"p{ENDINGS[kind]}"
    return sizes(folder, [name])[name]


def test_an_animation_is_told_of(tmp_path: Path) -> None:
    frames = [Image.new("L", (9, 9), shade) for shade in (0, 90, 180)]
    content = packed(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert refusal(tmp_path, content, "GIF") == "it is animated; use a film or a still"


def test_a_picture_under_another_name_is_told_of(tmp_path: Path) -> None:
    assert refusal(tmp_path, packed(photograph(), "JPEG")) == "its bytes are JPEG, not PNG"


def chunk(name: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + check


def bomb(width: int, height: int, *more: bytes) -> bytes:
    """A small PNG that promises many pixels."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(bytes(1 << 20), 9))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + pixels + chunk(b"IEND", b"")


def test_a_bomb_of_pixels_is_told_of_without_being_read(tmp_path: Path) -> None:
    assert refusal(tmp_path, bomb(10_000, 9_000)) == (
        "it is 10000 by 9000 pixels large, and at most 80 million are read"
    )
    assert refusal(tmp_path, bomb(60_000, 60_000)) == "it has too many pixels"
    assert published_size(tmp_path, "PNG") == (0, 0)


def test_a_bomb_of_text_is_told_of(tmp_path: Path) -> None:
    text = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(80 << 20), 9))
    assert refusal(tmp_path, bomb(100, 100, text))
