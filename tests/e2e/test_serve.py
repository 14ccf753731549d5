"""The preview as a running program: every way to save is seen, nothing is written, it ends well."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.folio import SETTINGS, Folio
from tests.preview.serving import (
    DEADLINE,
    OPEN,
    STORY,
    Preview,
    at_rest,
    preview,
    soon,
    told,
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    folio = Folio.at(tmp_path_factory.mktemp("shared"))
    folio.write("content/stories/open.md", told("It began."))
    with preview(folio) as running:
        yield running


@pytest.fixture
def running(shared: Preview) -> Iterator[Preview]:
    """The preview of one project, put back as it was before each test."""
    story = shared.folio.root / "content/stories/open.md"
    for other in story.parent.iterdir():
        if other != story:
            other.unlink()
    shared.folio.write("content/stories/open.md", told("It began.")).write(
        "whyfolio.toml", SETTINGS
    )
    assert soon(lambda: shared.says("It began.") and shared.news()["errors"] == [])
    yield shared
    assert not (shared.folio.root / "site").exists()


def in_place(path: Path, text: str) -> None:
    path.write_text(text)


def atomic(path: Path, text: str) -> None:
    fresh = path.with_name(f".{path.name}.tmp")
    fresh.write_text(text)
    fresh.replace(path)


def moved_in(path: Path, text: str) -> None:
    fresh = path.parents[2] / "outside.md"
    fresh.write_text(text)
    fresh.replace(path)


def like_vim(path: Path, text: str) -> None:
    backup = path.with_name(f"{path.name}~")
    path.rename(backup)
    path.write_text(text)
    backup.unlink()


def truncated_first(path: Path, text: str) -> None:
    path.write_text("")
    time.sleep(0.01)
    path.write_text(text)


@pytest.mark.parametrize("save", [in_place, atomic, moved_in, like_vim, truncated_first])
def test_a_saved_note_is_seen_however_it_was_saved(
    running: Preview, save: Callable[[Path, str], None]
) -> None:
    note = running.folio.root / "content/stories/open.md"
    for words in ("It went on.", "It is done."):
        save(note, told(words))
        assert soon(lambda words=words: running.says(words))  # type: ignore[misc]
    assert running.news()["errors"] == []


def test_a_change_of_the_same_length_is_seen(running: Preview) -> None:
    note = running.folio.root / "content/stories/open.md"
    before = note.stat()
    note.write_text(told("It ended."))
    os.utime(note, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert soon(lambda: running.says("It ended."))


def test_new_files_and_folders_are_seen_and_deleted_ones_are_gone(running: Preview) -> None:
    running.folio.write("content/stories/new.md", told("A new one."))
    running.folio.write("content/lessons/first.md", f"---\n{OPEN}---\nLearnt.\n")
    assert soon(lambda: running.says("A new one.", "/public/stories/new/"))
    assert soon(lambda: running.says("Learnt.", "/public/lessons/first/"))
    shutil.rmtree(running.folio.root / "content/lessons")
    running.folio.remove("stories/new")
    assert soon(lambda: running.gone("/public/lessons/first/"))
    assert soon(lambda: running.gone("/public/stories/new/"))
    assert not running.says("A new one.", "/public/stories/")


def test_a_renamed_note_moves(running: Preview) -> None:
    note = running.folio.root / "content/stories/open.md"
    note.rename(note.with_name("moved.md"))
    assert soon(lambda: running.says("It began.", "/public/stories/moved/"))
    assert running.gone(STORY)


def test_the_settings_are_read_again(running: Preview) -> None:
    running.folio.write("whyfolio.toml", SETTINGS.replace('"Test"', '"Other name"'))
    assert soon(lambda: running.says("Other name"))


def test_content_that_was_deleted_and_made_again_is_watched_again(running: Preview) -> None:
    content = running.folio.root / "content"
    shutil.rmtree(content)
    assert soon(lambda: running.gone(STORY))
    running.folio.write("content/profile.md", "---\nname: Kim Vale\n---\n")
    running.folio.write("content/stories/open.md", told("Back again."))
    assert soon(lambda: running.says("Back again."))
    running.folio.write("content/stories/open.md", told("And edited."))
    assert soon(lambda: running.says("And edited."))


def test_a_style_is_seen_without_being_another_page(running: Preview) -> None:
    before = running.news()
    assert str(before["styles"]).endswith(".css")
    running.folio.write("themes/overrides/own.css", "body { color: teal }\n")
    assert soon(lambda: running.news()["styles"] != before["styles"])
    after = running.news()
    assert after["digest"] == before["digest"]
    assert running.says("color: teal", f"/public/{after['styles']}")


def test_an_error_keeps_the_last_page_and_heals(running: Preview) -> None:
    running.folio.write("content/stories/open.md", "---\ndate: never\nwhat: Lost.\n---\n")
    assert soon(lambda: running.news()["errors"] != [])
    (error,) = running.news()["errors"]  # type: ignore[misc]
    assert (error["file"], error["line"]) == ("content/stories/open.md", 2)
    assert running.says("It began.")
    running.folio.write("content/stories/open.md", told("Mended."))
    assert soon(lambda: running.says("Mended."))
    assert running.news()["errors"] == []


def test_a_broken_template_keeps_the_last_page_and_heals(running: Preview) -> None:
    template = "themes/overrides/templates/entries/story.html"
    running.folio.write(template, "{{ nothing.like.this }}")
    assert soon(lambda: running.news()["errors"] != [])
    assert running.says("It began.")
    (running.folio.root / template).unlink()
    assert soon(lambda: running.news()["errors"] == [])


def test_nothing_is_read_again_while_nothing_changes(running: Preview) -> None:
    # Files that are no input: editors' copies, a file beside the notes.
    running.folio.write("content/stories/.open.md.swp", "x").write("content/stories/open.md~", "x")
    running.folio.write("notes.txt", "x")
    at_rest(running)
    (running.folio.root / "content/stories/open.md").read_bytes()
    number = running.news()["number"]
    time.sleep(2.5)  # longer than the slowest look
    assert running.news()["number"] == number


@pytest.mark.proof
def test_a_minute_without_a_change_costs_next_to_nothing(running: Preview) -> None:
    number, pid = at_rest(running)["number"], running.process.pid
    before, begun = work_of(pid), time.monotonic()
    time.sleep(60)
    share = (work_of(pid) - before) / (time.monotonic() - begun)
    assert running.news()["number"] == number
    assert share < 0.01


def work_of(pid: int) -> float:
    """Seconds that a process and its children have taken of the processors."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def test_a_tab_that_waits_is_told_of_the_change(running: Preview) -> None:
    before = at_rest(running)
    known = f"epoch={before['epoch']}&number={before['number']}"
    with ThreadPoolExecutor() as threads:
        asked = threads.submit(running.news, known)
        assert not wait([asked], timeout=0.3).done
        running.folio.write("content/stories/open.md", told("News."))
        after = asked.result(timeout=DEADLINE)
    assert after["digest"] != before["digest"]


