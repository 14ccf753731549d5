"""The tree before: the next tree grows in it.

A site has a folder and a file a page. On many disks it takes longer to make and delete a thousand
of them than all else that a build does to the disk, and longer still soon after as many were
deleted. So the old tree is kept, without the files that the new one no longer has.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import time
from collections.abc import Container, Iterable, Mapping
from functools import cache
from pathlib import Path

from whyfolio.dataclass import dataclass
from whyfolio.writer.destination import Destination
from whyfolio.writer.folder import Found, holds, remove_tree, unlink_all, within
from whyfolio.writer.record import Recorded, read_record, stamp_of

# Seconds for which a web server may go on reading a file of the old tree, where nobody can ask.
_READ_FOR = 60


@dataclass(frozen=True, slots=True)
class Spare:
    """What is there before a tree grows, by paths below it; the staging folder is made of it.

    Attributes:
        folders: all of them.
        files: all of them, as they lie there.
        is_old: whether they left the published folder so long ago that nobody reads them.
    """

    folders: frozenset[str]
    files: Mapping[str, os.stat_result]
    is_old: bool

    def is_free(self, name: str) -> bool:
        """Whether a file is like one that is made anew, once it was written over.

        Not where another name leads to it, and not where its permissions were changed.
        """
        status = self.files[name]
        return status.st_nlink <= 1 and _is_usual(status)


def folders_of(names: Iterable[str]) -> set[str]:
    """All folders that files of these names lie in."""
    found: set[str] = set()
    for name in names:
        parent = name.rpartition("/")[0]
        while parent and parent not in found:
            found.add(parent)
            parent = parent.rpartition("/")[0]
    return found


def put_by(tree: Path, found: Found, destination: Destination, still: Container[str]) -> None:
    """Keep an old tree and its record; delete it where one is kept or the disk is another.

    Of the files that were ``found`` in it only those stay that the new tree has ``still``: nothing
    that was taken back is kept.
    """
    if os.path.lexists(destination.spare):
        remove_tree(tree)
        return
    files = (*found.present, *found.droppings)
    unlink_all([f"{tree}/{name}" for name in files if name not in still])
    try:
        _keep_record(destination)
        os.rename(tree, destination.spare)
    except OSError:
        remove_tree(tree)


def _keep_record(destination: Destination) -> None:
    """The record stays where it is, too: it tells whose the tree is until that is put by."""
    with contextlib.suppress(FileNotFoundError):
        os.unlink(destination.spare_record)
    if os.path.exists(destination.record):
        shutil.copyfile(destination.record, destination.spare_record)


def taken(destination: Destination) -> Spare | None:
    """Make what is kept the staging folder.

    None where nothing is kept, where anything lies there that is not as it was recorded, and
    where anybody may write into a folder: that was not put by here.
    """
    spare = destination.spare
    if spare.is_symlink() or not spare.is_dir():
        return None
    record = read_record(destination.spare_record)
    recorded = record.files if record else {}
    skipped = len(str(spare)) + 1
    folders: set[str] = set()
    files: dict[str, os.stat_result] = {}
    for entry in within(spare):
        name, status = _name(entry.path, skipped), os.lstat(entry.path)
        if stat.S_ISDIR(status.st_mode):
            if status.st_mode & stat.S_IWOTH:
                return None
            folders.add(name)
        elif _is_ours(entry.path, status, recorded.get(name)):
            files[name] = status
        else:
            return None
    try:
        os.rename(spare, destination.staging)
    except OSError:
        return None
    return Spare(frozenset(folders), files, _is_old(destination))


def _is_old(destination: Destination) -> bool:
    """Whether the tree left the published folder long ago: its record was written just before."""
    if not destination.spare_record.exists():
        return False
    return time.time() - os.stat(destination.spare_record).st_mtime > _READ_FOR


def _is_ours(path: str, status: os.stat_result, kept: Recorded | None) -> bool:
    """Whether nothing is lost with a file: it is as it was written, or also lies elsewhere."""
    if kept is None or not stat.S_ISREG(status.st_mode):
        return False
    return stamp_of(status) == kept.stamp or status.st_nlink > 1 or holds(Path(path), kept.digest)


def _is_usual(status: os.stat_result) -> bool:
    return stat.S_IMODE(status.st_mode) == 0o666 & ~_umask()


@cache
def _umask() -> int:
    """What this process takes from the permissions of a new file; one asks by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _name(path: str, skipped: int) -> str:
    return path[skipped:].replace(os.sep, "/")
