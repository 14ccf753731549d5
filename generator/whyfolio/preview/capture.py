"""What the author types in the preview: a line for the log, an answer to the coach's question.

Written is by the same code as on the terminal. Asked for is a token beside the gate: it is told
on the author's own pages alone, and is another one in every preview. The coach is loaded when it
is first needed: nobody waits for it with the first page.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse

from whyfolio.dataclass import dataclass
from whyfolio.errors import Refused, UsageError
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry
from whyfolio.outputs.addresses import address_of
from whyfolio.preview.shelf import INDEX
from whyfolio.preview.state import Site
from whyfolio.scaffold.growing import NotRead
from whyfolio.scaffold.journal import add_line

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from whyfolio.coach.answering import Waiting

LARGEST = 16_384
PATIENCE = 5.0
Said = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Fault(Exception):
    """Why nothing was written; ``status`` is that of the answer."""

    status: int
    message: str


class Capture:
    """The ways to write from the preview."""

    def __init__(self, site: Site) -> None:
        self.token = secrets.token_urlsafe(18)
        self._site = site

    async def log(self, request: Request) -> Response:
        """Add one dated line to the log."""
        return await self._write(request, self._log)

    async def answer(self, request: Request) -> Response:
        """Write the answer to a question into its entry."""
        return await self._write(request, self._answer)

    async def question(self, request: Request) -> Response:
        """The question about the entry of a page, else the one to which an answer adds most."""
        path, skipped = request.query_params.get("path", ""), request.query_params.getlist("skip")
        try:
            found = await run_in_threadpool(self._question, path, frozenset(skipped))
        except Refused as refused:
            return JSONResponse({"error": refused.diagnostic.message}, 409)
        return JSONResponse(found)

    async def _write(self, request: Request, write: Callable[[Said], Said]) -> Response:
        try:
            async with asyncio.timeout(PATIENCE):
                said = _said(request.headers.get("content-type", ""), await _body(request))
            self._check(said)
            return JSONResponse(await run_in_threadpool(write, said))
        except Exception as error:  # noqa: BLE001 - told in the page, as all that goes wrong
            status, message = _why(error)
            return JSONResponse({"error": message}, status)

    def _check(self, said: Said) -> None:
        if not secrets.compare_digest(said.get("token", "").encode(), self.token.encode()):
            raise Fault(403, "the preview was started anew: load the page again")

    def _log(self, said: Said) -> Said:
        today = self._site.today()
        return {"line": add_line(self._site.project, said.get("text", ""), today)}

    def _question(self, path: str, skipped: Collection[str]) -> Said:
        from whyfolio.coach.answering import setting_of, waiting
        from whyfolio.coach.understood import offered

        portfolio = self._site.reading.source.portfolio
        entry = self._entry_at(path)
        if entry is not None:
            found = self._asked_of(entry)
        else:
            found = waiting(
                portfolio.entries, lambda one: setting_of(self._site.project, portfolio, one)
            )
        asked = next((one for one in found if _name(one) not in skipped), None)
        if asked is None:
            return {}
        return {
            "name": _name(asked),
            "ref": asked.entry.ref,
            "title": asked.entry.title,
            "text": asked.question.text,
            "offered": offered(asked.question),
        }

    def _answer(self, said: Said) -> Said:
        from whyfolio.coach.answering import setting_of, write_answer
        from whyfolio.coach.understood import understand

        reading, project = self._site.reading, self._site.project
        entry = reading.source.portfolio.by_ref.get(said.get("name", "").partition(" ")[0])
        found = self._asked_of(entry) if entry else []
        asked = next((one for one in found if _name(one) == said["name"]), None)
        typed = " ".join(said.get("text", "").split())
        if asked is None:
            raise Fault(409, "this is answered already, or its note has changed")
        if not typed:
            raise Fault(422, "there are no words in it")
        today = reading.source.portfolio.today
        understood = understand(asked.question, typed, project, today)
        setting = setting_of(project, reading.source.portfolio, asked.entry)
        write_answer(project, setting, asked, understood)
        return {"ref": asked.entry.ref}

    def _asked_of(self, entry: Entry) -> list[Waiting]:
        from whyfolio.coach.answering import Waiting, setting_of
        from whyfolio.coach.deepening import questions

        portfolio = self._site.reading.source.portfolio
        setting = setting_of(self._site.project, portfolio, entry)
        return [Waiting(entry, question) for question in questions(entry, setting)]

    def _entry_at(self, path: str) -> Entry | None:
        shelf = self._site.shelf(Audience.PRIVATE)
        address = f"/{path.removesuffix(INDEX)}"
        seen = shelf.view.entries if shelf else ()
        refs = [entry.ref for entry in seen if address_of(entry) == address]
        return self._site.reading.source.portfolio.by_ref.get(refs[0]) if refs else None


def _why(error: Exception) -> tuple[int, str]:
    """Why nothing was written: the status and the words of the answer."""
    from whyfolio.coach.understood import NoAnswer

    match error:
        case Fault():
            return error.status, error.message
        case TimeoutError():
            return 408, "that took too long"
        case Refused():
            found = error.diagnostic
            return 409, f"{found.message}; {found.hint}".removesuffix("; ")
        case NoAnswer():
            return 422, f"that {error}"
        case UsageError() | NotRead():
            return 422, str(error)
        case _:
            return 500, f"whyfolio itself failed: {type(error).__name__}: {error}"


def _name(asked: Waiting) -> str:
    return f"{asked.entry.ref} {'.'.join(map(str, asked.question.steps))}"


async def _body(request: Request) -> bytes:
    content = b""
    async for chunk in request.stream():
        content += chunk
        if len(content) > LARGEST:
            raise Fault(413, "that is too long for one line")
    return content


def _said(kind: str, content: bytes) -> Said:
    """What was sent, as a form or as JSON; texts only."""
    kind = kind.partition(";")[0].strip().casefold()
    if kind not in {"application/json", "application/x-www-form-urlencoded"}:
        raise Fault(415, "only a form or JSON is read here")
    try:
        text = content.decode()
        said = json.loads(text) if kind.endswith("json") else dict(parse_qsl(text))
    except (ValueError, RecursionError):
        raise Fault(400, "this cannot be read") from None
    if not isinstance(said, dict) or not all(isinstance(held, str) for held in said.values()):
        raise Fault(400, "this cannot be read")
    return said
