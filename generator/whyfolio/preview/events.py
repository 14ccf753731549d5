"""What the system tells of changes. It wakes; only for one note saved at once it is believed."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from whyfolio.content.tree import is_backup
from whyfolio.preview.snapshot import Snapshot

MOST = 64
_READING = frozenset(["opened", "closed_no_write"])
_DONE = frozenset(["closed", "moved"])


class Events:
    """What happened since it was last asked for."""

    def __init__(self) -> None:
        self.wake = threading.Event()
        self._happened: deque[tuple[str, str, str, bool]] = deque(maxlen=MOST)

    def note(self, kind: str, source: str, target: str, *, is_folder: bool) -> None:
        """Take down one event; those that only tell of reading are none."""
        if kind in _READING or (is_folder and kind == "modified"):
            return
        self._happened.append((kind, source, target, is_folder))
        self.wake.set()

    def forget(self) -> None:
        """All that happened so far was looked at."""
        self._happened.clear()
        self.wake.clear()

    def begun(self) -> bool:
        """Whether a file is being written, as far as the events so far tell."""
        happened = tuple(self._happened)
        return bool(happened) and happened[-1][0] not in _DONE

    def one_saved(self, seen: Snapshot) -> str:
        """The one known file that was saved, and whose saving is over; "" for anything else."""
        happened = tuple(self._happened)
        paths = {
            path
            for _, source, target, _ in happened
            for path in (source, target)
            if path and not is_backup(os.path.basename(path))  # noqa: PTH119 - a thousand at once
        }
        calm = not any(is_folder or kind == "deleted" for kind, _, _, is_folder in happened)
        if not calm or len(paths) != 1 or happened[-1][0] not in _DONE:
            return ""
        path = paths.pop()
        return path if path in seen else ""


def observe(folders: Iterable[tuple[Path, bool]], events: Events) -> Any:  # noqa: ANN401 - as of the system
    """An observer that runs; None where the system gives no events.

    Args:
        folders: each with whether all that lies below it is meant.
        events: what is told is taken down there.
    """
    from watchdog import events as told
    from watchdog.events import FileSystemEvent, FileSystemEventHandler
    from watchdog.observers import Observer

    class Scribe(FileSystemEventHandler):
        """Only takes down: an exception in here would end the observer for good."""

        def on_any_event(self, event: FileSystemEvent) -> None:
            source, target = os.fsdecode(event.src_path), os.fsdecode(event.dest_path)
            events.note(event.event_type, source, target, is_folder=event.is_directory)

    # The system is not asked to tell who reads: every look of ours would be told, too.
    changing: list[type[FileSystemEvent]] = [
        *(told.FileCreatedEvent, told.FileModifiedEvent, told.FileMovedEvent),
        *(told.FileDeletedEvent, told.FileClosedEvent),
        *(told.DirCreatedEvent, told.DirMovedEvent, told.DirDeletedEvent),
    ]
    observer = Observer()
    try:
        for folder, whole in folders:
            if folder.is_dir():
                observer.schedule(Scribe(), str(folder), recursive=whole, event_filter=changing)
        observer.start()
    except OSError:  # the limit of inotify watches is reached, or a folder went this instant
        observer.stop()
        return None
    return observer
