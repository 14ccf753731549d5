"""The theme page: every component in every state, so that a theme can be looked at in one place."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from tests.folio import SETTINGS, Folio
from whyfolio.preview.specimens import THEME
from whyfolio.preview.state import Site
from whyfolio.render.theme import packaged_themes

PARTIALS = packaged_themes() / "margin" / "templates" / "partials"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    folio = Folio.at(tmp_path)
    return Site(folio.root, lambda: folio.today)


def page(site: Site) -> str:
    sight = site.look(THEME, "index.html")
    assert [found.message for found in sight.errors] == []
    return (sight.content or b"").decode()


def test_it_draws_every_line_of_every_partial(site: Site) -> None:
    """A line that is never drawn is a state that nobody who makes a theme would see."""
    drawn: dict[str, set[int]] = defaultdict(set)

    def trace(frame: FrameType, _event: str, _argument: object) -> Any:
        if frame.f_code.co_filename.startswith(str(PARTIALS)):
            drawn[frame.f_code.co_filename].add(frame.f_lineno)
            return trace
        return trace if frame.f_code.co_filename.endswith(".html") else None

    shelf = site.shelf(THEME)
    assert shelf is not None
    product = shelf.find("index.html")
    assert product is not None
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        shelf.press.made(product)
    finally:
        sys.settrace(before)
    missing = []
    for partial in sorted(PARTIALS.glob("*.html")):
        template = shelf.press.renderer.environment.get_template(f"partials/{partial.name}")
        lines = partial.read_text(encoding="utf-8").splitlines()
        reached = {template.get_corresponding_lineno(line) for line in drawn[str(partial)]}
        wanted = {source for source, _ in template.debug_info}
        missing += [f"{partial.name}:{n}: {lines[n - 1]}" for n in sorted(wanted - reached)]
    assert missing == []


def test_it_is_drawn_by_the_authors_own_theme_and_follows_its_templates(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path, settings=f'{SETTINGS}theme = "plain"\n')
    site = Site(folio.root, lambda: folio.today)
    sight = site.look(THEME, "index.html")
    assert sight.styles.startswith("assets/plain.")
    folio.write("themes/overrides/templates/partials/proof.html", "<p>My own proof.</p>")
    site.refresh(frozenset(["themes/overrides/templates/partials/proof.html"]))
    assert "My own proof." in page(site)


def test_all_that_it_links_to_within_the_example_is_there(site: Site) -> None:
    text = page(site)
    found = set(re.findall(r'(?:href|src)="((?![a-z]+:|#|/_whyfolio)[^"]+)"', text))
    paths = [re.sub(r"#.*", "", link).removeprefix("./") for link in found]
    assert len(paths) > 20
    missing = [path for path in paths if path and site.read(THEME, path) is None]
    assert missing == []


def test_it_is_in_no_audience_and_holds_no_word_of_the_author(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path).entry("stories/mine", "date: 2026-09\nwhat: Only mine.\n")
    site = Site(folio.root, lambda: folio.today)
    assert "Only mine." not in page(site)
    assert "Kim Vale" not in page(site)
    built = folio.pages()
    assert not [path for path in built if path.startswith("theme")]
    assert not [path for path, content in built.items() if b"whyfolio-swatches" in content]
