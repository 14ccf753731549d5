"""axe-core finds nothing: WCAG 2.2 AA and its best practices, as each reader sees the page.

Each page is looked at on a phone and on a desk, light, dark and in the system's colours. The proof
looks at every page of all three audiences, an ordinary run at one page of each kind.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from tests.conftest import PROOF
from tests.folio import SETTINGS, Folio
from tests.preview.serving import preview
from tests.quality.pages import SAMPLE, checked, checker, variant
from tools import demo
from tools.chromium import Tab

pytestmark = pytest.mark.browser

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# `preload` would have axe fetch style sheets, which the page's own policy forbids; it reads them
# from the page instead.
OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    "resultTypes": ["violations"],
    "preload": False,
}
RUN = f"""axe.run(document, {json.dumps(OPTIONS)}).then(found => found.violations.flatMap(
  rule => rule.nodes.map(node => `${{rule.id}}: ${{node.target}} ${{node.failureSummary}}`)))"""
WIDTHS = (320, 1280)
# One page each in an ordinary run; in the proof, so many that two processes end together.
SHARES = len(SAMPLE)
# Light or dark, and whether the system's colours are forced.
COLOURS = (("light", False), ("dark", False), ("dark", True))
WRONG = """<!doctype html><html><head><title>Wrong in many ways</title></head><body><main>
<h1>Wrong</h1><h3>A step left out</h3><p style="color: #999; background: #fff">Too pale to read.</p>
<img src="x.png"><button style="width: 9px; height: 9px; padding: 0">a</button><button
 style="width: 9px; height: 9px; padding: 0">b</button></main><p>Outside of everything.</p>
</body></html>"""


@cache
def source() -> str:
    return checker("node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


LOOKS = tuple((width, *colours) for width in WIDTHS for colours in COLOURS)


def violations(
    browser: Tab, url: str, looks: Iterable[tuple[int, str, bool]] = LOOKS
) -> Iterator[str]:
    """What axe finds on a page, in each width and each set of colours."""
    browser.open(url)
    browser.ask(f"{source()};0")
    for width, scheme, forced in looks:
        browser.shape(width, scheme, forced=forced)
        mode = f"{width} px, {'forced colours' if forced else scheme}"
        yield from (f"{url}, {mode}: {found}" for found in browser.ask(RUN))


@pytest.mark.parametrize("share", range(SHARES))
def test_axe_finds_nothing(
    share: int, sites: Path, browser: Tab, record_property: Callable[[str, object], None]
) -> None:
    paths, found = checked(sites)[share::SHARES], []
    for path in paths:
        audience, _, inside = path.partition("/")
        with demo.served(sites / audience) as origin:
            found += violations(browser, f"{origin}/{inside}")
    record_property("looks at a page by axe", len(paths) * len(WIDTHS) * len(COLOURS))
    assert not found, "\n".join(found)


def test_axe_finds_nothing_in_the_chart_that_few_decisions_do_not_draw(
    tmp_path: Path, browser: Tab
) -> None:
    """How sure decisions were is drawn from ten on; the example portfolio has fewer."""
    project = variant(
        tmp_path / "project", ("[check]", "[check]\nthresholds = {closed_decisions = 3}")
    )
    demo.built(tmp_path, ("private",), project)
    with demo.served(tmp_path / "private") as origin:
        found = list(violations(browser, f"{origin}/coach/big-picture/index.html"))
        assert browser.ask("document.querySelectorAll('svg.stretch').length")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("theme", ["margin", "plain"])
def test_axe_finds_nothing_where_the_preview_shows_every_component_at_once(
    theme: str, tmp_path: Path, browser: Tab
) -> None:
    """One page holds many entries there, each with a margin and neighbours of its own."""
    folio = Folio.at(tmp_path, f'{SETTINGS}theme = "{theme}"\n')
    few = [(320, "dark", False), (1280, "light", False)]
    looks = LOOKS if PROOF else few[theme == "plain" :]
    with preview(folio) as running:
        found = list(violations(browser, f"http://127.0.0.1:{running.port}/theme/", looks))
        assert browser.ask("document.querySelectorAll('aside').length") > 10
    assert not found, "\n".join(found)


def test_axe_sees_what_is_wrong(tmp_path: Path, browser: Tab) -> None:
    (tmp_path / "index.html").write_text(WRONG, encoding="utf-8")
    with demo.served(tmp_path) as origin:
        found = {told.split(" px, ")[1] for told in violations(browser, f"{origin}/index.html")}
    rules = {told.split(": ")[1] for told in found if told.startswith("light")}
    assert rules == {
        *("color-contrast", "heading-order", "html-has-lang", "image-alt", "region"),
        "target-size",
    }
