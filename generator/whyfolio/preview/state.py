"""The portfolio in memory and the last good pages of each audience."""

from __future__ import annotations

import dataclasses
import hashlib
import secrets
import threading
from collections.abc import Callable, Collection, Mapping
from dataclasses import field
from datetime import date
from pathlib import Path
from typing import TypeVar

from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.errors import Refused
from whyfolio.imprint import Imprint
from whyfolio.memos import Memos
from whyfolio.model.audience import Audience
from whyfolio.opened import Opened, Reader, afresh
from whyfolio.portfolio.portfolio import Portfolio
from whyfolio.portfolio.retold import seen_again
from whyfolio.portfolio.view import View, select
from whyfolio.press import Press
from whyfolio.preview.shelf import Shelf
from whyfolio.preview.specimens import THEME, example_view, theme_plan
from whyfolio.scaffold.portfolio import example

C = TypeVar("C")
KEPT = 200


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
    shelf: Shelf | None
    fault: Diagnostic | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of the project. Swapped as a whole; only what is made on request is added.

    Attributes:
        source: the last sound reading, or one with errors where there is none.
        number: which reading this is.
        errors: what is wrong now.
        sound: whether ``source`` is without errors.
        now: the text of every source as it is now, for the lines that errors are about.
        followed: the file of the note that was edited last, "" where none was, and which reading
            that was.
    """

    source: Opened
    number: int
    errors: tuple[Diagnostic, ...]
    sound: bool
    now: Mapping[str, str]
    followed: tuple[str, int] = ("", 0)
    planned: dict[str, _Planned] = field(default_factory=dict)
    made: dict[tuple[str, str], bytes | None] = field(default_factory=dict)
    faults: dict[tuple[str, str], Diagnostic] = field(default_factory=dict)

    def all_errors(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the notes, and with every page that was asked for."""
        planning = [planned.fault for planned in list(self.planned.values()) if planned.fault]
        return tuple(dict.fromkeys([*self.errors, *planning, *list(self.faults.values())]))


