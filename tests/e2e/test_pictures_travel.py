"""A picture in a packet's text goes along with it, without what its file told of its making."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pypdf
from PIL import Image, PngImagePlugin

from tests.folio import Folio
from tests.handed import document
from whyfolio.exporters.registry import export


def packet_with_a_picture(root: Path) -> Folio:
    folio = Folio.at(root)
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "taken at the secret office")
    buffer = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(buffer, "PNG", pnginfo=notes)
    folio.write("content/files/chart.png", buffer.getvalue())
    body = "See ![Orders lost, by week](../files/chart.png) for the fall.\n"
    folio.entry("packets/one", "ladder: five-areas\nlevel: staff\n", body)
    folio.entry("stories/one", "date: 2026-09\naudience: review\nwhat: A queue.\nwhy: It hurt.\n")
    return folio


def pixels(content: bytes) -> tuple[tuple[int, int], tuple[int, ...]]:
    with Image.open(io.BytesIO(content)) as picture:
        shown = picture.convert("RGB")
        return shown.size, shown.getpixel((0, 0))


def test_it_stands_in_every_format_that_can_hold_it(tmp_path: Path) -> None:
    shown = document(packet_with_a_picture(tmp_path).root, "one")
    teal = ((60, 40), (0, 128, 128))
    [held] = shown.pictures.values()
    assert pixels(held) == teal
    assert b"secret office" not in held
    html = export(shown, "html", "x").content.decode()
    assert 'alt="Orders lost, by week"' in html
    assert "data:image/png;base64," in html
    word = zipfile.ZipFile(io.BytesIO(export(shown, "docx", "x").content))
    [inside] = [name for name in word.namelist() if name.startswith("word/media/")]
    assert word.read(inside) == held
    assert "Orders lost, by week" in word.read("word/document.xml").decode()
    pages = pypdf.PdfReader(io.BytesIO(export(shown, "pdf", "x").content)).pages
    drawn = {image.name: image.image for page in pages for image in page.images}.values()
    assert [(image.size, image.convert("RGB").getpixel((0, 0))) for image in drawn] == [teal]


def test_where_no_picture_can_stand_its_words_do(tmp_path: Path) -> None:
    shown = document(packet_with_a_picture(tmp_path).root, "one")
    for form in ("md", "txt"):
        told = export(shown, form, "x").content.decode()
        assert "See Orders lost, by week for the fall." in told
