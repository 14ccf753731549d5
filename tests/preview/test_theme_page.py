"""The theme page: every component in every state, so that a theme can be looked at in one place."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader

from tests.folio import SETTINGS, Folio
from whyfolio.model.plan import Plan
from whyfolio.packaged import packaged_themes
from whyfolio.preview.specimens import THEME
from whyfolio.preview.state import Site

PARTIALS = packaged_themes() / "margin" / "templates" / "partials"

QUIET = {"partials/long.html"}  # names, and nothing that is drawn


@pytest.fixture
def site(tmp_path: Path) -> Site:
    folio = Folio.at(tmp_path)
    return Site(folio.root, lambda: folio.today)


def page(site: Site) -> str:
    sight = site.look(THEME, "index.html")
    assert [found.message for found in sight.errors] == []
    return (sight.content or b"").decode()


class Marked(FileSystemLoader):
    """Partials whose every line tells that it is drawn."""

    def get_source(self, environment: Environment, template: str) -> Any:
        source, file, current = super().get_source(environment, template)
        if Path(file).parent == PARTIALS and template not in QUIET:
            source = "\n".join(
                f'{line}{{{{ reached("{template}", {number}) }}}}' if speaks(line) else line
                for number, line in enumerate(source.split("\n"), start=1)
            )
        return source, file, current


def speaks(line: str) -> bool:
    """Whether a line of a template draws something, and does not only decide."""
    return bool(line.strip()) and not line.startswith(("{%", "{#"))


def test_it_draws_every_line_of_every_partial(site: Site) -> None:
    """A line that is never drawn is a state that nobody who makes a theme would see."""
    shelf = site.shelf(THEME)
    assert shelf is not None
    product = shelf.find("index.html")
    assert isinstance(product, Plan)
    plain = shelf.press.renderer
    folders = [PARTIALS.parent]
    environment = plain.environment.overlay(loader=Marked([str(folder) for folder in folders]))
    drawn: set[tuple[str, int]] = set()
    environment.globals = {
        **plain.environment.globals,
        "reached": lambda name, number: drawn.add((name, number)) or "",
    }
    dataclasses.replace(plain, environment=environment).render(product)
    missing = [
        f"{partial.name}:{number}: {line}"
        for partial in sorted(PARTIALS.glob("*.html"))
        if f"partials/{partial.name}" not in QUIET
        for number, line in enumerate(partial.read_text(encoding="utf-8").split("\n"), start=1)
        if speaks(line) and (f"partials/{partial.name}", number) not in drawn
    ]
    assert missing == []
    assert len(drawn) > 100


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
