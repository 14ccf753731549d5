"""Who may ask: this machine's own browser, on the preview's own pages. Everybody else gets nothing.

A page of another site can make a browser send requests here. It cannot choose their `Host`, their
`Origin` or their `Sec-Fetch-Site`, and so by these three it is told apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping
from typing import TYPE_CHECKING, Any

from starlette.datastructures import MutableHeaders
from starlette.responses import Response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

READING = frozenset(["GET", "HEAD"])
REFUSED = 403
MISSING = 404
SAFE = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Gate:
    """Lets requests pass that meant this preview, and sends no answer that could be kept.

    Args:
        app: what answers.
        hosts: this machine's names.
        allowed: further names, which a proxy may give the preview.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str], allowed: Iterable[str] = ()) -> None:
        self._app = app
        self._allowed = frozenset(host.casefold() for host in allowed)
        self._hosts = frozenset(host.casefold() for host in hosts) | self._allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {
            key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]
        }
        writes = scope["method"] not in READING
        if not self._meant(headers) or (writes and "origin" not in headers):
            await Response(status_code=REFUSED)(scope, receive, send)
        elif not _plain_path(scope["path"]):
            await Response(status_code=MISSING, headers=SAFE)(scope, receive, send)
        else:
            await self._app(scope, receive, _with_safe_headers(send))

    def _meant(self, headers: Mapping[str, str]) -> bool:
        host = headers.get("host", "")
        if host_of(host) not in self._hosts:
            return False
        origin = headers.get("origin")
        if origin is not None and not self._own(origin, host):
            return False
        # A link from another site may lead here; nothing of another site may load or send.
        beside = headers.get("sec-fetch-site", "none") in {"cross-site", "same-site"}
        return not beside or headers.get("sec-fetch-mode") == "navigate"

    def _own(self, origin: str, host: str) -> bool:
        authority = origin.partition("://")[2]
        return authority.casefold() == host.casefold() or host_of(authority) in self._allowed


def host_of(authority: str) -> str:
    """The host of `host:port`, `[::1]:port` or `host`."""
    if authority.startswith("["):
        return authority.partition("]")[0].removeprefix("[").casefold()
    return authority.partition(":")[0].casefold()


def _plain_path(path: str) -> bool:
    """Whether a decoded path is one that a page can have; the rest is somebody trying."""
    parts = path.split("/")
    return (
        path.startswith("/")
        and "\\" not in path
        and path.isprintable()
        and not any(part in {".", ".."} for part in parts)
        and "" not in parts[1:-1]
    )


def _with_safe_headers(send: Send) -> Send:
    async def sent(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in SAFE.items():
                headers[name] = value
        await send(message)

    return sent
