"""The new tree, grown beside the published one."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Collection, Iterable, Mapping

from whyfolio.model.artifact import Artifact
from whyfolio.writer.destination import Destination
from whyfolio.writer.disk import sync_tree, write_file, write_over
from whyfolio.writer.folder import unlink_all
from whyfolio.writer.record import Recorded, stamp_of
from whyfolio.writer.spare import Spare, folders_of, taken

_NO_LINKS = {errno.EXDEV, errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS, errno.ENOENT}


def stage(
    destination: Destination,
    wanted: Mapping[str, Artifact],
    unchanged: Mapping[str, Recorded],
) -> dict[str, Recorded]:
    """Fill the staging folder and wait until it is on the disk; returns what it holds.

    Unchanged files are hard links, so they keep inode and time; where a disk has no links, and
    for all others, the content is written.
    """
    root = str(destination.staging)
    os.makedirs(destination.staging.parent, exist_ok=True)
    spare = taken(destination) or _begun(destination)
    unlink_all([f"{root}/{name}" for name in spare.files.keys() - wanted.keys()])
    folders = _make_folders(destination, wanted, spare.folders)
    files: dict[str, Recorded] = {}
    fresh: list[str] = []
    for name, artifact in wanted.items():
        path, kept, old = f"{root}/{name}", unchanged.get(name), spare.files.get(name)
        is_there = old is not None
        if kept and old and stamp_of(old) == kept.stamp:  # a link to the published one
            files[name] = kept
            continue
        if is_there and (kept or not spare.is_free(name)):
            os.unlink(path)
            is_there = False
        if kept and _linked(f"{destination.folder}/{name}", path):
            files[name] = kept
            continue
        status = _written(path, artifact.content, spare if is_there else None)
        files[name] = Recorded(artifact.digest, stamp_of(status))
        fresh.append(path)
    sync_tree(destination.staging, fresh + folders)
    return files


def _begun(destination: Destination) -> Spare:
    os.mkdir(destination.staging)
    return Spare(frozenset(), {}, is_old=False)


def _written(path: str, content: bytes, spare: Spare | None) -> os.stat_result:
    """Write a file over the one of the ``spare`` where that can be, and anew otherwise."""
    if spare:
        status = write_over(path, content, is_old=spare.is_old)
        if status is not None:
            return status
        os.unlink(path)
    return write_file(path, content)


def _make_folders(
    destination: Destination, wanted: Iterable[str], there: Collection[str]
) -> list[str]:
    """Give the staging folder the published one's permissions, and all folders that are wanted."""
    root = destination.staging
    if destination.folder.is_dir():
        os.chmod(root, stat.S_IMODE(os.stat(destination.folder).st_mode))
    names = folders_of(wanted)
    for name in sorted(set(there) - names, reverse=True):
        os.rmdir(f"{root}/{name}")
    for name in sorted(names - set(there)):
        # Two spellings of one folder are one where the disk ignores case.
        with contextlib.suppress(FileExistsError):
            os.mkdir(f"{root}/{name}")
    return [f"{root}/{name}" for name in sorted(names)]


def _linked(old: str, new: str) -> bool:
    try:
        os.link(old, new)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        return False
    return True
