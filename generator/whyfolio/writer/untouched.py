"""Whether a folder is as it was written: asked by each build, so that it loads little."""

from __future__ import annotations

import os

from whyfolio.writer.destination import Destination
from whyfolio.writer.folder import as_written
from whyfolio.writer.record import own_record


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
