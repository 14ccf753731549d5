"""A preview that runs as a program, for the tests that ask it."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.error import HTTPError
from urllib.request import urlopen

from tests.folio import Folio

OPEN = "date: 2026-09\naudience: public\nwhy: It helped.\n"
STORY = "/public/stories/open/"
DEADLINE = 5.0


@dataclass(frozen=True)
class Preview:
    """A preview that runs, and the project that it shows."""

    folio: Folio
    process: subprocess.Popen[str]
    port: int

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as refused:
            with refused:
                return refused.code, refused.read().decode()

    def news(self, known: str = "", page: str = "stories/open/index.html") -> dict[str, object]:
        _, text = self.get(f"/_whyfolio/changes?audience=public&path={page}&{known}")
        found: dict[str, object] = json.loads(text)
        return found

    def says(self, words: str, path: str = STORY) -> bool:
        return words in self.get(path)[1]

    def gone(self, path: str) -> bool:
        return self.get(path)[0] == 404


def soon(true: Callable[[], bool]) -> bool:
    """Whether it becomes true before the deadline."""
    end = time.monotonic() + DEADLINE
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.02)
    return true()


def at_rest(running: Preview) -> dict[str, object]:
    """What is told once every change so far was seen."""

    def resting() -> bool:
        number = running.news()["number"]
        time.sleep(0.2)
        return running.news()["number"] == number

    assert soon(resting)
    return running.news()


def told(story: str) -> str:
    return f"---\n{OPEN}what: {story}\n---\n"


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def preview(folio: Folio, *words: str, port: int | None = None) -> Iterator[Preview]:
    place = ["-C", str(folio.root), "--today", folio.today.isoformat()]
    command = [sys.executable, "-m", "whyfolio.cli.main", *place, "serve"]
    process = subprocess.Popen(
        [*command, "--port", str(port or free_port()), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "NO_COLOR": "1"},
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.match(r"http://127\.0\.0\.1:(\d+)/private/ ", line)
        assert found, line + (process.communicate(timeout=10)[1] if not line else "")
        yield Preview(folio, process, int(found[1]))
    finally:
        process.kill()
        process.communicate()
