"""A file that changed alone: it takes its place in one step, as a whole site does."""

from __future__ import annotations

import contextlib
import os

from whyfolio.model.artifact import Artifact
from whyfolio.writer.destination import Destination
from whyfolio.writer.disk import sync, write_file
from whyfolio.writer.exchange import can_exchange, exchanged
from whyfolio.writer.folder import Found
from whyfolio.writer.record import Record, Recorded, save_record, stamp_of


def put_alone(
    destination: Destination, artifact: Artifact, found: Found, fingerprint: str
) -> Record | None:
    """Let a file of the published tree and its new content change places; what was is staged then.

    None where the system has no such step; then nothing is changed. Before the step the journal
    holds the record as it will be: whether it was taken is told by the file.
    """
    old, new = f"{destination.folder}/{artifact.path}", f"{destination.staging}/{artifact.path}"
    if not can_exchange():
        return None
    save_record(destination.journal, Record(destination.name, fingerprint, {}))
    os.mkdir(destination.staging, 0o700)  # so that nobody sees more there than in the folder
    os.makedirs(os.path.dirname(new), exist_ok=True)
    written = write_file(new, artifact.content)
    sync(new)
    kept = Recorded(artifact.digest, stamp_of(written))
    record = Record(destination.name, fingerprint, {**found.present, artifact.path: kept})
    save_record(destination.journal, record)
    if not exchanged(new, old):
        return None
    with contextlib.suppress(OSError):
        sync(os.path.dirname(old))
    return record


def forget_older(destination: Destination, name: str) -> None:
    """No older wording of the file stays in the tree that is kept for the next build."""
    with contextlib.suppress(OSError):
        os.unlink(f"{destination.spare}/{name}")
