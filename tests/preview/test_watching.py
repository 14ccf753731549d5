"""Changes are noticed whatever happens to the watching itself."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.folio import TODAY, Folio
from tests.preview.serving import soon, told
from whyfolio.preview import watcher as watching
from whyfolio.preview.snapshot import Snapshot
from whyfolio.preview.state import Site
from whyfolio.preview.watcher import NO_EVENTS, Watcher

NOTE = "content/stories/open.md"


@dataclass
class Seen:
    """What a watcher told."""

    changes: list[frozenset[str]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def has(self, path: str) -> bool:
        return any(path in changed for changed in self.changes)


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    return Folio.at(tmp_path).write(NOTE, told("It began."))


@contextmanager
def watched(
    folio: Folio,
    seen: Seen,
    changed: Callable[[frozenset[str]], None] | None = None,
    today: Callable[[], date] = lambda: TODAY,
    *,
    poll: bool = False,
) -> Iterator[Watcher]:
    watcher = Watcher(
        folio.root,
        (),
        changed or seen.changes.append,
        today=today,
        told=seen.words.append,
        poll=poll,
    )
    watcher.start()
    try:
        yield watcher
    finally:
        watcher.stop()


@pytest.mark.parametrize("poll", [False, True])
def test_the_files_that_changed_are_named(folio: Folio, poll: bool) -> None:
    seen = Seen()
    with watched(folio, seen, poll=poll):
        folio.write(NOTE, told("It went on."))
        assert soon(lambda: seen.has(NOTE))
        folio.write("content/lessons/new.md", told("New."))
        assert soon(lambda: seen.has("content/lessons/new.md"))
        shutil.rmtree(folio.root / "content/lessons")
        assert soon(lambda: len([c for c in seen.changes if "content/lessons/new.md" in c]) > 1)
        folio.write("whyfolio.toml", "schema = 1\n")
        assert soon(lambda: seen.has("whyfolio.toml"))


def test_without_events_a_slow_disk_is_looked_at_often_enough(
    folio: Folio, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = watching.snapshot

    def slow(project: Path, themes: tuple[Path, ...]) -> Snapshot:
        time.sleep(0.05)
        return quick(project, themes)

    monkeypatch.setattr(watching, "snapshot", slow)
    seen = Seen()
    with watched(folio, seen, poll=True):
        time.sleep(0.2)  # the first look, which starting asks for, is over
        folio.write(NOTE, told("It went on."))
        assert soon(lambda: seen.has(NOTE))


def test_trap_26_where_the_limit_of_watches_is_reached_it_looks_and_says_so(
    folio: Folio, monkeypatch: pytest.MonkeyPatch
) -> None:
    from watchdog.observers import Observer

    def refused(_observer: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(Observer, "start", refused)
    seen = Seen()
    with watched(folio, seen) as watcher:
        assert watcher.polls_only
        assert seen.words == [NO_EVENTS]
        folio.write(NOTE, told("Found."))
        assert soon(lambda: seen.has(NOTE))


def test_trap_26_what_fails_when_it_is_told_is_told_again(folio: Folio) -> None:
    seen = Seen()
    failures = [ZeroDivisionError("of our own"), RecursionError()]

    def changed(paths: frozenset[str]) -> None:
        if failures:
            raise failures.pop()
        seen.changes.append(paths)

    with watched(folio, seen, changed):
        folio.write(NOTE, told("It went on."))
        assert soon(lambda: seen.has(NOTE))
        assert any("stumbled" in words for words in seen.words)
        assert soon(lambda: seen.words[-1] == "")


def test_trap_26_an_observer_that_died_is_replaced(folio: Folio) -> None:
    seen = Seen()
    with watched(folio, seen) as watcher:
        dead: Any = watcher._observer
        dead.stop()
        dead.join()
        folio.write(NOTE, told("Found."))
        assert soon(lambda: seen.has(NOTE))
        assert soon(lambda: watcher._observer is not dead)


def test_trap_26_a_folder_that_was_deleted_and_made_again_is_watched_again(folio: Folio) -> None:
    seen = Seen()
    with watched(folio, seen):
        shutil.rmtree(folio.root / "content")
        assert soon(lambda: seen.has(NOTE))
        seen.changes.clear()
        folio.write(NOTE, told("Back."))
        assert soon(lambda: seen.has(NOTE))
        seen.changes.clear()
        folio.write(NOTE, told("And edited."))
        assert soon(lambda: seen.has(NOTE))


def test_the_whole_project_may_go_and_come_back(folio: Folio) -> None:
    seen = Seen()
    away = folio.root.with_name("away")
    with watched(folio, seen):
        folio.root.rename(away)
        assert soon(lambda: seen.has(NOTE))
        seen.changes.clear()
        away.rename(folio.root)
        assert soon(lambda: seen.has(NOTE))


def test_a_file_that_is_saved_in_two_steps_is_told_once(folio: Folio) -> None:
    seen = Seen()
    note = folio.root / NOTE
    with watched(folio, seen):
        note.write_text("")
        time.sleep(0.06)
        note.write_text(told("It is whole."))
        assert soon(lambda: bool(seen.changes))
        time.sleep(0.3)
        assert seen.changes == [frozenset([NOTE])]


def test_another_day_is_a_change_too(folio: Folio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "POLL", 0.05)
    day, seen = [TODAY], Seen()
    with watched(folio, seen, today=lambda: day[0]):
        day[0] = date(2026, 11, 22)
        assert soon(lambda: seen.changes == [frozenset()])


def test_trap_23_nothing_is_told_while_nothing_changes(
    folio: Folio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "POLL", 0.02)
    seen = Seen()
    with watched(folio, seen):
        for _ in range(20):
            (folio.root / NOTE).read_bytes()
            folio.write("content/stories/.open.md.swp", "x").write("content/stories/open.md~", "x")
            folio.write("notes.txt", "x").write("site/public/index.html", "x")
            time.sleep(0.02)
    assert seen.changes == []


def test_once_it_is_quiet_there_is_one_rest_until_the_next_change(
    folio: Folio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "POLL", 0.05)
    rests: list[int] = []
    watcher = Watcher(folio.root, (), lambda _: None, rest=lambda: rests.append(1), poll=False)
    watcher.start()
    try:
        assert soon(lambda: len(rests) == 1)
        time.sleep(0.3)
        assert len(rests) == 1
        folio.write(NOTE, told("Another."))
        assert soon(lambda: len(rests) == 2)
    finally:
        watcher.stop()


EDITS: dict[str, Callable[[Folio], object]] = {
    "a note": lambda folio: folio.write(NOTE, told("Another.")),
    "a new note": lambda folio: folio.write("content/stories/b.md", told("B.")),
    "a title": lambda folio: folio.write(NOTE, told("C.").replace("what", "title: New\nwhat")),
    "an audience": lambda folio: folio.write(NOTE, told("D.").replace("public", "review")),
    "a style": lambda folio: folio.write("themes/overrides/x.css", "h1 { color: teal }\n"),
    "a template": lambda folio: folio.write(
        "themes/overrides/templates/partials/case.html", "<p>{{ entry.what }}</p>\n"
    ),
    "the settings": lambda folio: folio.write(
        "whyfolio.toml", 'schema = 1\n[site]\ntitle = "Other"\ntheme = "plain"\n'
    ),
    "the profile": lambda folio: folio.write("content/profile.md", "---\nname: Ada\n---\n"),
    "a picture": lambda folio: folio.write("content/files/a.txt", "one\n").write(
        "content/stories/c.md", told("E.") + "[A file](../files/a.txt)\n"
    ),
    "the same picture": lambda folio: folio.write("content/files/a.txt", "two\n"),
    "a note that goes": lambda folio: folio.remove("stories/b"),
    "a template that goes": lambda folio: shutil.rmtree(folio.root / "themes"),
}


def test_trap_31_after_each_edit_every_page_is_what_a_fresh_start_shows(folio: Folio) -> None:
    """Whatever is kept between two readings, it never shows."""
    from whyfolio.model.audience import Audience

    site = Site(folio.root, lambda: folio.today)
    for name, edit in EDITS.items():
        before = {path: path.stat() for path in folio.root.rglob("*") if path.is_file()}
        for audience in Audience:
            site.look(audience, "stories/open/index.html")
            site.look(audience, "index.html")
        edit(folio)
        after = {path: path.stat() for path in folio.root.rglob("*") if path.is_file()}
        differ = {p for p in before.keys() | after.keys() if before.get(p) != after.get(p)}
        site.refresh(frozenset(path.relative_to(folio.root).as_posix() for path in differ))
        from whyfolio.build import artifacts

        for audience in Audience:
            built = artifacts(folio.view(audience, drafts=True), folio.root)
            shown = {made.path: site.read(audience, made.path) for made in built}
            assert shown == {made.path: made.content for made in built}, name
