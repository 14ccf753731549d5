"""The web application of the preview: bytes from memory, for this machine only."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from importlib.resources import files
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from whyfolio.model.audience import Audience
from whyfolio.preview.injection import OWN, with_bar
from whyfolio.preview.state import Sight, Site

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

OK = 200
MISSING = 404
WAIT = 25.0
STEP = 0.02
# A browser opens six connections to one server: this many may wait, so that pages still load.
WAITING = 4
EMPTY = b"<!doctype html><html lang=en><head><title>whyfolio</title></head><body></body></html>"
TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "csv": "text/csv; charset=utf-8",
}
SAFE = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


def application(
    site: Site, hosts: Iterable[str], stopping: Callable[[], bool] = lambda: False
) -> ASGIApp:
    """The preview as an ASGI application.

    Args:
        site: what is shown.
        hosts: the only names that it answers to.
        stopping: once true, no request waits any longer.
    """
    places = asyncio.Semaphore(WAITING)

    async def root(_request: Request) -> Response:
        return RedirectResponse("/private/", headers=SAFE)

    async def asset(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in {"client.js", "bar.css"}:
            return _plain(MISSING, "not found")
        source = files("whyfolio").joinpath("preview", "assets", name)
        return _typed(name, source.read_bytes())

    async def page(request: Request) -> Response:
        return await run_in_threadpool(
            _page, site, request.path_params["audience"], request.path_params["path"]
        )

    async def changes(request: Request) -> Response:
        crowded = places.locked()
        if not crowded:
            async with places:
                await _change(site, request, stopping)
        news = await run_in_threadpool(_news, site, request)
        return JSONResponse({**news, "crowded": crowded}, headers=SAFE)

    async def others(request: Request) -> Response:
        path = request.query_params.get("path", "")
        marks = await run_in_threadpool(lambda: [m.value for m in Audience if site.has(m, path)])
        return JSONResponse(marks, headers=SAFE)

    app = Starlette(
        routes=[
            Route("/", root),
            Route(f"{OWN}/changes", changes),
            Route(f"{OWN}/others", others),
            Route(f"{OWN}/{{name}}", asset),
            Route("/{audience}", _bare),
            Route("/{audience}/{path:path}", page),
        ]
    )
    return _OnlyHosts(app, frozenset(host.casefold() for host in hosts))


async def _bare(request: Request) -> Response:
    return RedirectResponse(f"/{request.path_params['audience']}/", headers=SAFE)


class _OnlyHosts:
    """Refuses every request that did not mean this machine: no other site may read the preview."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {key: value.decode("latin-1") for key, value in scope["headers"]}
        origin = headers.get(b"origin", "")
        foreign = origin and _host(origin.partition("://")[2]) not in self._hosts
        if _host(headers.get(b"host", "")) not in self._hosts or foreign:
            await Response(status_code=403)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _host(authority: str) -> str:
    """The host of `host:port`, `[::1]:port` or `host`."""
    if authority.startswith("["):
        return authority.partition("]")[0].removeprefix("[").casefold()
    return authority.partition(":")[0].casefold()


def _page(site: Site, audience_name: str, path: str) -> Response:
    try:
        audience = Audience(audience_name)
    except ValueError:
        return _plain(MISSING, "not found")
    wanted = f"{path}index.html" if not path or path.endswith("/") else path
    sight = site.look(audience, wanted)
    content, status = sight.content, OK
    if content is None:
        if site.has(audience, f"{wanted}/index.html"):
            return RedirectResponse(f"/{audience}/{path}/", headers=SAFE)
        status, content = MISSING, site.read(audience, "404.html") or EMPTY
    if status == OK and not wanted.endswith(".html"):
        return _typed(wanted, content)
    state = _told(site, sight, audience, wanted)
    shown = with_bar(content, audience, wanted, state)
    return Response(shown, status, headers={**SAFE, "Content-Type": TYPES["html"]})


async def _change(site: Site, request: Request, stopping: Callable[[], bool]) -> None:
    """Wait until something changed since the tab that asks was told, but no longer than a while."""
    asked = request.query_params
    known = (asked.get("epoch"), asked.get("number"))
    clock = asyncio.get_running_loop().time
    deadline = clock() + WAIT
    # The number grows in the watcher's thread, which knows no event of this loop.
    while (site.epoch, str(site.number)) == known and clock() < deadline:
        if stopping() or await request.is_disconnected():
            return
        await asyncio.sleep(STEP)


def _news(site: Site, request: Request) -> dict[str, object]:
    asked = request.query_params
    try:
        audience = Audience(asked.get("audience", ""))
    except ValueError:
        return {"epoch": site.epoch, "number": site.number}
    path = asked.get("path", "index.html")
    return _told(site, site.look(audience, path), audience, path)


def _told(site: Site, sight: Sight, audience: Audience, path: str) -> dict[str, object]:
    """What a tab has to know: all of it from one look, or a change between two would be lost."""
    return {
        "epoch": site.epoch,
        "number": sight.number,
        "audience": audience.value,
        "path": path,
        "digest": sight.digest,
        "styles": sight.styles,
        "errors": [found.as_json() for found in sight.errors],
    }


def _typed(path: str, content: bytes) -> Response:
    kind = TYPES.get(path.rsplit(".", 1)[-1].lower(), "application/octet-stream")
    return Response(content, headers={**SAFE, "Content-Type": kind})


def _plain(status: int, text: str) -> Response:
    return Response(text, status, headers={**SAFE, "Content-Type": TYPES["txt"]})
