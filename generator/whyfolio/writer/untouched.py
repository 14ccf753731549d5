"""Whether a folder is as it was written: asked by each build, so that it loads little."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable

from whyfolio.writer.destination import Destination
from whyfolio.writer.folder import as_written
from whyfolio.writer.record import own_record, stamp_of


def up_to_date(destination: Destination, fingerprint: str) -> bool:
    """Whether the folder is what the last build with this fingerprint wrote, untouched since.

    No content is read: size, time and inode of each file must be the recorded ones, and no
    other file may be there.
    """
    try:
        if os.path.lexists(destination.journal) or destination.folder.is_symlink():
            return False
        record = own_record(destination)
        if record is None or record.fingerprint != fingerprint:
            return False
        return as_written(destination.folder, record)
    except OSError:
        return False


def left_by(destination: Destination) -> Callable[[str], str]:
    """How to ask for the digest of a file that lies as the last build left it; "" for any other.

    As above, no content is read.
    """
    record, folder = own_record(destination), str(destination.folder)
    files = record.files if record else {}

    def digest(path: str) -> str:
        kept = files.get(path)
        if kept is None:
            return ""
        try:
            status = os.lstat(f"{folder}/{path}")
        except OSError:
            return ""
        is_same = stat.S_ISREG(status.st_mode) and stamp_of(status) == kept.stamp
        return kept.digest if is_same else ""

    return digest
