"""The new tree, grown beside the published one."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterable, Mapping

from whyfolio.model.artifact import Artifact
from whyfolio.writer.destination import Destination
from whyfolio.writer.disk import sync_tree, write_file
from whyfolio.writer.record import Recorded, Stamp
from whyfolio.writer.spare import taken

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
    folders = _make_folders(destination, wanted)
    files: dict[str, Recorded] = {}
    fresh: list[str] = []
    for name, artifact in wanted.items():
        path = f"{root}/{name}"
        kept = unchanged.get(name)
        if kept and _linked(f"{destination.folder}/{name}", path):
            files[name] = kept
            continue
        status = write_file(path, artifact.content)
        files[name] = Recorded(artifact.digest, _stamp(status))
        fresh.append(path)
    sync_tree(destination.staging, fresh + folders)
    return files


def _make_folders(destination: Destination, wanted: Iterable[str]) -> list[str]:
    """Make the staging folder, with the published one's permissions, and those within."""
    root = destination.staging
    os.makedirs(root.parent, exist_ok=True)
    there = taken(destination.spare, root)
    if there is None:
        os.mkdir(root)
    if destination.folder.is_dir():
        os.chmod(root, stat.S_IMODE(os.stat(destination.folder).st_mode))
    names: set[str] = set()
    for name in wanted:
        parent = name.rpartition("/")[0]
        while parent and parent not in names:
            names.add(parent)
            parent = parent.rpartition("/")[0]
    there = there or set()
    for name in sorted(there - names, reverse=True):
        os.rmdir(f"{root}/{name}")
    for name in sorted(names - there):
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


def _stamp(status: os.stat_result) -> Stamp:
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ino)
