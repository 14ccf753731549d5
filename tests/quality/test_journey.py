"""A reader without a mouse: from the first page to a story, its decision, the résumé, a search.

Every step is a key that a real Chromium is sent; what is focused can be seen, on every page.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.browser.test_search import LISTED, SAID, press, soon, type_words
from tests.quality.test_requests import complaints, opened
from tools import demo
from tools.chromium import Tab

pytestmark = pytest.mark.browser

MOST = 60  # links of a page that a reader would pass
TAB, ENTER = 9, 13
# Where a key press would go, and how a reader sees it: where it stands and what is drawn around it.
HERE = """(() => { const here = document.activeElement, box = here.getBoundingClientRect();
  const style = getComputedStyle(here);
  return [here.id || here.textContent.trim(), here.getAttribute("href") || "",
    box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.left >= -1
    && box.right <= innerWidth + 1 && style.outlineStyle !== "none"
    && parseFloat(style.outlineWidth) >= 2 || here.matches("main")]; })()"""


def tab_to(tab: Tab, words: str = "", href: str = "") -> None:
    """Press Tab until what has such words, or leads there, is focused; all on the way is seen."""
    passed = []
    for _ in range(MOST):
        press(tab, "Tab", code=TAB)
        said, leads, seen = tab.ask(HERE)
        passed.append(said)
        assert seen, f"{said!r} has the focus, and nobody sees it"
        if (words and said == words) or (href and leads.endswith(href)):
            return
    raise AssertionError(f"Tab never comes to {words or href}: {passed}")


def enter(tab: Tab, path: str) -> None:
    """Press Enter on what is focused; the page at a path opens."""
    press(tab, "Enter", "\r", ENTER)
    assert soon(tab, f"location.pathname === '{path}' && document.readyState === 'complete'")


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_is_reached_by_keys_alone(sites: Path, browser: Tab, width: int) -> None:
    with demo.served(sites / "public") as origin:
        events = opened(browser, f"{origin}/")
        browser.shape(width, "light")
        tab_to(browser, "Skip to the content")
        press(browser, "Enter", "\r", ENTER)
        assert browser.ask("document.activeElement.id") == "main"
        tab_to(browser, "Checkout that survives a sale day")
        enter(browser, "/stories/checkout-queue/")
        tab_to(browser, href="decisions/queue-not-rewrite/")
        enter(browser, "/decisions/queue-not-rewrite/")
        tab_to(browser, "Résumé")
        enter(browser, "/resume/")
        tab_to(browser, "Search")
        enter(browser, "/search/")
        tab_to(browser, "words")
        type_words(browser, "rewrite")
        assert soon(browser, f"{SAID}.includes('result')")
        first = browser.ask(LISTED)[0]
        tab_to(browser, first)
        press(browser, "Enter", "\r", ENTER)
        assert soon(browser, "location.pathname === '/stories/saying-no-to-a-rewrite/'")
        events = [*events, *browser._events]
    assert complaints(events) == []
