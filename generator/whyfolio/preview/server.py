"""Run the preview: one server, one watcher, until Ctrl+C."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.errors import Refused
from whyfolio.preview.state import Site
from whyfolio.preview.watcher import Watcher
from whyfolio.render.theme import packaged_themes

HERE = ("localhost", "127.0.0.1", "::1")
NEXT_PORTS = 10
HIGHEST_PORT = 65535
Ready = Callable[[str, bool], None]


def serve(
    project: Path,
    today: Callable[[], date],
    ready: Ready,
    *,
    port: int = 4321,
    allow_hosts: Sequence[str] = (),
    poll: bool = False,
) -> None:
    """Serve all three audiences to this machine until interrupted; never writes `site/`.

    Args:
        project: the folder that holds `whyfolio.toml`.
        today: asked again at every change, so that a preview left open over night is right.
        ready: told the address once it answers, and whether changes are found by polling only.
        port: the first port to try; the ten after it are tried too.
        allow_hosts: names besides this machine's own that may be asked for.
        poll: look for changes by polling, where the file system sends no events.

    Raises:
        Refused: no port is free (E711).
    """
    import uvicorn

    from whyfolio.preview.app import application

    listener = _listen(port)
    # The first look comes before the first reading, or a change between them would be lost.
    watcher = Watcher(project, (packaged_themes(),), lambda: site.refresh(), poll=poll)  # noqa: PLW0108
    site = Site(project, today)
    app = application(site, (*HERE, *allow_hosts), lambda: server.should_exit)
    config = uvicorn.Config(
        app, log_level="error", access_log=False, lifespan="off", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    watcher.start()
    try:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/private/"
        ready(address, watcher.polls_only)
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        pass
    finally:
        watcher.stop()
        listener.close()


def _listen(port: int) -> socket.socket:
    last = min(port + NEXT_PORTS, HIGHEST_PORT) if port else 0
    for number in range(port, last + 1):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name == "posix":  # elsewhere it would let two programs share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", number))
        except (OSError, OverflowError):
            listener.close()
            continue
        listener.listen(128)
        listener.setblocking(False)  # noqa: FBT003 - a socket's own signature
        return listener
    message = f"no port from {port} to {last} is free"
    if not 0 <= port <= HIGHEST_PORT:
        message = f"there is no port {port}"
    raise Refused(Diagnostic("E711", Place("whyfolio.toml"), message, "choose one with --port"))
