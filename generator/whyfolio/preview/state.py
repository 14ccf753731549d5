"""The portfolio in memory and the last good pages of each audience."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from whyfolio.build import Opened, Pages, open_portfolio
from whyfolio.diagnostics import Diagnostic
from whyfolio.errors import Refused
from whyfolio.model.audience import Audience
from whyfolio.portfolio.view import select


@dataclass(frozen=True, slots=True)
class Change:
    """What one tab has to do: nothing, swap its styles, or load its page again."""

    epoch: str
    number: int
    reload: bool
    styles: str
    errors: tuple[Diagnostic, ...]


class Site:
    """All three audiences of one project. Reading is lock-free; refreshing swaps one value."""

    def __init__(self, project: Path, today: Callable[[], date]) -> None:
        self.project = project
        self.epoch = secrets.token_hex(8)
        self._today = today
        self._lock = threading.Lock()
        self._opened: Opened = open_portfolio(project, today())
        self._pages: dict[Audience, Pages] = {}
        self._good: dict[Audience, Pages] = {}
        self._faults: tuple[Diagnostic, ...] = ()
        self.number = 0

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What keeps the newest state from being shown."""
        errors = tuple(found for found in self._opened.diagnostics if found.is_error)
        return (*errors, *self._faults)

    @property
    def sources(self) -> dict[str, str]:
        """The sources, for drawing a diagnostic's line."""
        return dict(self._opened.sources)

    def refresh(self) -> None:
        """Read everything again; the old pages stay until new ones can be made."""
        opened = open_portfolio(self.project, self._today())
        with self._lock:
            self._opened = opened
            self._pages = {}
            self._faults = ()
            self.number += 1

    def pages(self, audience: Audience) -> Pages | None:
        """The newest pages that could be planned; with an error, the last good ones."""
        with self._lock:
            if audience not in self._pages:
                self._plan(audience)
            return self._pages.get(audience) or self._good.get(audience)

    def _plan(self, audience: Audience) -> None:
        if any(found.is_error for found in self._opened.diagnostics) and audience in self._good:
            return
        view = select(self._opened.portfolio, audience, drafts=True)
        try:
            self._pages[audience] = self._good[audience] = Pages(view, self.project)
        except Refused as refused:
            self._faults = (*self._faults, refused.diagnostic)

    def read(self, audience: Audience, path: str) -> bytes | None:
        """One file of one audience; None where there is none."""
        pages = self.pages(audience)
        if pages is None:
            return None
        try:
            return pages.read(path)
        except Refused as refused:
            self._faults = tuple({*self._faults, refused.diagnostic})
            return None

    def digest(self, audience: Audience, path: str) -> str:
        """A short hash of a file's bytes; "" where there is none."""
        content = self.read(audience, path)
        return hashlib.sha256(content).hexdigest()[:16] if content is not None else ""

    def styles(self, audience: Audience) -> str:
        """The address of the style sheet within the audience's site."""
        pages = self.pages(audience)
        sheets = [path for path in pages.paths if path.endswith(".css")] if pages else []
        return sheets[0] if sheets else ""
