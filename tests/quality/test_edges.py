"""Portfolios at the edge look finished: nothing scrolls sideways, and axe-core finds nothing.

Each page is looked at 320 px wide, at twice the size, and with letters of twice the size. An
ordinary run looks at the two that try a layout most, and at their public sites.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import PROOF
from tests.quality.edges import EDGES
from tests.quality.pages import every
from tests.quality.test_accessibility import RUN, source
from tools import demo
from tools.chromium import Tab

from whyfolio.model.audience import Audience

pytestmark = pytest.mark.browser

LONGEST = 4  # pages of a site in an ordinary run; in the proof, up to PROVEN
PROVEN = 40
LOOKED_AT = tuple(EDGES) if PROOF else ("arabic", "endless")
AUDIENCES = ("public", "private") if PROOF else ("public",)
WIDE = """(() => { const page = document.scrollingElement, found = [];
  if (page.scrollWidth <= page.clientWidth) return found;
  for (const one of document.body.querySelectorAll("*")) {
    const box = one.getBoundingClientRect();
    if (box.right > innerWidth + 1 || box.left < -1)
      found.push(`${one.tagName}.${one.className} ${Math.round(box.left)}`
        + `-${Math.round(box.right)}`);
  }
  return [`${page.scrollWidth} of ${page.clientWidth}`, ...found.slice(0, 4)]; })()"""
# The room between what is said and its margin, in pixels; the margin begins where the lines end.
BESIDE = """(() => { const [said, beside] = [".entry > .case", ".entry > .margin"]
  .map(one => document.querySelector(one).getBoundingClientRect());
  return getComputedStyle(document.body).direction === "rtl"
    ? said.left - beside.right : beside.left - said.right; })()"""
LARGE = "document.documentElement.style.fontSize = '200%'; 0"


@pytest.fixture(scope="module", params=LOOKED_AT)
def edge(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sites of one portfolio."""
    made = EDGES[request.param](tmp_path_factory.mktemp(request.param))
    result = made.build(*map(Audience, AUDIENCES))
    assert [found for found in result.diagnostics if found.is_error] == []
    return made.root / "site"


def chosen(site: Path) -> list[str]:
    """The longest page of each kind."""
    by_kind: dict[str, Path] = {}
    for path in every(site):
        kind = path.rpartition("/")[0].partition("/")[0] + str(path.count("/"))
        best = by_kind.get(kind)
        if best is None or (site / path).stat().st_size > best.stat().st_size:
            by_kind[kind] = site / path
    found = [page.relative_to(site).as_posix() for page in by_kind.values()]
    return found[: PROVEN if PROOF else LONGEST]


def sideways(browser: Tab, url: str) -> Iterator[str]:
    """Where a page is wider than its window."""
    browser.open(url)
    for width in (320, 640, 1280):
        browser.shape(width, "light")
        yield from (f"{url}, {width} px: {found}" for found in browser.ask(WIDE))
    browser.ask(LARGE)
    yield from (f"{url}, large letters: {found}" for found in browser.ask(WIDE))


@pytest.mark.parametrize("audience", AUDIENCES)
def test_nothing_scrolls_sideways(edge: Path, browser: Tab, audience: str) -> None:
    with demo.served(edge / audience) as origin:
        found = [
            told
            for path in chosen(edge / audience)
            for told in sideways(browser, f"{origin}/{path}")
        ]
    assert not found, "\n".join(found)


def test_the_margin_stands_beside_the_words_whichever_way_they_run(
    edge: Path, browser: Tab
) -> None:
    story = min((edge / "public" / "stories").glob("*/index.html"), default=edge / "none")
    if not story.is_file():
        return  # a portfolio without stories
    with demo.served(edge / "public") as origin:
        browser.shape(1280, "light")
        browser.open(f"{origin}/{story.relative_to(edge / 'public').as_posix()}")
        assert browser.ask(BESIDE) >= 24


def test_axe_finds_nothing(edge: Path, browser: Tab) -> None:
    found: list[str] = []
    with demo.served(edge / "public") as origin:
        for path in chosen(edge / "public")[: None if PROOF else 2]:
            browser.open(f"{origin}/{path}")
            browser.ask(f"{source()};0")
            for width, scheme, forced in ((320, "light", False), (1280, "dark", True)):
                browser.shape(width, scheme, forced=forced)
                found += [f"{path}, {width} px: {told}" for told in browser.ask(RUN)]
    assert not found, "\n".join(found)


def test_every_page_has_one_heading_and_no_empty_one(edge: Path) -> None:
    import re

    for path in every(edge / "public"):
        page = (edge / "public" / path).read_text(encoding="utf-8")
        if 'http-equiv="refresh"' in page:
            continue
        assert len(re.findall(r"<h1\b", page)) == 1, path
        assert re.findall(r"<h([1-6])\b[^>]*>\s*</h\1>", page) == [], path
