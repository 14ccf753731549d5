"""The guide for makers of themes: its steps are run, and print what the guide says they print."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.cli.test_transcripts import replayed
from tests.folio import Folio

from whyfolio.render.theme import load_theme

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "themes.md"


def test_the_steps_of_the_guide_do_what_it_says(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    then = GUIDE.read_text(encoding="utf-8")
    now = replayed(then, tmp_path)
    if request.config.getoption("--update-golden"):
        GUIDE.write_text(now, encoding="utf-8")
    else:
        assert now == then


def test_the_theme_of_the_guide_is_drawn_as_it_says(tmp_path: Path) -> None:
    written = re.findall(
        r"^```file me/(\S+)\n(.*?)^```$",
        GUIDE.read_text(encoding="utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    folio = Folio(tmp_path)
    for path, text in written:
        if "adress" not in text:
            folio.write(path, text)
    folio.write("content/profile.md", "---\nname: Kim Vale\n---\n")
    page = folio.page("index.html")
    assert '<div class="home rail-left">' in page
    assert re.search(r'<p class="number">−[\d.]+ points</p>\s*<h3>', page)
    styles = load_theme("harbour", tmp_path, "public").stylesheet().decode()
    assert styles.index("--paper: light-dark(#fcfcfa") < styles.index("--paper: light-dark(#f7fafa")
    assert styles.rstrip().endswith(".card h3 { font-style: italic; }\n}")


def test_the_guide_names_every_word_of_a_theme_file() -> None:
    from whyfolio.render.theme_file import KEYS

    rows = re.findall(r"^\| `\[?(\w+)", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(rows) == sorted(KEYS)
