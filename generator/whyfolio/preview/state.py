"""The portfolio in memory and the last good pages of each audience."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from whyfolio.build import Opened, Pages, open_portfolio
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.errors import Refused
from whyfolio.model.audience import Audience
from whyfolio.portfolio.view import select


@dataclass(frozen=True, slots=True)
class Sight:
    """One file as it is shown now, and what a tab must know to notice the next change.

    ``content`` is None where there is no such file. ``digest`` leaves out the address of the
    style sheet, so that other styles alone are no other page.
    """

    content: bytes | None
    number: int
    digest: str
    styles: str
    errors: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Planned:
    pages: Pages | None
    fault: Diagnostic | None = None


@dataclass(frozen=True, slots=True)
class _State:
    """One reading of the project. Swapped as a whole; only what is made on request is added."""

    source: Opened
    number: int
    errors: tuple[Diagnostic, ...]
    sound: bool
    planned: dict[Audience, _Planned] = field(default_factory=dict)
    faults: dict[tuple[Audience, str], Diagnostic] = field(default_factory=dict)

    def all_errors(self) -> tuple[Diagnostic, ...]:
        planning = [planned.fault for planned in list(self.planned.values()) if planned.fault]
        return tuple(dict.fromkeys([*self.errors, *planning, *list(self.faults.values())]))


class Site:
    """All three audiences of one project, for any number of threads.

    Nothing is planned before it is asked for. Whatever goes wrong after the start, ours or the
    author's, is an error beside the last good pages.
    """

    def __init__(self, project: Path, today: Callable[[], date]) -> None:
        self.project = project
        self.epoch = secrets.token_hex(8)
        self._today = today
        self._planning = threading.Lock()
        self._good: dict[Audience, Pages] = {}
        self._shown: dict[tuple[Audience, str], bytes] = {}
        opened = open_portfolio(project, today())
        errors = _errors(opened)
        self._state = _State(opened, 0, errors, sound=not errors)

    @property
    def number(self) -> int:
        """Grows by one whenever the project was read again."""
        return self._state.number

    def refresh(self) -> None:
        """Read everything again; with an error, the last sound reading goes on being shown."""
        old = self._state
        opened: Opened | None = None
        try:
            opened = open_portfolio(self.project, self._today())
            errors = _errors(opened)
        except Exception as error:  # noqa: BLE001 - the thread that watches must live on
            errors = (_own_fault(error),)
        number = old.number + 1
        if opened is None or (errors and old.sound):
            self._state = _State(old.source, number, errors, old.sound, old.planned)
        else:
            self._state = _State(opened, number, errors, sound=not errors)

    def look(self, audience: Audience, path: str) -> Sight:
        """One file of one audience, and what to compare it with later."""
        state, pages = self._pages(audience)
        content = self._read(state, pages, audience, path)
        styles = _styles(pages)
        digest = _digest(content, styles) if content is not None else ""
        return Sight(content, state.number, digest, styles, state.all_errors())

    def read(self, audience: Audience, path: str) -> bytes | None:
        """One file of one audience; None where there is none."""
        return self._read(*self._pages(audience), audience, path)

    def has(self, audience: Audience, path: str) -> bool:
        """Whether the audience's site has this file; nothing is rendered."""
        _, pages = self._pages(audience)
        return pages is not None and path in pages.paths

    def _pages(self, audience: Audience) -> tuple[_State, Pages | None]:
        with self._planning:
            state = self._state
            if audience not in state.planned:
                state.planned[audience] = self._plan(state, audience)
            return state, state.planned[audience].pages

    def _plan(self, state: _State, audience: Audience) -> _Planned:
        try:
            pages = Pages(select(state.source.portfolio, audience, drafts=True), self.project)
        except Exception as error:  # noqa: BLE001 - shown in the page, which a traceback is not
            return _Planned(self._good.get(audience), _fault(error))
        self._good[audience] = pages
        return _Planned(pages)

    def _read(
        self, state: _State, pages: Pages | None, audience: Audience, path: str
    ) -> bytes | None:
        try:
            content = pages.read(path) if pages else None
        except Exception as error:  # noqa: BLE001 - the same
            state.faults[audience, path] = _fault(error)
            return self._shown.get((audience, path))
        if content is not None and path.endswith(".html"):
            self._shown[audience, path] = content
        return content


def _styles(pages: Pages | None) -> str:
    """The address of the style sheet within the audience's site."""
    paths = pages.paths if pages else ()
    return next((path for path in paths if path.endswith(".css")), "")


def _digest(content: bytes, styles: str) -> str:
    same = content.replace(styles.encode(), b"") if styles else content
    return hashlib.sha256(same).hexdigest()[:16]


def _errors(opened: Opened) -> tuple[Diagnostic, ...]:
    return tuple(found for found in opened.diagnostics if found.is_error)


def _fault(error: Exception) -> Diagnostic:
    return error.diagnostic if isinstance(error, Refused) else _own_fault(error)


def _own_fault(error: Exception) -> Diagnostic:
    message = f"whyfolio itself failed: {type(error).__name__}: {error}"
    hint = "`whyfolio build --debug` shows where; the next change is tried again"
    return Diagnostic("E712", Place("whyfolio.toml"), message, hint)
