"""The web application of the preview: bytes from memory, for this machine only."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from importlib.resources import files
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from whyfolio.model.audience import Audience
from whyfolio.preview.capture import Capture
from whyfolio.preview.gate import Gate
from whyfolio.preview.hiding import look_at
from whyfolio.preview.injection import OWN, with_bar
from whyfolio.preview.news import SITES, News
from whyfolio.preview.state import Site
from whyfolio.preview.waiting import Bell

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp

OK = 200
MISSING = 404
EMPTY = b"<!doctype html><html lang=en><head><title>whyfolio</title></head><body></body></html>"
ASSETS = frozenset(["client.js", "bar.css"])
TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
}


def application(
    site: Site,
    hosts: Iterable[str],
    stopping: Callable[[], bool] = lambda: False,
    *,
    allowed: Iterable[str] = (),
    bell: Bell | None = None,
    follow: bool = False,
) -> ASGIApp:
    """The preview as an ASGI application.

    Args:
        site: what is shown.
        hosts: this machine's names; it answers to these only,
        allowed: and to these, which a proxy may give it.
        stopping: once true, no request waits any longer.
        bell: wakes the tabs that wait.
        follow: whether a tab shows the page of the note that is edited.
    """
    bell = bell or Bell()
    site.listen(bell.ring)
    capture = Capture(site)
    news = News(site, capture.token, follow=follow)

    async def page(request: Request) -> Response:
        asked = request.path_params
        return await run_in_threadpool(_page, site, news, asked["site"], asked["path"])

    async def changes(request: Request) -> Response:
        known = (request.query_params.get("epoch"), request.query_params.get("number"))

        def over() -> bool:
            return stopping() or (site.epoch, str(site.number)) != known

        waited = over() or await bell.wait(request, over)
        asked = request.query_params
        told = await run_in_threadpool(
            news.of, asked.get("audience", ""), asked.get("path", "index.html")
        )
        return JSONResponse({**told, "crowded": not waited})

    return Gate(
        Starlette(
            routes=[
                Route("/", _to("/private/")),
                Route(f"{OWN}/changes", changes),
                Route(f"{OWN}/hidden", _hidden_of(site)),
                Route(f"{OWN}/question", capture.question),
                Route(f"{OWN}/log", capture.log, methods=["POST"]),
                Route(f"{OWN}/answer", capture.answer, methods=["POST"]),
                Route(f"{OWN}/{{name}}", _asset),
                Route("/{site}", _bare),
                Route("/{site}/{path:path}", page),
            ]
        ),
        hosts,
        allowed,
    )


def _hidden_of(site: Site) -> Callable[[Request], Awaitable[Response]]:
    async def hidden(request: Request) -> Response:
        path = request.query_params.get("path", "")
        return JSONResponse(await run_in_threadpool(_hidden, site, path))

    return hidden


def _to(address: str) -> Callable[[Request], Response]:
    return lambda _request: RedirectResponse(address)


async def _bare(request: Request) -> Response:
    name = request.path_params["site"]
    return RedirectResponse(f"/{name}/") if name in SITES else _plain("not found")


async def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in ASSETS:
        return _plain("not found")
    source = files("whyfolio").joinpath("preview", "assets", name)
    return _typed(name, source.read_bytes())


def _page(site: Site, news: News, name: str, path: str) -> Response:
    if name not in SITES:
        return _plain("not found")
    wanted = f"{path}index.html" if not path or path.endswith("/") else path
    sight = site.look(name, wanted)
    content, status = sight.content, OK
    if content is None:
        if site.has(name, f"{wanted}/index.html"):
            return RedirectResponse(f"/{name}/{path}/")
        status, content = MISSING, site.read(name, "404.html") or EMPTY
    if status == OK and not wanted.endswith(".html"):
        return _typed(wanted, content)
    shown = with_bar(content, name, wanted, news.start(sight, name, wanted))
    return Response(shown, status, headers={"Content-Type": TYPES["html"]})


def _hidden(site: Site, path: str) -> dict[str, object]:
    """What a page hides; nothing where a page is at fault, which is told elsewhere."""
    shelves = {audience: site.shelf(audience) for audience in Audience}
    planned = {audience: shelf for audience, shelf in shelves.items() if shelf is not None}
    if len(planned) < len(shelves):
        return {"mark": "", "hidden": []}
    try:
        look = look_at(path, site.reading.source.portfolio, planned)
    except Exception:  # noqa: BLE001 - as told above
        return {"mark": "", "hidden": []}
    told = [
        {"audience": found.audience.value, "there": found.there, "lines": list(found.lines)}
        for found in look.hidden
    ]
    return {"mark": look.mark, "hidden": told}


def _typed(path: str, content: bytes) -> Response:
    kind = TYPES.get(path.rsplit(".", 1)[-1].lower(), "application/octet-stream")
    return Response(content, headers={"Content-Type": kind})


def _plain(text: str) -> Response:
    return Response(text, MISSING, headers={"Content-Type": TYPES["txt"]})
