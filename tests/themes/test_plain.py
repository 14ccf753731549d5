"""The theme plain: little CSS over templates of another, and every page still keeps the rules."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.folio import Folio
from tests.themes.markup import wrongs

from whyfolio.model.audience import Audience
from whyfolio.render.theme import load_theme

ROOT = Path(__file__).parents[2]
PLAIN = ROOT / "themes" / "plain"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Folio:
    root = tmp_path_factory.mktemp("plain")
    shutil.copytree(ROOT / "content", root / "content")
    settings = (ROOT / "whyfolio.toml").read_text(encoding="utf-8")
    return Folio(root).write("whyfolio.toml", settings.replace('"margin"', '"plain"'))


def pages(folio: Folio, audience: Audience) -> Mapping[str, str]:
    made = folio.pages(audience)
    return {path: page.decode() for path, page in made.items() if path.endswith(".html")}


def test_plain_brings_at_most_120_lines_of_css_and_no_template() -> None:
    sheets = sorted((PLAIN / "assets").glob("*.css"))
    assert sum(sheet.read_text(encoding="utf-8").count("\n") for sheet in sheets) <= 120
    files = {path.name for path in PLAIN.rglob("*") if path.is_file()}
    assert files == {"theme.toml", *(sheet.name for sheet in sheets)}
    longest = max(len(line) for s in sheets for line in s.read_text(encoding="utf-8").splitlines())
    assert longest <= 140


def test_plain_takes_the_sheets_that_it_names_from_the_theme_it_extends() -> None:
    named = {sheet.name: sheet.parent.parent.name for sheet in load_theme("plain", ROOT).sheets}
    assert named["plain.css"] == "plain"
    assert named["tokens.css"] == named["packet.css"] == "margin"
    assert "layout.css" not in named
    assert "components.css" not in named


@pytest.mark.parametrize("audience", list(Audience))
def test_every_page_of_the_demo_keeps_the_rules_of_markup(demo: Folio, audience: Audience) -> None:
    found = {path: wrongs(page) for path, page in pages(demo, audience).items()}
    assert {path: why for path, why in found.items() if why} == {}
    assert len(found) > 40


def test_plain_says_what_margin_says_and_differs_in_styles_alone(demo: Folio) -> None:
    plain, margin = pages(demo, Audience.PUBLIC), pages(Folio(ROOT), Audience.PUBLIC)
    sheet = re.compile(r"assets/(?:plain|margin)\.[0-9a-f]{10}\.css| data-typeface=\"sans\"")
    bare = [{path: sheet.sub("", page) for path, page in site.items()} for site in (plain, margin)]
    assert bare[0] == bare[1]


def test_every_rule_stands_in_a_layer_and_asks_nobody_for_anything() -> None:
    for sheet in (PLAIN / "assets").glob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert re.search(r"url\(|@import|!important|//", text) is None
        depth, outside = 0, ""
        for character in text:
            depth += (character == "{") - (character == "}")
            outside += character if depth == 0 else ""
        assert {head.split()[0] for head in outside.split("}") if head.strip()} == {"@layer"}
