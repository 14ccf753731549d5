"""What the inputs look like now. Two snapshots that differ mean that something changed.

Deletes, renames, atomic saves and lost events are then one case: the snapshots differ.
"""

from __future__ import annotations

import os
from pathlib import Path

from whyfolio.content.tree import is_backup

WATCHED = ("content", "themes")
SETTINGS = "whyfolio.toml"

State = tuple[int, int, int, int]
Snapshot = dict[str, State]


def snapshot(project: Path, more: tuple[Path, ...] = ()) -> Snapshot:
    """Size, both times of change and inode of every input but those that vanish meanwhile."""
    found: Snapshot = {}
    for folder in (*(project / name for name in WATCHED), *more):
        _collect(folder, found)
    _note(project / SETTINGS, found)
    return found


def changes(before: Snapshot, after: Snapshot, project: Path) -> frozenset[str]:
    """The files that are new, gone or others; relative to the project where they lie in it."""
    differ = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    top = f"{project}{os.sep}"
    return frozenset(path.removeprefix(top).replace(os.sep, "/") for path in differ)


def half_saved(before: Snapshot, after: Snapshot) -> bool:
    """Whether a file is empty or gone that was not: many programs save in two steps."""
    return any(
        path not in after or (state[0] and not after[path][0]) for path, state in before.items()
    )


def _collect(folder: Path, found: Snapshot) -> None:
    try:
        members = list(os.scandir(folder))
    except OSError:
        return
    for member in members:
        if is_backup(member.name):
            continue
        if member.is_dir(follow_symlinks=False):
            _collect(Path(member.path), found)
        else:
            _note(Path(member.path), found)


def _note(path: Path, found: Snapshot) -> None:
    state = state_of(path)
    if state is not None:
        found[str(path)] = state


def state_of(path: Path) -> State | None:
    """Size, both times of change and inode of a file; None where it is not there."""
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino
