"""What somebody waits for at a running server: its first page, and each save."""

from __future__ import annotations

import itertools
import math
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tools.chromium import Tab

from tests.bench.peers import NOTE, Site
from tests.bench.taken import put_away

_PATIENCE = 20.0  # seconds
_PAUSE = 0.6  # between two saves: nobody saves faster, and none falls into the rest of another
_counted = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs; ``start`` is how many seconds it took to its first page."""

    site: Site
    port: int
    start: float
    running: subprocess.Popen[bytes]

    def page(self) -> str:
        """The page of the note that is edited; "" while there is none."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        with suppress(OSError, HTTPException):
            connection.request("GET", self.site.address)
            answer = connection.getresponse()
            body = answer.read().decode("utf-8", "replace")
            return body if answer.status == 200 else ""
        return ""

    @property
    def url(self) -> str:
        """Where a browser finds that page."""
        return f"http://127.0.0.1:{self.port}{self.site.address}"


@contextmanager
def served(site: Site, *, anew: bool = False) -> Iterator[Served]:
    """A server of a site; ``anew`` makes it find nothing of builds before."""
    if anew:
        put_away(site.root, *site.kept)
    port = _free_port()
    command = [part.format(port=port) for part in site.serve]
    begun = time.perf_counter()
    running = subprocess.Popen(
        command,
        cwd=site.root,
        env=site.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        server = Served(site, port, 0.0, running)
        _wait(server.page)
        yield Served(site, port, time.perf_counter() - begun, running)
    finally:
        _stopped(running)


def to_the_end(server: Served) -> float:
    """Seconds from Ctrl+C to the end of the program."""
    begun = time.perf_counter()
    _stopped(server.running)
    return time.perf_counter() - begun


def to_bytes(server: Served, times: int) -> list[float]:
    """Seconds from each save to the first answer that holds what was saved."""
    found = []
    for _ in range(times):
        said = _save(server.site.root / NOTE)
        begun = time.perf_counter()
        _wait(lambda said=said: said in server.page())
        found.append(time.perf_counter() - begun)
        time.sleep(_PAUSE)
    return found


def to_browser(server: Served, tab: Tab, times: int) -> list[float]:
    """Seconds from each save until a browser that shows the page shows what was saved.

    Some servers now and then forget to tell it: that took for ever.
    """
    tab.open(server.url)
    time.sleep(1.0)  # the page asks to be told
    found = []
    for _ in range(times):
        said = _save(server.site.root / NOTE)
        begun = time.perf_counter()
        try:
            _wait(lambda said=said: _shows(tab, said))
            found.append(time.perf_counter() - begun)
        except TimeoutError:
            found.append(math.inf)
            tab.open(server.url)
        time.sleep(_PAUSE)
    return found


def _stopped(running: subprocess.Popen[bytes]) -> None:
    if running.poll() is None:
        running.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            running.wait(10)
    with suppress(ProcessLookupError):  # some leave children behind, which go on building
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()


def _shows(tab: Tab, said: str) -> bool:
    try:
        return bool(tab.ask(f"document.body.innerText.includes({said!r})"))
    except RuntimeError:  # between two pages there is none
        return False


def _save(note: Path) -> str:
    said = f"Saved {next(_counted)} times."
    note.write_text(note.read_text(encoding="utf-8").rstrip() + f"\n\n{said}\n", encoding="utf-8")
    return said


def _wait(true: Callable[[], object]) -> None:
    end = time.perf_counter() + _PATIENCE
    while not true():
        if time.perf_counter() > end:
            raise TimeoutError("nothing came")
        time.sleep(0.002)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
