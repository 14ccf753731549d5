"""Notice changes: watchdog's events wake, snapshots decide, slow polling catches the rest."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from whyfolio.preview.snapshot import WATCHED, Snapshot, snapshot

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
        self._poll = poll
        self._wake = threading.Event()
        self._stopped = threading.Event()
        self._roots: tuple[int, ...] = ()
        self._observer: Any = None
        self._arm()
        self._seen: Snapshot = self._look()
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

    def _arm(self) -> None:
        """Observe the folders that are there now, where they are others than before.

        The system watches a folder, not a name: one that was deleted and made again sends nothing.
        """
        roots = tuple(map(_inode, self._folders()))
        deaf = self._observer is not None and not all(
            emitter.is_alive() for emitter in self._observer.emitters
        )
        if self._poll or (roots == self._roots and not deaf):
            return
        if self._observer is not None:
            self._observer.stop()
        self._roots = roots
        self._observer = self._observe()

    def _folders(self) -> list[Path]:
        return [self._project, *(self._project / name for name in WATCHED), *self._themes]

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
            for folder in self._folders():
                if folder.is_dir():
                    observer.schedule(Bell(), str(folder), recursive=folder != self._project)
            observer.start()
        except OSError:  # the limit of inotify watches is reached, or a folder went this instant
            observer.stop()
            return None
        return observer

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._wake.wait(FAST_POLL if self.polls_only else POLL)
            if self._stopped.is_set():
                return
            self._settle()

    def _settle(self) -> None:
        deadline = time.monotonic() + LONGEST_WAIT
        self._wake.clear()
        self._arm()
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


def _inode(folder: Path) -> int:
    try:
        return folder.stat().st_ino
    except OSError:
        return 0
