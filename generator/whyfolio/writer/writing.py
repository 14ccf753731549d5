"""Making a folder equal to a set of artifacts."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from whyfolio.model.artifact import Artifact
from whyfolio.writer.admission import admitted
from whyfolio.writer.destination import Destination, Written
from whyfolio.writer.exchange import put_in_place
from whyfolio.writer.folder import Found, compare, set_aside
from whyfolio.writer.lock import held
from whyfolio.writer.record import Record, own_record, save_record
from whyfolio.writer.recovery import finish, settle
from whyfolio.writer.refusals import disk_trouble, edited_by_hand, foreign, leftover
from whyfolio.writer.safety import refuse_unsafe
from whyfolio.writer.single import forget_older, put_alone
from whyfolio.writer.staging import stage


def write(
    destination: Destination,
    artifacts: Iterable[Artifact],
    *,
    fingerprint: str,
    replace: bool = False,
) -> Written:
    """Make the folder hold exactly these artifacts, in one step, or refuse and change nothing.

    What whyfolio did not write, or what was edited since, stops it (E703, E704); with
    ``replace`` the old folder is moved to ``.kept-N`` beside it, whole, and a new one made.
    """
    wanted = admitted(artifacts)
    refuse_unsafe(destination)
    with disk_trouble(destination), held(destination):
        finish(destination)
        return _write(destination, wanted, fingerprint, replace=replace)


def _write(
    destination: Destination, wanted: Mapping[str, Artifact], fingerprint: str, *, replace: bool
) -> Written:
    record = own_record(destination)
    found = compare(destination.folder, record)
    if not replace:
        _refuse_to_lose(destination, found)
    digests = {name: artifact.digest for name, artifact in wanted.items()}
    written = _tally(found, digests)
    if found.exists and not found.disputed and not found.droppings and not _differs(written):
        new = Record(destination.name, fingerprint, found.present)
        if record is None or _told(new) != _told(record):
            save_record(destination.record, new)
        return written
    _clear_the_way(destination, replace=replace)
    alone = _changed_alone(written, found)
    record = _replaced(destination, wanted[alone], found, fingerprint) if alone else None
    if record:
        kept = _settle_file(destination, record, alone)
    else:
        kept = _replace_tree(destination, wanted, digests, found, fingerprint)
    counts = (written.unchanged, written.changed, written.added, written.removed)
    return Written(*counts, kept)


def _replace_tree(
    destination: Destination,
    wanted: Mapping[str, Artifact],
    digests: Mapping[str, str],
    found: Found,
    fingerprint: str,
) -> Path | None:
    """Stage, exchange, settle. The journal says before each step what is about to happen."""
    same = {name: old for name, old in found.present.items() if old.digest == digests.get(name)}
    try:
        save_record(destination.journal, Record(destination.name, fingerprint, {}))
        # A tree that is kept for its author shares no file with the published one.
        files = stage(destination, wanted, {} if found.disputed else same)
        root = os.lstat(destination.staging).st_ino
        new = Record(destination.name, fingerprint, files, root)
        save_record(destination.journal, new)
        put_in_place(destination)
    except BaseException:
        with contextlib.suppress(OSError):
            finish(destination, forward=False)
        raise
    # The new site is in place and whole. What fails from here on, the next command finishes.
    with contextlib.suppress(OSError):
        return settle(destination, new)
    return None


def _changed_alone(written: Written, found: Found) -> str:
    """The file that changed, if nothing else is to be done."""
    others = written.added or written.removed or found.disputed or found.droppings
    return "" if others or len(written.changed) != 1 else written.changed[0]


def _replaced(
    destination: Destination, artifact: Artifact, found: Found, fingerprint: str
) -> Record | None:
    """Stage one file and exchange it; None, and all is as it was, where that cannot be."""
    record = None
    try:
        record = put_alone(destination, artifact, found, fingerprint)
    finally:
        if record is None:
            with contextlib.suppress(OSError):
                finish(destination, forward=False)
    return record


def _settle_file(destination: Destination, record: Record, name: str) -> Path | None:
    """As for a tree; and no older wording of the file stays in the one before."""
    with contextlib.suppress(OSError):
        kept = settle(destination, record)
        forget_older(destination, name)
        return kept
    return None


def _refuse_to_lose(destination: Destination, found: Found) -> None:
    if found.foreign:
        raise foreign(destination, found.foreign, found.edited)
    if found.edited:
        raise edited_by_hand(destination, found.edited)


def _clear_the_way(destination: Destination, *, replace: bool) -> None:
    """No journal names what lies there, so it is not ours."""
    for path in (destination.staging, destination.retired):
        if os.path.lexists(path):
            if not replace:
                raise leftover(destination, path)
            set_aside(path)


def _tally(found: Found, digests: Mapping[str, str]) -> Written:
    there = {name: old.digest for name, old in found.present.items()}
    there |= dict.fromkeys(found.edited, "")
    changed = (name for name in digests.keys() & there.keys() if there[name] != digests[name])
    changed_names = tuple(sorted(changed))
    added = tuple(sorted(digests.keys() - there.keys()))
    removed = tuple(sorted(there.keys() - digests.keys()))
    unchanged = len(digests) - len(changed_names) - len(added)
    return Written(unchanged, changed_names, added, removed)


def _differs(written: Written) -> bool:
    return bool(written.changed or written.added or written.removed)


def _told(record: Record) -> tuple[str, dict[str, object]]:
    return record.fingerprint, dict(record.files)
