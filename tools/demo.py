"""The example portfolio as sites in a folder, and a folder as a site on a port of this machine."""

from __future__ import annotations

import gzip
import http.server
import io
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from whyfolio.build import artifacts, open_portfolio
from whyfolio.model.audience import Audience
from whyfolio.portfolio.view import select

ROOT = Path(__file__).resolve().parents[1]
DAY = date(2026, 11, 21)
PACKED = {".html", ".css", ".svg", ".xml", ".json", ".txt", ".js"}
AUDIENCES = ("public", "review", "private")


def built(folder: Path, audiences: tuple[str, ...] = AUDIENCES, project: Path = ROOT) -> None:
    """The sites of a portfolio, one folder an audience, without touching its `site/`."""
    opened = open_portfolio(project, DAY)
    for audience in audiences:
        for artifact in artifacts(select(opened.portfolio, Audience(audience)), project):
            target = folder / audience / artifact.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(artifact.content)


class _Server(http.server.ThreadingHTTPServer):
    """Lets as many wait as a busy machine keeps waiting, instead of turning them away."""

    request_queue_size = 128


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder below a path, with the same header on every answer, and logs nothing."""

    def __init__(
        self,
        *arguments: object,
        below: str,
        headers: Mapping[str, str],
        packed: bool,
        directory: str,
    ) -> None:
        self._below, self._headers, self._packed = below, headers, packed
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        """The file of an address; one that is never there for an address beside the site."""
        inside = path.removeprefix(self._below)
        return super().translate_path("/" + inside if inside != path else "/\0")

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """The head of an answer, and what follows: packed, as hosts send texts."""
        path = Path(self.translate_path(urlsplit(self.path).path))
        path = path / "index.html" if path.is_dir() else path
        if not (self._packed and path.suffix in PACKED and path.is_file()):
            return super().send_head()
        body = gzip.compress(path.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", f"{self.guess_type(path)}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def list_directory(self, path: object) -> None:  # noqa: ARG002 - the base class calls it so
        """Refuse: a folder without a page of its own is a broken link."""
        self.send_error(404)

    def end_headers(self) -> None:
        """Add the headers that the site is to be served with."""
        for name, value in self._headers.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""


@contextmanager
def served(
    folder: Path,
    below: str = "/",
    headers: Mapping[str, str] | None = None,
    *,
    packed: bool = False,
) -> Iterator[str]:
    """A folder over HTTP, below a path that begins and ends with "/"; its address without it.

    Args:
        folder: what is served.
        below: where the site begins, "/" or "/a/path/".
        headers: what every answer carries besides.
        packed: whether texts are sent with gzip, as hosts do.
    """
    answer = partial(
        _Quiet, directory=str(folder), below=below, headers=headers or {}, packed=packed
    )
    server = _Server(("127.0.0.1", 0), answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
