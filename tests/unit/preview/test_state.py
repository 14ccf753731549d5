"""The portfolio in memory: planned when asked for, shown whatever goes wrong, for many threads."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.folio import Folio

from whyfolio.build import artifacts
from whyfolio.model.audience import Audience
from whyfolio.portfolio.view import View
from whyfolio.preview import state
from whyfolio.preview.shelf import Shelf
from whyfolio.preview.state import Site
from whyfolio.preview.watcher import Watcher

STORY = "date: 2026-09\naudience: public\nwhy: It helped.\n"
PAGE = "stories/open/index.html"
BROKEN = "date: never\naudience: public\n"


def fails(*_arguments: object, **_named: object) -> None:
    raise ZeroDivisionError("of our own")


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    return Folio.at(tmp_path).entry("stories/open", f"{STORY}what: It began.\n")


@pytest.fixture
def site(folio: Folio) -> Site:
    return Site(folio.root, lambda: folio.today)


def codes(site: Site) -> list[str]:
    return [found.code for found in site.look(Audience.PUBLIC, PAGE).errors]


def shown(site: Site, path: str = PAGE) -> str:
    return (site.read(Audience.PUBLIC, path) or b"").decode()


def test_only_the_audience_that_is_asked_for_is_planned(
    folio: Folio, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned: list[Audience] = []

    def shelf(view: View, *arguments: object, **named: object) -> Shelf:
        planned.append(view.audience)
        return Shelf(view, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(state, "Shelf", shelf)
    site = Site(folio.root, lambda: folio.today)
    site.refresh()
    assert planned == []
    assert [site.read(Audience.REVIEW, path) is None for path in (PAGE, "none.html")] == [0, 1]
    assert planned == [Audience.REVIEW]


def test_every_file_is_the_built_file_with_drafts_and_future_entries_marked(
    folio: Folio, site: Site
) -> None:
    folio.entry("stories/draft", f"{STORY}draft: yes\nwhat: Half done.\n")
    folio.entry("stories/later", "date: 2027-05\naudience: public\nwhat: Planned.\n")
    site.refresh()
    for audience in Audience:
        built = artifacts(folio.view(audience, drafts=True), folio.root)
        assert {file.path: site.read(audience, file.path) for file in built} == {
            file.path: file.content for file in built
        }
    for path in ("stories/draft/index.html", "stories/later/index.html"):
        assert 'class="notice"' in shown(site, path)
    assert 'class="notice"' not in shown(site)


@pytest.mark.parametrize("broken", ["read", "Shelf"])
def test_a_fault_of_ours_is_shown_beside_the_last_page_and_tried_again(
    folio: Folio, site: Site, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    before = shown(site)
    with monkeypatch.context() as patch:
        patch.setattr(*{"read": (site, "_open"), "Shelf": (state, "Shelf")}[broken], fails)
        folio.entry("stories/open", f"{STORY}what: It went on.\n")
        site.refresh()
        assert shown(site) == before
        (fault,) = site.look(Audience.PUBLIC, PAGE).errors
        assert (fault.code, "ZeroDivisionError: of our own" in fault.message) == ("E712", True)
    site.refresh()
    assert "It went on." in shown(site)
    assert codes(site) == []


def test_a_page_that_cannot_be_drawn_shows_the_last_one(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = site.look(Audience.PUBLIC, PAGE)
    site.refresh()
    monkeypatch.setattr(Shelf, "read", fails)
    after = site.look(Audience.PUBLIC, PAGE)
    assert (after.content, after.digest) == (before.content, before.digest)
    assert codes(site) == ["E712"]


def test_an_audience_opened_during_an_error_shows_the_last_sound_reading(
    folio: Folio, site: Site
) -> None:
    folio.entry("stories/open", BROKEN)
    site.refresh()
    assert "It began." in shown(site)
    assert [code[:2] for code in codes(site)] == ["E2"]


def test_what_is_broken_from_the_start_is_shown_with_its_error_and_heals(folio: Folio) -> None:
    folio.entry("stories/open", BROKEN)
    site = Site(folio.root, lambda: folio.today)
    assert site.read(Audience.PUBLIC, "index.html") is not None
    assert len(codes(site)) == 1
    folio.entry("stories/open", f"{STORY}what: Mended.\n")
    site.refresh()
    assert ("Mended." in shown(site), codes(site)) == (True, [])


def test_a_missing_theme_keeps_the_last_pages(folio: Folio, site: Site) -> None:
    before = shown(site)
    settings = (folio.root / "whyfolio.toml").read_text()
    folio.write("whyfolio.toml", f'{settings}theme = "none"\n')
    site.refresh()
    assert shown(site) == before
    assert codes(site) == ["E801"]
    folio.write("whyfolio.toml", settings)
    site.refresh()
    assert codes(site) == []


def test_many_threads_read_whole_pages_while_the_notes_change(folio: Folio, site: Site) -> None:
    told = [f"Telling {number} of it." for number in range(6)]
    folio.entry("stories/open", f"{STORY}what: {told[0]}\n")
    site.refresh()
    over = False

    def reading(audience: Audience) -> list[tuple[int, str]]:
        found = []
        while not over or not found:
            sight = site.look(audience, PAGE)
            text = (sight.content or b"").decode()
            found += [(sight.number, words) for words in told if words in text]
            assert text.endswith("</html>\n")
            assert sight.errors == ()
        return found

    with ThreadPoolExecutor(6) as threads:
        readers = [threads.submit(reading, audience) for audience in (*Audience, *Audience)]
        try:
            for words in told[1:]:
                folio.entry("stories/open", f"{STORY}what: {words}\n")
                site.refresh()
        finally:
            over = True
        seen = {pair for reader in readers for pair in reader.result(timeout=30)}
    assert seen <= {(number + 1, words) for number, words in enumerate(told)}
    assert told[-1] in shown(site)


def wait_for(true: Callable[[], bool]) -> bool:
    import time

    end = time.monotonic() + 5
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    return true()


def test_where_the_system_gives_no_notice_changes_are_looked_for(
    folio: Folio, monkeypatch: pytest.MonkeyPatch
) -> None:
    from watchdog.observers import Observer

    def refused(_observer: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(Observer, "start", refused)
    seen: list[int] = []
    watcher = Watcher(folio.root, (), lambda _: seen.append(1), poll=False)
    watcher.start()
    try:
        assert watcher.polls_only
        folio.entry("stories/new", STORY)
        assert wait_for(lambda: seen == [1])
    finally:
        watcher.stop()


def test_what_a_build_remembers_stays_when_a_preview_has_read_it(folio: Folio) -> None:
    folio.entry("stories/other", STORY, "More of it.\n").entry("stories/open", STORY, "It began.\n")
    folio.build(Audience.PUBLIC)
    memos = folio.root / ".whyfolio/memo"
    before = {path.name: path.read_bytes() for path in memos.iterdir()}
    site = Site(folio.root, lambda: folio.today)
    assert "It began." in shown(site)
    site.rest()
    after = {path.name: path.read_bytes() for path in memos.iterdir()}
    assert {name: after[name] for name in before if not name.startswith("templates-")} == {
        name: text for name, text in before.items() if not name.startswith("templates-")
    }
    assert after.keys() >= before.keys()