def test_a_page_loads_while_many_tabs_wait(running: Preview) -> None:
    before = at_rest(running)
    known = f"epoch={before['epoch']}&number={before['number']}"
    with ThreadPoolExecutor(8) as threads:
        asked = [threads.submit(running.news, known) for _ in range(8)]
        answered, waiting = wait(asked, timeout=0.5)
        # A browser has six connections: those beyond what leaves room are told to come back.
        assert [tab.result()["crowded"] for tab in answered] == [True] * 4
        assert running.says("It began.")
        running.folio.write("content/stories/open.md", told("For all."))
        found = [tab.result(timeout=DEADLINE) for tab in waiting]
    assert all(news["digest"] != before["digest"] for news in found)


def test_a_tab_that_went_leaves_its_place(running: Preview) -> None:
    before = at_rest(running)
    known = f"epoch={before['epoch']}&number={before['number']}"
    path = f"/_whyfolio/changes?audience=public&path=stories/open/index.html&{known}"
    for _ in range(8):
        tab = HTTPConnection("127.0.0.1", running.port)
        tab.request("GET", path)
        tab.close()
    with ThreadPoolExecutor() as threads:

        def admitted() -> bool:
            asked = threads.submit(running.news, known)
            if wait([asked], timeout=0.3).done:
                return False
            running.folio.write("content/stories/open.md", told("Let go."))
            return asked.result(timeout=DEADLINE)["crowded"] is False

        assert soon(admitted)


def test_a_foreign_host_gets_nothing(running: Preview) -> None:
    for headers in ({"Host": "evil.example"}, {"Origin": "https://evil.example"}):
        asked = HTTPConnection("127.0.0.1", running.port, timeout=5)
        asked.request("GET", "/private/", headers=headers)
        answer = asked.getresponse()
        assert (answer.status, answer.read()) == (403, b"")
        asked.close()


def test_a_built_site_is_left_as_it_is_and_the_end_is_quick(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path).write("content/stories/open.md", told("It began."))
    folio.build()
    site = folio.root / "site"
    before = {path: path.stat() for path in sorted(site.rglob("*"))}
    with preview(folio) as running:
        folio.entry("stories/draft", f"{OPEN}draft: yes\nwhat: Half done.\n")
        folio.entry("stories/later", "date: 2027-05\naudience: public\nwhat: Planned.\n")
        assert soon(lambda: running.says("Half done.", "/public/stories/draft/"))
        assert soon(lambda: running.says("Planned.", "/public/stories/later/"))
        with ThreadPoolExecutor() as threads:
            news = running.news()
            asked = threads.submit(running.news, f"epoch={news['epoch']}&number={news['number']}")
            wait([asked], timeout=0.2)
            running.process.send_signal(signal.SIGINT)
            assert running.process.wait(timeout=DEADLINE) == 0
            assert asked.result(timeout=DEADLINE)["number"] == news["number"]
        assert running.process.stderr is not None
        assert running.process.stderr.read() == ""
    assert {path: path.stat() for path in sorted(site.rglob("*"))} == before


def test_it_starts_before_there_are_notes_and_takes_the_next_port(tmp_path: Path) -> None:
    (tmp_path / "whyfolio.toml").write_text(SETTINGS)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with preview(Folio(tmp_path), port=port) as running:
            assert port < running.port <= port + 10
            assert running.get("/public/")[0] == 200
            running.folio.write("content/stories/open.md", told("The first."))
            assert soon(lambda: running.says("The first."))
            running.folio.write("content/stories/open.md", told("Changed."))
            assert soon(lambda: running.says("Changed."))


def test_without_events_changes_are_found_by_looking(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path).write("content/stories/open.md", told("It began."))
    with preview(folio, "--poll") as running:
        assert running.says("It began.")
        folio.write("content/stories/open.md", told("Found."))
        assert soon(lambda: running.says("Found."))


def test_a_port_that_cannot_be_is_refused(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path)
    command = [sys.executable, "-m", "whyfolio.cli.main", "-C", str(folio.root), "serve"]
    done = subprocess.run(
        [*command, "--port", "70000"], capture_output=True, text=True, check=False, timeout=30
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "E711" in done.stderr
    assert "there is no port 70000" in done.stderr
