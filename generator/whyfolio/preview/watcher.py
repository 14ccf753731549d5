"""Notice changes: watchdog's events wake, snapshots decide, slow polling catches the rest."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from whyfolio.preview.events import Events, observe
from whyfolio.preview.snapshot import (
    WATCHED,
    Snapshot,
    changes,
    half_saved,
    snapshot,
    state_of,
)

QUIET = 0.03
BETWEEN_STEPS = 0.2  # how long a file may be empty or away while it is saved
LONGEST_WAIT = 0.5
POLL = 2.0
FAST_POLL = 0.3
RAREST = 10.0
STEP = 0.005  # between the events of one save
SOON = 0.1
SHARE = 400  # a look takes at most this part of the time
NO_EVENTS = "The system tells of no changes here, so they are looked for."

Changed = Callable[[frozenset[str]], None]


class Watcher:
    """Calls ``changed`` with the files that changed, after they were quiet for a moment.

    Args:
        project: the folder that holds `whyfolio.toml`.
        themes: folders of themes outside it.
        changed: what to call; it may fail, and is called again at the next change.
        today: the day it is: another day is a change too.
        told: what is said about the watching itself; "" once it is well again.
        rest: called once, some time after the last change: for what nobody should wait for.
        poll: look for changes only, and wait for no events.
    """

    def __init__(
        self,
        project: Path,
        themes: tuple[Path, ...],
        changed: Changed,
        *,
        today: Callable[[], date] = date.today,
        told: Callable[[str], None] = lambda _words: None,
        rest: Callable[[], None] = lambda: None,
        poll: bool,
    ) -> None:
        self._project = project
        self._themes = themes
        self._changed = changed
        self._today = today
        self._told = told
        self._rest = rest
        self._has_rested = False
        self._poll = poll
        self._events = Events()
        self._stopped = threading.Event()
        self._roots: tuple[int, ...] = ()
        self._observer: Any = None
        self._pause = POLL
        self._hasty = False
        self._seen: Snapshot = self._look()
        self._day = today()
        self._thread = threading.Thread(target=self._run, name="whyfolio-watch", daemon=True)

    @property
    def polls_only(self) -> bool:
        """Whether the system gives no events, so that changes are noticed a little later."""
        return self._observer is None

    def start(self) -> None:
        """Begin to watch; what changed since this watcher was made is noticed too."""
        self._arm()
        self._events.wake.set()
        self._thread.start()

    def stop(self) -> None:
        """Stop watching; returns when the thread has ended."""
        self._stopped.set()
        self._events.wake.set()
        if self._observer is not None:
            self._observer.stop()
        if self._thread.is_alive():
            self._thread.join(timeout=0.5)

    def _look(self) -> Snapshot:
        begin = time.monotonic()
        found = snapshot(self._project, self._themes)
        self._pause = min((time.monotonic() - begin) * SHARE, RAREST)
        return found

    def _arm(self) -> None:
        """Observe the folders that are there now, where they are others than before.

        The system watches a folder, not a name: one that was deleted and made again sends nothing.
        """
        roots = tuple(map(_inode, self._folders()))
        deaf = self._observer is not None and not all(
            emitter.is_alive() for emitter in (self._observer, *self._observer.emitters)
        )
        if self._poll or (roots == self._roots and not deaf):
            return
        if self._observer is not None:
            self._observer.stop()
        self._roots = roots
        self._observer = observe(self._watched(), self._events)
        self._told("" if self._observer else NO_EVENTS)

    def _folders(self) -> list[Path]:
        return [self._project, *(self._project / name for name in WATCHED), *self._themes]

    def _watched(self) -> list[tuple[Path, bool]]:
        return [(folder, folder != self._project) for folder in self._folders()]

    def _run(self) -> None:
        stumbled = False
        while not self._stopped.is_set():
            calm = not self._events.wake.wait(self._patience()) and not self._hasty
            if self._stopped.is_set():
                return
            try:
                self._settle()
                self._rest_once(calm)
            except Exception as error:  # noqa: BLE001 - this thread must not end before the preview
                stumbled = True
                self._told(f"The watching stumbled ({type(error).__name__}) and tries again.")
            else:
                if stumbled:
                    self._told(NO_EVENTS if self.polls_only and not self._poll else "")
                stumbled = False

    def _rest_once(self, calm: bool) -> None:  # noqa: FBT001 - as it was found
        if calm and not self._has_rested:
            self._has_rested = True
            self._rest()

    def _tell(self, paths: frozenset[str]) -> None:
        self._has_rested = False
        self._changed(paths)

    def _patience(self) -> float:
        """How long to wait for an event before looking anyway."""
        if self._hasty:
            return SOON
        if self.polls_only:  # somebody waits for each look
            return max(FAST_POLL, min(self._pause, POLL))
        return max(POLL, self._pause)

    def _settle(self) -> None:
        """Look whether anything changed; if so, wait until it is quiet, and tell."""
        begin = time.monotonic()
        if self._one_saved(begin):
            return
        self._hasty = False
        self._events.forget()
        self._arm()
        now, day = self._look(), self._today()
        if now == self._seen and day == self._day:
            return
        while time.monotonic() < begin + LONGEST_WAIT:
            time.sleep(QUIET)
            later = self._look()
            between = half_saved(self._seen, later) and time.monotonic() < begin + BETWEEN_STEPS
            if later == now and not between:
                break
            now = later
        self._tell(changes(self._seen, now, self._project))
        self._seen, self._day = now, day  # not before: what failed is tried again

    def _one_saved(self, now: float) -> bool:
        """Tell at once of one note that was saved, without a look at all others.

        What else there may be is found by the look that follows soon, also for the next save.
        """
        if self._hasty:
            return False
        path = self._events.one_saved(self._seen)
        while self._events.begun() and not path and time.monotonic() < now + STEP:
            time.sleep(STEP / 10)
            path = self._events.one_saved(self._seen)
        state = state_of(Path(path)) if path else None
        if state is None or not state[0] or state == self._seen[path]:
            return False
        self._hasty = True
        self._events.forget()
        self._tell(changes({path: self._seen[path]}, {path: state}, self._project))
        self._seen = {**self._seen, path: state}
        return True


def _inode(folder: Path) -> int:
    try:
        return folder.stat().st_ino
    except OSError:
        return 0
