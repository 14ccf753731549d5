"""The icon of a tab and addresses of before."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.folio import Folio

from whyfolio.model.audience import Audience
from whyfolio.outputs.standing import initials

STORY = "date: 2026-09\naudience: public\nwhat: I did it.\nwhy: It helped.\n"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Mira Holt", "MH"),
        ("mira van der holt", "MH"),
        ("Prince", "P"),
        ("Åsa Öberg", "ÅÖ"),
        ("王 小明", "王"),
        ("(Kim) Vale", "V"),
        ("", "·"),
    ],
)
def test_the_icon_has_the_first_letters_of_a_name(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_every_page_names_the_icon_and_it_is_drawn_by_attributes_alone(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path).entry("stories/a", STORY)
    pages = folio.pages()
    assert b'rel="icon" type="image/svg+xml" href="favicon.svg"' in pages["index.html"]
    assert b'href="../../favicon.svg"' in pages["stories/a/index.html"]
    drawing = ET.fromstring(pages["favicon.svg"])  # noqa: S314 - our own drawing
    assert "".join(drawing.itertext()).strip() == "KV"
    assert not [shape for shape in drawing.iter() if "style" in shape.attrib]


def test_the_icon_has_the_accent_that_the_author_chose(tmp_path: Path) -> None:
    settings = 'schema = 1\n[site]\ntitle = "T"\n[site.theme_options]\naccent = "moss"\n'
    assert b'fill="#2a5a33"' in Folio.at(tmp_path, settings).pages()["favicon.svg"]


def test_an_address_of_before_leads_to_where_the_entry_stands(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path).entry("stories/now", f"title: Now\n{STORY}aliases: [before, once]\n")
    pages = folio.pages()
    page = pages["stories/before/index.html"].decode()
    assert '<meta http-equiv="refresh" content="0; url=../now/">' in page
    assert '<link rel="canonical" href="https://test.example/stories/now/">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert re.search(r'<a href="\.\./now/">Now</a>', page)
    assert "stories/once/index.html" in pages
    assert b"stories/now/" in pages["sitemap.xml"]
    assert b"stories/before/" not in pages["sitemap.xml"]


def test_an_address_of_before_is_only_where_its_entry_is(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path).entry("stories/now", "date: 2026-09\naliases: before\nwhat: x\n")
    assert "stories/before/index.html" not in folio.pages(Audience.PUBLIC)
    assert "stories/before/index.html" in folio.pages(Audience.PRIVATE)
