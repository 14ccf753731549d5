"""The folders of the tree before: the next tree grows in them.

A site has a folder a page. On many disks it takes longer to make and delete a thousand folders
than all else that a build after an edit does. So those of the old tree are kept, without a file.
"""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from whyfolio.writer.folder import remove_tree, unlink_all, within


def put_by(tree: Path, spare: Path) -> None:
    """Delete a tree, and keep its folders where none are kept yet and the disk is the same."""
    if os.path.lexists(spare):
        remove_tree(tree)
        return
    unlink_all([one.path for one in within(tree) if not one.is_dir(follow_symlinks=False)])
    with contextlib.suppress(OSError):
        os.rename(tree, spare)
        return
    remove_tree(tree)


def taken(spare: Path, staging: Path) -> set[str] | None:
    """Make kept folders the staging folder, and tell their paths below it.

    None where there are none, and where anything but folders lies in there, or folders that
    anybody may write to: those were not put by here.
    """
    if spare.is_symlink() or not spare.is_dir():
        return None
    skipped = len(str(spare)) + 1
    found = set()
    for entry in within(spare):
        if not entry.is_dir(follow_symlinks=False) or _is_open(entry):
            return None
        found.add(entry.path[skipped:].replace(os.sep, "/"))
    try:
        os.rename(spare, staging)
    except OSError:
        return None
    return found


def _is_open(entry: os.DirEntry[str]) -> bool:
    return bool(entry.stat(follow_symlinks=False).st_mode & stat.S_IWOTH)
