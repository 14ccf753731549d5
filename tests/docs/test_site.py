"""The documentation as a site: whyfolio builds it without a word, and no link leads nowhere."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from tools import demo, docs

from tests.quality.crawl import Crawl
from whyfolio.build import build
from whyfolio.model.audience import Audience

# Made for the portfolio of a person; a manual does not lead there.
OF_A_PERSON = {"timeline/"}
DAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site; nothing in it may be wrong, not even a little."""
    project = docs.gathered(tmp_path_factory.mktemp("docs"))
    result = build(project, DAY, audiences=(Audience.PUBLIC,))
    wrong = [found for found in result.diagnostics if found.code[0] in "EW"]
    assert wrong == []
    return project / "site" / "public"


def test_every_page_of_the_documentation_is_built(site: Path) -> None:
    for source, note in docs.pages().items():
        address = note.removesuffix(".md").removeprefix("pages/").replace("profile", ".")
        assert (site / address / "index.html").is_file(), source


def test_every_file_of_the_documentation_is_a_page_of_its_own() -> None:
    notes = list(docs.pages().values())
    assert sorted(notes) == sorted(set(notes))


def test_the_menu_begins_where_a_newcomer_does(site: Path) -> None:
    first = (site / "index.html").read_text(encoding="utf-8")
    menu = re.search(r'<ul class="menu">(.*?)</ul>', first, re.DOTALL)
    assert menu
    words = re.findall(r">([^<>\n]+)</a>", menu[1])
    own = [word for word in words if word not in {"Résumé", "Search"}]
    assert own == ["Tutorial", "How to", "Reference", "Explanation", "Project"]


def test_the_page_of_the_project_names_every_decision() -> None:
    page = (docs.DOCS / "project.md").read_text(encoding="utf-8")
    files = sorted((docs.DOCS / "decisions").glob("*.md"))
    assert re.findall(r"\(decisions/(\S+)\)", page) == [file.name for file in files]


def test_every_link_of_the_documentation_leads_somewhere_and_every_page_is_reached(
    site: Path,
) -> None:
    with demo.served(site) as origin:
        crawl = Crawl(f"{origin}/").follow("")
    reached = {url.removeprefix(crawl.root) for url in crawl.reached}
    pages = {page.relative_to(site).parent.as_posix() + "/" for page in site.rglob("index.html")}
    assert crawl.broken == []
    assert sorted(pages - reached - {"./", *OF_A_PERSON}) == []


def test_no_page_holds_a_link_or_a_fence_that_was_not_read(site: Path) -> None:
    for page in site.rglob("index.html"):
        text = page.read_text(encoding="utf-8")
        assert not re.search(r'href="[^":]*\.md[#"]', text), page
        assert "<p>```" not in text, page
