"""Run the preview: one server, one watcher, until Ctrl+C."""

from __future__ import annotations

import contextlib
import gc
import os
import socket
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.errors import Refused
from whyfolio.opened import again
from whyfolio.packaged import packaged_themes
from whyfolio.preview.state import Site
from whyfolio.preview.watcher import Watcher

HERE = ("localhost", "127.0.0.1", "::1")
NEXT_PORTS = 10
HIGHEST_PORT = 65535
QUEUE = 1024  # connections that may wait to be taken
LAST_WORDS: Any = 0.5  # seconds that answers under way have at the end; typed as whole ones
Ready = Callable[[str], None]


def serve(  # noqa: PLR0913
    project: Path,
    today: Callable[[], date],
    ready: Ready,
    told: Callable[[str], None],
    *,
    port: int = 4321,
    allow_hosts: Sequence[str] = (),
    follow: bool = False,
    poll: bool = False,
) -> None:
    """Serve all three audiences to this machine until interrupted; never writes `site/`.

    Args:
        project: the folder that holds `whyfolio.toml`.
        today: asked again at every look, so that a preview left open over night is right.
        ready: told the address once it answers.
        told: told what the author should know about the watching.
        port: the first port to try; the ten after it are tried too.
        allow_hosts: names besides this machine's own that may be asked for.
        follow: let a window show the page of the note that is edited.
        poll: look for changes by polling, where the file system sends no events.

    Raises:
        Refused: no port is free (E711).
    """
    listeners = _listen(port)
    try:
        # The first look comes before the first reading, or a change between them would be lost.
        watcher = Watcher(
            project,
            (packaged_themes(),),
            lambda changed: site.refresh(changed),  # noqa: PLW0108 - it is made below
            today=today,
            told=lambda words: _say(site, told, words),
            rest=lambda: _rested(site),
            poll=poll,
        )
        site = Site(project, today, read=again(project))
        _run(site, watcher, listeners, allow_hosts, ready, follow=follow)
    except KeyboardInterrupt:
        pass
    finally:
        for listener in listeners:
            listener.close()


def _run(
    site: Site,
    watcher: Watcher,
    listeners: Sequence[socket.socket],
    allow_hosts: Sequence[str],
    ready: Ready,
    *,
    follow: bool,
) -> None:
    import uvicorn

    from whyfolio.preview.app import application
    from whyfolio.preview.waiting import Bell

    bell = Bell()

    class Server(uvicorn.Server):
        """Wakes those who wait, so that the end need not wait for them."""

        def handle_exit(self, sig: int, frame: object) -> None:
            super().handle_exit(sig, frame)  # type: ignore[arg-type]
            bell.ring()

    app = application(
        site, HERE, lambda: server.should_exit, allowed=allow_hosts, bell=bell, follow=follow
    )
    config = uvicorn.Config(
        app,
        log_level="critical",
        access_log=False,
        lifespan="off",
        ws="none",
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=LAST_WORDS,
    )
    server = Server(config)
    watcher.start()
    try:
        ready(f"http://127.0.0.1:{listeners[0].getsockname()[1]}/private/")
        server.run(sockets=list(listeners))
    finally:
        watcher.stop()
        site.rest()


def _rested(site: Site) -> None:
    """Tidy up while nobody waits: what a preview has read is looked through for waste only once."""
    site.rest()
    gc.collect()
    if not gc.get_freeze_count():
        gc.freeze()


def _say(site: Site, told: Callable[[str], None], words: str) -> None:
    """Say once, here and in the page, how changes are noticed."""
    if words and words != site.remark:
        told(words)
    site.remark = words


def _listen(port: int) -> list[socket.socket]:
    """Sockets of this machine alone, on the first free port: for 127.0.0.1 and, if it can, ::1."""
    last = min(port + NEXT_PORTS, HIGHEST_PORT) if port else 0
    for number in range(port, last + 1):
        try:
            first = _bound(socket.AF_INET, "127.0.0.1", number)
        except (OSError, OverflowError):
            continue
        listeners = [first]
        with contextlib.suppress(OSError):
            listeners.append(_bound(socket.AF_INET6, "::1", first.getsockname()[1]))
        return listeners
    message = f"no port from {port} to {last} is free"
    if not 0 <= port <= HIGHEST_PORT:
        message = f"there is no port {port}"
    raise Refused(Diagnostic("E711", Place("whyfolio.toml"), message, "choose one with --port"))


def _bound(family: socket.AddressFamily, host: str, port: int) -> socket.socket:
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere it would let two programs share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(QUEUE)
        listener.setblocking(False)  # noqa: FBT003 - a socket's own signature
    except (OSError, OverflowError):
        listener.close()
        raise
    return listener
