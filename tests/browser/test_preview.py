"""The preview in a real browser that nobody touches: pages follow the notes by themselves."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pytest
from tests.folio import SETTINGS, Folio
from tools import chromium

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium.found() is None, reason="there is no Chromium on this machine"),
]

DEADLINE = 5.0
OVERLAY = "document.getElementById('whyfolio-errors')?.textContent ?? ''"


@dataclass
class Windows:
    """Several pages of one browser; what is asked is asked of the page that is named."""

    tab: Any
    address: str

    def open(self, path: str) -> str:
        """Open a page in a window of its own."""
        self.tab._session = ""
        target = self.tab.call("Target.createTarget", url="about:blank", newWindow=True)
        answer = self.tab.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        page: str = answer["sessionId"]
        self.tab._session = page
        self.tab.call("Page.enable")
        self.tab.call("Page.navigate", url=f"{self.address}{path}")
        there = (
            f"location.pathname + location.hash === '{path}' && document.readyState === 'complete'"
        )
        assert self.soon(page, there)
        return page

    def ask(self, page: str, expression: str) -> Any:
        """A value in a page; None while it is being loaded."""
        self.tab._session = page
        with suppress(RuntimeError):
            return self.tab.ask(expression)
        return None

    def soon(self, page: str, expression: str) -> bool:
        """Whether an expression becomes true in a page before the deadline."""
        end = time.monotonic() + DEADLINE
        while time.monotonic() < end:
            if self.ask(page, expression):
                return True
            time.sleep(0.02)
        return False

    def shows(self, page: str, words: str) -> bool:
        return self.soon(page, f"document.body.innerText.includes({words!r})")


def told(story: str, audience: str = "public") -> str:
    return f"---\ndate: 2026-09\naudience: {audience}\nwhat: {story}\nwhy: It helped.\n---\n"


@pytest.fixture(scope="module")
def folio(tmp_path_factory: pytest.TempPathFactory) -> Folio:
    return Folio.at(tmp_path_factory.mktemp("browser"))


@pytest.fixture(scope="module")
def browser(folio: Folio) -> Iterator[Windows]:
    day = folio.today.isoformat()
    command = [sys.executable, "-m", "whyfolio.cli.main", "-C", str(folio.root), "--today", day]
    server = subprocess.Popen(
        [*command, "serve", "--port", "4700"], stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        found = re.match(r"http://[\d.:]+(?=/private/)", server.stdout.readline())
        assert found
        with chromium.tab() as tab:
            yield Windows(tab, found[0])
    finally:
        server.kill()
        server.communicate()


@pytest.fixture
def windows(browser: Windows, folio: Folio) -> Iterator[Windows]:
    """The browser with no page open, and two notes."""
    shutil.rmtree(folio.root / "themes", ignore_errors=True)
    folio.write("whyfolio.toml", SETTINGS)
    folio.write("content/stories/x.md", told("It began."))
    folio.write("content/stories/y.md", told("Another one."))
    folio.write("content/stories/z.md", told("For me alone.", "private"))
    yield browser
    browser.tab._session = ""
    for target in browser.tab.call("Target.getTargets")["targetInfos"]:
        if target["url"].startswith(browser.address):
            browser.tab.call("Target.closeTarget", targetId=target["targetId"])


def test_an_edit_shows_in_its_page_and_leaves_the_others_alone(
    windows: Windows, folio: Folio
) -> None:
    page, other = windows.open("/public/stories/x/"), windows.open("/public/stories/y/")
    assert windows.shows(page, "It began.")
    assert windows.shows(other, "Another one.")
    for tab in (page, other):
        windows.ask(tab, "document.querySelector('main').mark = 1")
    for words in ("It went on.", "It is done."):
        folio.write("content/stories/x.md", told(words))
        assert windows.shows(page, words)
    assert windows.ask(page, "document.querySelector('main').mark ?? 0") == 0
    assert windows.ask(other, "document.querySelector('main').mark") == 1
    folio.write("content/stories/y.md", told("Changed too."))
    assert windows.shows(other, "Changed too.")


def test_an_error_is_shown_as_text_over_the_last_page_and_goes_when_it_is_mended(
    windows: Windows, folio: Folio
) -> None:
    page = windows.open("/public/stories/x/")
    attack = "<script>window.ran = 1</script><img src=x onerror='window.ran = 2'>"
    folio.write("content/stories/x.md", told("It began.", f'"{attack}"'))
    assert windows.soon(page, f"({OVERLAY}).includes('content/stories/x.md:3:')")
    assert windows.soon(page, f"({OVERLAY}).includes('<script>')")
    assert (
        windows.ask(page, "document.querySelectorAll('#whyfolio-errors :is(script, img)').length")
        == 0
    )
    assert windows.ask(page, "window.ran ?? 0") == 0
    assert windows.shows(page, "It began.")
    folio.write("content/stories/x.md", told("It began."))
    assert windows.soon(page, f"({OVERLAY}) === ''")
    folio.write("content/stories/x.md", "---\ndate: never\n---\n")
    assert windows.soon(page, f"({OVERLAY}) !== ''")
    folio.write("content/stories/x.md", told("Mended."))
    assert windows.shows(page, "Mended.")
    assert windows.ask(page, OVERLAY) == ""


def test_styles_are_swapped_without_loading_the_page_again(windows: Windows, folio: Folio) -> None:
    folio.write("content/stories/x.md", told("It stays as it is."))
    page = windows.open("/public/stories/x/")
    assert windows.shows(page, "It stays as it is.")
    windows.ask(page, "window.mark = 1")
    for colour in ("rgb(1, 2, 3)", "rgb(4, 5, 6)", "rgb(7, 8, 9)"):
        folio.write("themes/overrides/x.css", f"h1 {{ color: {colour} !important }}\n")
        wanted = f"getComputedStyle(document.querySelector('h1')).color === '{colour}'"
        assert windows.soon(page, wanted)
    assert windows.ask(page, "window.mark") == 1
    own = 'document.querySelectorAll(\'link[rel="stylesheet"]:not([href^="/_whyfolio"])\').length'
    assert windows.soon(page, f"{own} === 1")


def test_the_switch_leads_to_the_same_page_and_tells_for_whom_there_is_none(
    windows: Windows,
) -> None:
    page = windows.open("/private/stories/x/")
    links = "[...document.querySelectorAll('#whyfolio-bar a')].map((a) => a.pathname)"
    assert windows.ask(page, links) == ["/public/stories/x/", "/review/stories/x/"]
    windows.ask(page, "document.querySelector('#whyfolio-bar a').click()")
    assert windows.soon(page, "location.pathname === '/public/stories/x/'")
    assert windows.shows(page, "It began.")
    alone = windows.open("/private/stories/z/")
    windows.ask(alone, "document.querySelector('#whyfolio-bar a').focus()")
    assert windows.soon(alone, "document.querySelectorAll('#whyfolio-bar a.missing').length === 2")
    assert windows.ask(alone, links) == ["/public/", "/review/"]


def test_a_page_that_is_deleted_and_comes_back_is_followed(windows: Windows, folio: Folio) -> None:
    page = windows.open("/public/stories/x/")
    folio.remove("stories/x")
    assert windows.soon(page, "!document.body.innerText.includes('It began.')")
    folio.write("content/stories/x.md", told("Back again."))
    assert windows.shows(page, "Back again.")


def test_eight_windows_all_load_and_all_follow(windows: Windows, folio: Folio) -> None:
    pages = [windows.open("/public/stories/x/") for _ in range(8)]
    folio.write("content/stories/x.md", told("For all of them."))
    assert all(windows.shows(page, "For all of them.") for page in pages)


def test_a_page_is_renewed_whole_in_its_place(windows: Windows, folio: Folio) -> None:
    page = windows.open("/public/stories/x/")
    assert windows.shows(page, "It began.")
    windows.ask(page, "window.mark = 1")
    for words in ("It went on.", "It is done."):
        folio.write("content/stories/x.md", told(words).replace("what:", f"title: {words}\nwhat:"))
        folio.write("whyfolio.toml", SETTINGS.replace("[site]", '[site]\nlanguage = "de"'))
        assert windows.shows(page, words)
    assert windows.soon(page, "document.documentElement.lang === 'de'")
    fresh = windows.open("/public/stories/x/")
    assert windows.shows(fresh, "It is done.")
    whole = "[document.title, document.querySelector('main').parentNode.className, "
    whole += "[...document.body.children].map((one) => one.tagName + one.id).join(), "
    whole += "document.querySelector('main').innerHTML].join()"
    assert windows.ask(page, whole) == windows.ask(fresh, whole)
    assert windows.ask(page, "window.mark") == 1


@pytest.mark.parametrize("address", ["/private/stories/x/", "/private/stories/x/#more"])
def test_a_page_comes_again_as_it_was_left(windows: Windows, folio: Folio, address: str) -> None:
    """In its place, or, where an address within the page was followed, loaded again."""
    long = "\n\n".join(f"Paragraph {number}." for number in range(80))
    part = "<details>\n<summary>More</summary>\n\nInside.\n\n</details>\n\n"
    folio.write("whyfolio.toml", f'{SETTINGS}[markdown]\nraw_html = "trust"\n')
    folio.write("content/stories/x.md", f"{told('It began.')}{part}{part}{long}\n")
    page = windows.open(address)
    assert windows.soon(page, "document.querySelectorAll('details').length === 2")
    assert windows.soon(page, "document.querySelector('[data-panel=write]') !== null")
    windows.ask(page, "document.querySelectorAll('details')[1].open = true")
    windows.ask(page, "document.querySelector('[data-panel=write]').click()")
    windows.ask(page, "document.querySelector('#whyfolio-panel input').value = 'Half a li'")
    windows.ask(page, "scrollTo({top: 900, behavior: 'instant'}); window.mark = 1")
    folio.write("content/stories/x.md", f"{told('It went on.')}{part}{part}{long}\n")
    assert windows.shows(page, "It went on.")
    stays = "undefined" if "#" in address else "1"
    assert windows.soon(page, f"window.mark === {stays} && Math.abs(scrollY - 900) < 3")
    opened = "[...document.querySelectorAll('details')].map((part) => part.open).join()"
    assert windows.ask(page, opened) == "false,true"
    assert windows.soon(
        page, "document.querySelector('#whyfolio-panel input').value === 'Half a li'"
    )


def test_the_bar_tells_what_a_page_hides_and_marks_a_draft(windows: Windows, folio: Folio) -> None:
    draft = told("It began.").replace("why:", "draft: yes\ncost: Nine weeks.\nwhy:")
    folio.write("content/stories/x.md", draft)
    page = windows.open("/private/stories/x/")
    bar = "document.getElementById('whyfolio-bar').innerText"
    assert windows.soon(page, f"{bar}.includes('a draft: in no built site')")
    assert windows.soon(page, f"{bar}.includes('everyone −1')")
    windows.ask(page, "document.querySelector('[data-panel=hidden]').click()")
    assert windows.soon(page, f"{bar}.includes('cost')")
    assert windows.soon(page, f"{bar}.includes('They see all of it.')")


def test_a_line_and_an_answer_are_typed_into_the_page(windows: Windows, folio: Folio) -> None:
    folio.entry("stories/x", "date: 2026-09\naudience: public\nwhat: It began.")
    page = windows.open("/private/stories/x/")
    assert windows.shows(page, "It began.")
    assert windows.soon(page, "document.querySelector('[data-panel=write]') !== null")
    windows.ask(page, "document.querySelector('[data-panel=write]').click()")
    forms = "document.querySelectorAll('#whyfolio-panel form')"
    assert windows.soon(page, f"{forms}.length === 2")
    windows.ask(page, f"{forms}[0].text.value = 'Called the provider.'; {forms}[0].requestSubmit()")
    log = folio.root / "content/log.md"
    assert windows.soon(page, f"{forms}[0].innerText.includes('Written')")
    assert log.read_text().endswith("Called the provider.\n")
    windows.ask(page, f"{forms}[1].text.value = 'Orders were lost.'; {forms}[1].requestSubmit()")
    assert windows.shows(page, "Orders were lost.")
    assert 'why: "Orders were lost."' in (folio.root / "content/stories/x.md").read_text()
    public = windows.open("/public/stories/x/")
    assert windows.soon(public, "document.querySelector('[data-panel=hidden]') !== null")
    assert windows.ask(public, "document.querySelector('[data-panel=write]')") is None


def test_a_preview_that_was_started_anew_is_found_again(
    folio: Folio, browser: Windows, tmp_path_factory: pytest.TempPathFactory
) -> None:
    command = [sys.executable, "-m", "whyfolio.cli.main", "-C", str(folio.root), "serve"]
    folio.write("content/stories/x.md", told("Before."))

    def start() -> subprocess.Popen[str]:
        server = subprocess.Popen(
            [*command, "--port", "4790", "--follow"], stdout=subprocess.PIPE, text=True
        )
        assert server.stdout is not None
        assert ":4790/" in server.stdout.readline()
        return server

    again = Windows(browser.tab, "http://127.0.0.1:4790")
    server = start()
    try:
        page = again.open("/public/stories/x/")
        assert again.shows(page, "Before.")
        server.kill()
        server.communicate()
        folio.write("content/stories/x.md", told("While it was away."))
        server = start()
        assert again.shows(page, "While it was away.")
        folio.write("content/stories/y.md", told("Followed here."))
        assert again.soon(page, "location.pathname === '/public/stories/y/'")
        assert again.shows(page, "Followed here.")
    finally:
        server.kill()
        server.communicate()
