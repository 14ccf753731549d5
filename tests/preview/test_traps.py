"""The traps that other previews have fallen into, and bad luck: none of it is a traceback."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.folio import Folio
from tests.preview.serving import DEADLINE, STORY, Preview, at_rest, preview, soon, told
from whyfolio.preview.server import _listen

ASK = b"GET %b HTTP/1.1\r\nHost: %b\r\nConnection: close\r\n%b\r\n"
UNSEEN = "Nobody may read this from the disk."


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    root = tmp_path_factory.mktemp("traps") / "folio"
    folio = Folio.at(root).write("content/stories/open.md", told("It began."))
    folio.write("private.txt", UNSEEN).write("../folio_private/index.html", UNSEEN)
    with preview(folio) as started:
        yield started
        assert started.process.poll() is None
        assert started.says("It")


def raw(running: Preview, sent: bytes) -> bytes:
    """What the server sends back for these bytes, to its last."""
    with socket.create_connection(("127.0.0.1", running.port), timeout=DEADLINE) as line:
        line.sendall(sent)
        found = b""
        try:
            while more := line.recv(65536):
                found += more
        except ConnectionResetError:
            pass
        return found


def ask(running: Preview, target: bytes, host: bytes = b"localhost", more: bytes = b"") -> bytes:
    return raw(running, ASK % (target, host, more))


@pytest.mark.parametrize(
    "more",
    [
        b"Origin: https://evil.example\r\n",
        b"Origin: null\r\n",
        b"Origin: http://localhost:1\r\n",
        b"Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n",
    ],
)
def test_trap_19_no_other_page_may_load_anything(running: Preview, more: bytes) -> None:
    answer = ask(running, b"/private/", more=more)
    assert answer.startswith(b"HTTP/1.1 403 ")
    assert answer.endswith(b"\r\n\r\n")
    assert b"access-control" not in answer.lower()


@pytest.mark.parametrize(
    "host", [b"evil.example", b"127.0.0.1.evil.example", b"localhost@evil.example", b""]
)
def test_trap_19_no_other_host_is_answered(running: Preview, host: bytes) -> None:
    answer = ask(running, b"/private/", host)
    assert answer.startswith(b"HTTP/1.1 403 ")
    assert answer.endswith(b"\r\n\r\n")


@pytest.mark.parametrize("host", [b"127.0.0.1:4321", b"localhost", b"[::1]:4321"])
def test_trap_19_this_machine_is_answered_and_nothing_is_lent_to_others(
    running: Preview, host: bytes
) -> None:
    answer = ask(running, STORY.encode(), host)
    head = answer.partition(b"\r\n\r\n")[0].lower()
    assert head.startswith(b"http/1.1 200 ")
    assert b"access-control" not in head
    assert b"cross-origin-resource-policy: same-origin" in head
    assert b"x-frame-options: deny" in head


@pytest.mark.parametrize(
    "target",
    [
        b"/../private.txt",
        b"/public/../../private.txt",
        b"/public/%2e%2e/%2e%2e/private.txt",
        b"/public/..%2f..%2fprivate.txt",
        b"/public/..%2f..%2ffolio_private/index.html",
        b"/public/..%5c..%5cprivate.txt",
        b"/public/....//....//private.txt",
        b"//private.txt",
        b"//etc/passwd",
        b"/public//etc/passwd",
        b"/public/%2fetc%2fpasswd",
        b"/public/C:/private.txt",
        b"/public/C:%5cprivate.txt",
        b"/public/%00",
        b"/public/%00/../private.txt",
        b"/public/stories/open/%00.html",
        b"/public/%ff%fe",
        b"/public/%c0%ae%c0%ae/private.txt",
        b"/_whyfolio/..%2fapp.py",
        b"/_whyfolio/%2e%2e/app.py",
        b"http://localhost/public/",
        b"http://evil.example/private/",
        b"file:///etc/passwd",
        b"*",
        b"?",
    ],
)
def test_trap_20_no_path_leads_to_the_disk(running: Preview, target: bytes) -> None:
    answer = ask(running, target)
    assert answer.split(b" ")[1] in {b"400", b"403", b"404", b"405"}
    assert UNSEEN.encode() not in answer
    assert b"root:" not in answer
    assert b"Traceback" not in answer


def test_trap_21_it_listens_to_this_machine_alone() -> None:
    listeners = _listen(0)
    try:
        assert {one.getsockname()[0] for one in listeners} <= {"127.0.0.1", "::1"}
        assert len({one.getsockname()[1] for one in listeners}) == 1
    finally:
        for one in listeners:
            one.close()


def test_trap_22_a_port_in_use_is_one_line(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path)
    with ExitStack() as held:
        taken = held.enter_context(socket.socket())
        try:
            taken.bind(("127.0.0.1", 65535))
            taken.listen()
        except OSError:
            pytest.skip("the last port is somebody else's")
        command = [sys.executable, "-m", "whyfolio.cli.main", "-C", str(folio.root), "serve"]
        done = subprocess.run(
            [*command, "--port", "65535"], capture_output=True, text=True, check=False, timeout=60
        )
    assert (done.returncode, done.stdout) == (1, "")
    assert "E711" in done.stderr
    assert "no port from 65535 to 65535 is free" in done.stderr
    assert "Traceback" not in done.stderr


def test_trap_22_an_interrupt_ends_it_well_whoever_is_connected(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path).write("content/stories/open.md", told("It began."))
    with preview(folio) as started, ExitStack() as held:
        for part in (
            b"",
            b"GET /public/ HTTP/1.1\r\nHost: loc",
            b"POST /_whyfolio/log HTTP/1.1\r\n",
        ):
            line = socket.create_connection(("127.0.0.1", started.port), timeout=DEADLINE)
            held.enter_context(line)
            line.sendall(part)
        assert started.says("It began.")
        started.process.send_signal(signal.SIGINT)
        assert started.process.wait(timeout=DEADLINE) == 0
        assert started.process.stderr is not None
        assert started.process.stderr.read() == ""


def test_trap_24_what_is_built_and_kept_beside_is_no_change(running: Preview) -> None:
    number = at_rest(running)["number"]
    running.folio.build()
    running.folio.write(".whyfolio/memo/x", "kept").write("site/other.txt", "x")
    assert at_rest(running)["number"] == number
    shutil.rmtree(running.folio.root / "site")
    shutil.rmtree(running.folio.root / ".whyfolio")


def like_emacs(path: Path, text: str) -> None:
    lock = path.with_name(f".#{path.name}")
    lock.symlink_to("somebody@here.1234")
    path.with_name(f"#{path.name}#").write_text(text)
    path.rename(path.with_name(f"{path.name}~"))
    path.write_text(text)
    lock.unlink()
    path.with_name(f"#{path.name}#").unlink()
    path.with_name(f"{path.name}~").unlink()


def like_gnome(path: Path, text: str) -> None:
    fresh = path.with_name(".goutputstream-7XK2Q1")
    fresh.write_text(text)
    fresh.replace(path)


def like_jetbrains(path: Path, text: str) -> None:
    fresh, old = (path.with_name(f"{path.name}___jb_{part}___") for part in ("tmp", "old"))
    fresh.write_text(text)
    path.rename(old)
    fresh.rename(path)
    old.unlink()


def like_sed(path: Path, text: str) -> None:
    fresh = path.with_name("sedR4nd0m")
    fresh.write_text(text)
    fresh.rename(path)


def like_office(path: Path, text: str) -> None:
    path.unlink()
    path.write_text(text)


def in_two_writes(path: Path, text: str) -> None:
    half = len(text) // 2
    with path.open("w") as file:
        file.write(text[:half])
        file.flush()
        os.fsync(file.fileno())
        file.write(text[half:])


@pytest.mark.parametrize(
    "save", [like_emacs, like_gnome, like_jetbrains, like_sed, like_office, in_two_writes]
)
def test_trap_25_every_editor_is_seen(running: Preview, save: Callable[[Path, str], None]) -> None:
    note = running.folio.root / "content/stories/open.md"
    for words in (f"It went on, {save.__name__}.", f"It is done, {save.__name__}."):
        save(note, told(words))
        assert soon(lambda words=words: running.says(words))  # type: ignore[misc]
    assert at_rest(running)["errors"] == []


def test_trap_25_two_hundred_files_at_once_are_few_readings(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path)
    git = ["git", "-C", str(tmp_path), "-c", "user.name=Kim", "-c", "user.email=kim@test.example"]

    def commit(words: str) -> None:
        for number in range(200):
            folio.write(f"content/stories/note-{number}.md", told(f"{words} {number}."))
        subprocess.run([*git, "add", "-A"], check=True, capture_output=True)
        subprocess.run([*git, "commit", "-qm", words], check=True, capture_output=True)

    subprocess.run([*git, "init", "-q"], check=True, capture_output=True)
    commit("First")
    commit("Second")
    with preview(folio) as started:
        page = "/public/stories/note-199/"
        assert started.says("Second 199.", page)
        number = at_rest(started)["number"]
        subprocess.run([*git, "checkout", "-q", "HEAD~1"], check=True, capture_output=True)
        assert soon(lambda: started.says("First 199.", page))
        after = at_rest(started)["number"]
        assert isinstance(number, int)
        assert isinstance(after, int)
        assert after - number <= 4
        stories = started.get("/public/stories/")[1]
        assert stories.count("First ") >= 200
        assert "Second " not in stories


def test_trap_14_moved_folders_leave_nothing_behind(running: Preview) -> None:
    folio = running.folio
    folio.write("content/lessons/one.md", told("A lesson."))
    folio.write("content/lessons/two.md", told("Another lesson."))
    assert soon(lambda: running.says("A lesson.", "/public/lessons/"))
    (folio.root / "content/lessons").rename(folio.root / "content/decisions")
    assert soon(lambda: running.says("A lesson.", "/public/decisions/one/"))
    for gone in ("/public/lessons/", "/public/lessons/one/", "/public/lessons/two/"):
        assert running.gone(gone)
    for listing in ("/public/feed.xml", "/public/sitemap.xml", "/public/"):
        assert "/lessons/" not in running.get(listing)[1]
    shutil.rmtree(folio.root / "content/decisions")
    assert soon(lambda: running.gone("/public/decisions/one/"))


def test_trap_29_a_touch_without_a_change_is_no_other_page(running: Preview) -> None:
    before = at_rest(running)
    os.utime(running.folio.root / "content/stories/open.md")
    assert soon(lambda: running.news()["number"] != before["number"])
    assert running.news()["digest"] == before["digest"]


def test_five_hundred_requests_at_once_are_all_answered(running: Preview) -> None:
    with ThreadPoolExecutor(64) as threads:
        asked = [threads.submit(running.get, STORY) for _ in range(500)]
        assert {found.result(timeout=60)[0] for found in asked} == {200}


def test_twenty_slow_clients_keep_nobody_waiting(running: Preview) -> None:
    with ExitStack() as held:
        for number in range(20):
            line = socket.create_connection(("127.0.0.1", running.port), timeout=DEADLINE)
            held.enter_context(line)
            begun = b"POST /_whyfolio/log HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n"
            line.sendall(begun if number % 2 else b"GET /public/ HTTP/1.1\r\nHo")
        assert running.says("It")


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 200_000 + b"\r\n\r\n",
        b"GET /" + b"x" * 200_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET /public/\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"\r\n\r\n",
    ],
)
def test_what_is_no_request_is_refused_and_hurts_nobody(running: Preview, sent: bytes) -> None:
    with socket.create_connection(("127.0.0.1", running.port), timeout=DEADLINE) as line:
        line.settimeout(1)
        try:
            line.sendall(sent)
            line.shutdown(socket.SHUT_WR)
            answer = line.recv(65536)
        except OSError:  # cut off while it was still talking
            answer = b""
    assert answer == b"" or answer.split(b" ")[1] in {b"400", b"403", b"431"}
    assert running.says("It")


def test_websockets_are_refused(running: Preview) -> None:
    more = (
        b"Upgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        b"Sec-WebSocket-Version: 13\r\n"
    )
    answer = ask(running, b"/_whyfolio/changes", more=more)
    assert not answer.startswith(b"HTTP/1.1 101")


def test_follow_tells_where_the_note_stands_that_is_edited(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path).write("content/stories/open.md", told("It began."))
    folio.entry("stories/mine", "date: 2026-09\nwhat: Mine.\n")
    with preview(folio, "--follow") as started:
        assert "followed" not in started.news()
        folio.write("content/stories/open.md", told("It went on."))
        assert soon(lambda: started.news().get("followed") == STORY)
        folio.entry("stories/mine", "date: 2026-09\nwhat: Mine alone.\n")
        assert soon(lambda: started.news().get("followed") == "/private/stories/mine/")
        folio.write("themes/overrides/x.css", "h1 { color: red }\n")
        at_rest(started)
        assert started.news()["followed"] == "/private/stories/mine/"
