"""The search page in a real browser, by keyboard: words and filters lead to a page."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.folio import Folio
from tests.quality.test_requests import asked, complaints, opened
from tools import chromium, demo
from tools.chromium import Tab

from whyfolio.model.audience import Audience

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium.found() is None, reason="there is no Chromium on this machine"),
]

DEADLINE = 10.0
# What a careful host sends with the one page that loads a script.
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; "
    "style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
)
SAID = "(document.querySelector('[role=status]')?.textContent ?? '')"
LISTED = "[...document.querySelectorAll('.results a')].map(link => link.textContent)"
FOCUSED = "document.activeElement.id || document.activeElement.textContent.trim()"
SHOWN = (
    "[...document.querySelectorAll('form.search, .found, .everything')]"
    ".filter(part => part.checkVisibility()).map(part => part.className)"
)
EXCERPTS = "[...document.querySelectorAll('.results mark')].map(part => part.textContent)"


def story(number: int, what: str, more: str = "") -> str:
    return (
        f"date: {2020 + number % 4}-05\naudience: public\ntitle: Story {number}\n"
        f"what: {what}\nwhy: It helped somebody.\n{more}"
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A public site of twenty stories and a decision; one story tells of an otter."""
    folio = Folio.at(tmp_path_factory.mktemp("search"))
    for number in range(24):
        tags = "tags: [harbour]\n" if number % 2 else ""
        folio.entry(f"stories/s{number}", story(number, f"I mended pump {number}.", tags))
    folio.entry("stories/otter", story(1, "I freed an otter & said 1 < 2 <b>twice</b>."))
    folio.entry(
        "decisions/dry", "date: 2022-05\naudience: public\nwhat: No pump.\nwhy: It is dry.\n"
    )
    target = folio.root / "built"
    for audience in (Audience.PUBLIC, Audience.REVIEW):
        for path, content in folio.pages(audience).items():
            file = target / audience.value / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    return target


@pytest.fixture(scope="module")
def browser() -> Iterator[Tab]:
    with chromium.tab() as tab:
        yield tab


def press(tab: Tab, key: str, text: str = "", code: int = 0) -> None:
    """One key, as a keyboard sends it."""
    typed = {"key": key, "windowsVirtualKeyCode": code, **({"text": text} if text else {})}
    tab.call("Input.dispatchKeyEvent", type="keyDown", **typed)
    tab.call("Input.dispatchKeyEvent", type="keyUp", **typed)


def type_words(tab: Tab, words: str) -> None:
    for letter in words:
        press(tab, letter, letter)


def tab_to(tab: Tab, wanted: str) -> None:
    for _ in range(80):
        press(tab, "Tab", code=9)
        if tab.ask(FOCUSED) == wanted:
            return
    raise AssertionError(f"Tab never comes to {wanted!r}")


def soon(tab: Tab, expression: str) -> bool:
    end = time.monotonic() + DEADLINE
    while time.monotonic() < end:
        if tab.ask(expression):
            return True
        time.sleep(0.02)
    return False


def test_a_word_leads_to_its_page_by_keyboard_alone(site: Path, browser: Tab) -> None:
    with demo.served(site / "public", headers={"Content-Security-Policy": POLICY}) as origin:
        events = opened(browser, f"{origin}/search/")
        assert browser.ask(SHOWN) == ["search", "everything"]
        tab_to(browser, "words")
        type_words(browser, "ottr")
        press(browser, "Backspace", code=8)
        type_words(browser, "er")
        assert soon(browser, f"{SAID} === '1 result'")
        assert browser.ask(LISTED) == ["Story 1"]
        assert browser.ask(EXCERPTS) == ["otter"]
        assert browser.ask("document.querySelector('.results').innerText") == (
            "Story 1\n\nStory · May 2021\n\n"
            "I freed an otter & said 1 < 2 <b>twice</b>. It helped somebody. May 2021."
        )
        assert browser.ask(SHOWN) == ["search", "found"]
        tab_to(browser, "Story 1")
        press(browser, "Enter", "\r", 13)
        assert soon(browser, "location.pathname === '/stories/otter/'")
        browser.ask("new Promise(done => setTimeout(done, 0))")
        events = [*events, *browser._events]
        assert complaints(events) == []
        assert {url.startswith(f"{origin}/") for url, _ in asked(events)} == {True}
        browser.ask("history.back(), 0")
        assert soon(browser, f"location.pathname === '/search/' && {SAID} === '1 result'")
        assert browser.ask("document.getElementById('words').value") == "otter"


