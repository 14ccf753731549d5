"""Notice changes: watchdog's events wake, snapshots decide, slow polling catches the rest."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from whyfolio.preview.snapshot import SETTINGS, WATCHED, Snapshot, snapshot

QUIET = 0.03
LONGEST_WAIT = 0.5
POLL = 2.0
FAST_POLL = 0.3


class Watcher:
    """Calls ``changed`` after the inputs changed and were quiet for a moment."""

    def __init__(
        self, project: Path, themes: tuple[Path, ...], changed: Callable[[], None], *, poll: bool
    ) -> None:
        self._project = project
        self._themes = themes
        self._changed = changed
        self._every = FAST_POLL if poll else POLL
        self._wake = threading.Event()
        self._stopped = threading.Event()
        self._seen: Snapshot = self._look()
        self._observer = None if poll else self._observe()
        self._thread = threading.Thread(target=self._run, name="whyfolio-watch", daemon=True)

    @property
    def polls_only(self) -> bool:
        """Whether the system gave no events, so that changes are noticed a little later."""
        return self._observer is None

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def stop(self) -> None:
        """Stop watching; returns when the thread has ended."""
        self._stopped.set()
        self._wake.set()
        if self._observer is not None:
            self._observer.stop()
        if self._thread.is_alive():
            self._thread.join(timeout=1)

    def _look(self) -> Snapshot:
        return snapshot(self._project, self._themes)

    def _observe(self) -> Any:  # noqa: ANN401 - watchdog's observer class depends on the system
        from watchdog.events import FileSystemEvent, FileSystemEventHandler
        from watchdog.observers import Observer

        wake = self._wake

        class Bell(FileSystemEventHandler):
            """Only wakes: an exception in here would end the observer for good."""

            def on_any_event(self, event: FileSystemEvent) -> None:
                if event.event_type not in {"opened", "closed_no_write"}:
                    wake.set()

        observer = Observer()
        try:
            for folder in (*(self._project / name for name in WATCHED), *self._themes):
                if folder.is_dir():
                    observer.schedule(Bell(), str(folder), recursive=True)
            observer.schedule(Bell(), str(self._project), recursive=False)
            observer.start()
        except OSError:  # the limit of inotify watches is reached
            return None
        return observer

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._wake.wait(self._every)
            if self._stopped.is_set():
                return
            self._settle()

    def _settle(self) -> None:
        deadline = time.monotonic() + LONGEST_WAIT
        self._wake.clear()
        now = self._look()
        if now == self._seen:
            return
        while time.monotonic() < deadline:
            time.sleep(QUIET)
            later = self._look()
            if later == now:
                break
            now = later
        self._seen = now
        self._changed()


__all__ = ["SETTINGS", "Watcher"]
