"""Tabs that wait for a change: woken from the watcher's thread, idle until then."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request

LONGEST = 25.0
# A browser opens six connections to one server: this many may wait, so that pages still load.
PLACES = 4


class Bell:
    """Wakes everybody who waits; may be rung in any thread and at any time."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Wake them all."""
        for waiter in tuple(self._waiting):
            with contextlib.suppress(RuntimeError):  # its loop has ended, and nobody waits there
                waiter.get_loop().call_soon_threadsafe(_wake, waiter)

    async def wait(self, request: Request, over: Callable[[], bool]) -> bool:
        """Wait until ``over`` after a ring, a while at most; False at once where it is crowded."""
        if len(self._waiting) >= PLACES:
            return False
        gone = asyncio.ensure_future(_gone(request))
        clock = asyncio.get_running_loop().time
        end = clock() + LONGEST
        try:
            while not (over() or gone.done() or clock() >= end):
                await self._once(gone, end - clock(), over)
        finally:
            gone.cancel()
        return True

    async def _once(
        self, gone: asyncio.Future[None], seconds: float, over: Callable[[], bool]
    ) -> None:
        waiter = asyncio.get_running_loop().create_future()
        self._waiting.add(waiter)
        try:
            if not over():  # a ring between the last look and this one was for nobody
                await asyncio.wait(
                    {waiter, gone}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED
                )
        finally:
            self._waiting.discard(waiter)


def _wake(waiter: asyncio.Future[None]) -> None:
    if not waiter.done():
        waiter.set_result(None)


async def _gone(request: Request) -> None:
    """Ends when the browser has closed the connection."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