class Site:
    """All three audiences of one project, for any number of threads; beside them the theme.

    Nothing is planned or drawn before it is asked for. Whatever goes wrong after the start, ours
    or the author's, is an error beside the last good pages.
    """

    def __init__(self, project: Path, today: Callable[[], date], read: Reader = afresh) -> None:
        self.project = project
        self.epoch = secrets.token_hex(8)
        self.remark = ""
        self.today = today
        self._open = read
        self._planning = threading.Lock()
        self._makers: dict[str, str] = {}
        self._presses: dict[str, Press] = {}
        self._memos = Memos(project)
        self._built = Memos(project)  # is read only: a preview knows less than a build
        self._good: dict[str, Shelf] = {}
        self._seen: dict[Audience, tuple[Portfolio, View]] = {}
        self._shown: dict[tuple[str, str], bytes] = {}
        self._listeners: list[Callable[[], None]] = []
        opened = read(project, today(), None)
        errors = _errors(opened)
        self._reading = Reading(opened, 0, errors, not errors, opened.sources)

    @property
    def number(self) -> int:
        """Grows by one whenever the project was read again."""
        return self._reading.number

    @property
    def reading(self) -> Reading:
        """What was read last."""
        return self._reading

    def listen(self, listener: Callable[[], None]) -> None:
        """Have something called, in the watcher's thread, after each reading."""
        self._listeners.append(listener)

    def refresh(self, changed: Collection[str] | None = None) -> None:
        """Read everything again; with an error, the last sound reading goes on being shown.

        Args:
            changed: the files that changed, relative to the project; None where that is unknown.
        """
        old = self._reading
        opened: Opened | None = None
        try:
            opened = self._open(self.project, self.today(), changed)
            errors = _errors(opened)
        except Exception as error:  # noqa: BLE001 - the thread that watches must live on
            errors = (_own_fault(error),)
        number, edited = old.number + 1, _edited(changed)
        followed = (edited, number) if edited else old.followed
        with self._planning:
            if changed is None or any(not path.startswith("content/") for path in changed):
                self._presses = {}
            if opened is None or (errors and old.sound):
                kept, sound, planned, made = old.source, old.sound, old.planned, old.made
            else:
                kept, sound, planned, made = opened, not errors, {}, {}
            now = opened.sources if opened else old.now
            self._reading = Reading(kept, number, errors, sound, now, followed, planned, made)
            if not self._presses:  # other templates: what was drawn counts no more
                self._reading.planned.clear()
                self._reading.made.clear()
        self.remark = ""
        for listener in tuple(self._listeners):
            listener()

    def rest(self) -> None:
        """Keep the templates that were compiled, for the next preview."""
        self._memos.save()

    def look(self, site: str, path: str) -> Sight:
        """One file of one audience or of the theme, and what to compare it with later."""
        reading, shelf = self._shelf(site)
        content = self._read(reading, shelf, site, path)
        styles = shelf.styles if shelf else ""
        digest = _digest(content, styles) if content is not None else ""
        return Sight(content, reading.number, digest, styles, reading.all_errors())

    def read(self, site: str, path: str) -> bytes | None:
        """One file of one audience; None where there is none."""
        return self._read(*self._shelf(site), site, path)

    def has(self, site: str, path: str) -> bool:
        """Whether the audience's site has this file; nothing is drawn."""
        shelf = self.shelf(site)
        try:
            return shelf is not None and shelf.find(path) is not None
        except Exception:  # noqa: BLE001 - told where the page itself is asked for
            return False

    def shelf(self, site: str) -> Shelf | None:
        """The pages of an audience; None where they cannot be planned."""
        return self._shelf(site)[1]

    def _shelf(self, site: str) -> tuple[Reading, Shelf | None]:
        with self._planning:
            reading = self._reading
            if site not in reading.planned:
                reading.planned[site] = self._plan(reading, site)
            return reading, reading.planned[site].shelf

    def _plan(self, reading: Reading, site: str) -> _Planned:
        try:
            shelf = self._themed(reading) if site == THEME else self._portfolio(reading, site)
        except Exception as error:  # noqa: BLE001 - shown in the page, which a traceback is not
            return _Planned(self._good.get(site), _fault(error))
        self._good[site] = shelf
        return _Planned(shelf)

    def _portfolio(self, reading: Reading, site: str) -> Shelf:
        view = self._view(reading.source.portfolio, Audience(site))
        if site not in self._presses:
            templates = self._memos.templates(site)
            self._presses[site] = Press.of(
                Imprint.of(view.config, view.audience), self.project, templates
            )
        bodies = self._built.of(f"bodies-{site}")
        return Shelf(view, self._presses[site], self._makers, bodies=bodies)

    def _view(self, portfolio: Portfolio, audience: Audience) -> View:
        """What an audience sees: selected anew, unless nothing but texts changed since."""
        seen = self._seen.get(audience)
        view = seen_again(seen[1], seen[0], portfolio) if seen else None
        view = view or select(portfolio, audience, drafts=True)
        self._seen[audience] = portfolio, view
        return view

    def _themed(self, reading: Reading) -> Shelf:
        """The example's pages by the author's theme, the first of them with all components."""
        view = example_view(reading.source.config, self.today())
        press = Press.of(Imprint.of(view.config, view.audience), self.project)
        press = dataclasses.replace(press, project=example())
        return Shelf(view, press, {}, front=theme_plan)

    def _read(self, reading: Reading, shelf: Shelf | None, site: str, path: str) -> bytes | None:
        key = site, path
        if key in reading.made:
            return reading.made[key]
        try:
            content = shelf.read(path) if shelf else None
        except Exception as error:  # noqa: BLE001 - the same
            reading.faults[key] = _fault(error)
            return self._shown.get(key)
        _keep(reading.made, key, content)
        if content is not None and path.endswith(".html"):
            _keep(self._shown, key, content)
        return content


def _keep(kept: dict[tuple[str, str], C], key: tuple[str, str], content: C) -> None:
    """Keep what was drawn last, and forget what was drawn longest ago."""
    kept.pop(key, None)
    kept[key] = content
    if len(kept) > KEPT:
        kept.pop(next(iter(kept)), None)


def _edited(changed: Collection[str] | None) -> str:
    """The one note that was edited; many at once are no edit by hand."""
    notes = [path for path in changed or () if path.startswith("content/") and path.endswith(".md")]
    return notes[0] if len(notes) == 1 else ""


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