def test_it_works_below_a_path_and_in_a_link_to_a_search(site: Path, browser: Tab) -> None:
    with demo.served(site / "public", below="/a/path/") as origin:
        opened(browser, f"{origin}/a/path/search/?q=otter")
        assert soon(browser, f"{SAID} === '1 result'")
        links = browser.ask("document.querySelector('.results a').href")
        assert links == f"{origin}/a/path/stories/otter/"


def test_the_words_of_a_title_come_first(site: Path, browser: Tab) -> None:
    with demo.served(site / "public") as origin:
        opened(browser, f"{origin}/search/?q=dry")
        assert soon(browser, f"{SAID} === '1 result'")
        opened(browser, f"{origin}/search/?q=story+17")
        assert soon(browser, f"({LISTED})[0] === 'Story 17'")


def test_filters_narrow_with_words_and_without(site: Path, browser: Tab) -> None:
    with demo.served(site / "public") as origin:
        opened(browser, f"{origin}/search/?kind=Decision")
        assert soon(browser, f"{SAID} === '1 result'")
        assert browser.ask(LISTED) == ["Dry"]
        opened(browser, f"{origin}/search/?tag=harbour&year=2021")
        assert soon(browser, f"{SAID} === '6 results'")
        opened(browser, f"{origin}/search/?q=pump&tag=harbour&kind=Story")
        assert soon(browser, f"{SAID} === '12 results'")
        assert len(browser.ask(LISTED)) == 10
        tab_to(browser, "Show more")
        press(browser, "Enter", "\r", 13)
        assert soon(browser, f"({LISTED}).length === 12")
        assert browser.ask(FOCUSED) == browser.ask(LISTED)[10]
        assert not browser.ask("document.querySelector('.show-more').checkVisibility()")


def test_nothing_found_leaves_the_list_and_so_does_starting_anew(site: Path, browser: Tab) -> None:
    with demo.served(site / "public") as origin:
        opened(browser, f"{origin}/search/?q=zeppelin")
        assert soon(browser, f"{SAID}.startsWith('Nothing found.')")
        assert browser.ask(SHOWN) == ["search", "everything"]
        opened(browser, f"{origin}/search/?q=otter")
        assert soon(browser, f"{SAID} === '1 result'")
        tab_to(browser, "Show everything")
        press(browser, "Enter", "\r", 13)
        assert soon(browser, f"({SHOWN}).includes('everything')")
        assert browser.ask("location.search") == ""
        assert browser.ask(FOCUSED) == "words"


def test_words_of_a_reader_are_never_markup(site: Path, browser: Tab) -> None:
    with demo.served(site / "public") as origin:
        opened(
            browser, f"{origin}/search/?q=%3Cimg+src=x+onerror=alert(1)%3E+otter&tag=%22%3E%3Cb%3E"
        )
        assert soon(browser, f"{SAID} !== ''")
        assert browser.ask("document.querySelectorAll('main img, main b').length") == 0


@pytest.mark.parametrize("audience", ["public", "review"])
def test_from_the_disk_it_is_the_list_without_a_complaint(
    audience: str, site: Path, browser: Tab
) -> None:
    events = opened(browser, (site / audience / "search" / "index.html").as_uri())
    assert browser.ask(SHOWN) == ["everything"]
    assert complaints(events) == []


def test_without_scripts_it_is_the_list(site: Path, browser: Tab) -> None:
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        with demo.served(site / "public") as origin:
            browser.open(f"{origin}/search/?q=otter")
            assert browser.ask(SHOWN) == ["everything"]
    finally:
        browser.call("Emulation.setScriptExecutionDisabled", value=False)


def test_where_the_index_is_missing_it_says_so_and_is_the_list(
    site: Path, browser: Tab, tmp_path: Path
) -> None:
    for file in ("index.html", "search/index.html"):
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_bytes((site / "public" / file).read_bytes())
    for file in (site / "public" / "search").glob("search.*"):
        (tmp_path / "search" / file.name).write_bytes(file.read_bytes())
    with demo.served(tmp_path) as origin:
        browser.open(f"{origin}/search/?q=otter")
        assert soon(browser, f"{SAID}.startsWith('The search could not be loaded.')")
        assert browser.ask(SHOWN) == ["search", "everything"]
