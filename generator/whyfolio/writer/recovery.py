"""Finishing, or undoing, what a killed command left behind."""

from __future__ import annotations

import contextlib
import os
from dataclasses import replace
from functools import partial
from pathlib import Path

from whyfolio.errors import Refused
from whyfolio.writer.destination import Destination, destination_for
from whyfolio.writer.exchange import put_in_place
from whyfolio.writer.folder import compare, discard, remove_tree
from whyfolio.writer.lock import held
from whyfolio.writer.record import Record, own_record, read_record, unfinished
from whyfolio.writer.refusals import disk_trouble
from whyfolio.writer.safety import refuse_unsafe
from whyfolio.writer.spare import put_by


def recover(destination: Destination) -> None:
    """Make whole what a killed command left: the old site or the new one, never a mixture.

    Does nothing, and fast, where nothing was left or another build is at work right now.
    """
    if not os.path.lexists(destination.journal):
        return
    try:
        with disk_trouble(destination), held(destination):
            finish(destination)
    except Refused as refusal:
        if refusal.diagnostic.code != "E705":
            raise


def recover_all(project: Path) -> None:
    """`recover` for every output folder of a project, whichever command begins.

    Nothing is said where something cannot be recovered: the next build will say it.
    """
    for journal in sorted((project / ".whyfolio" / "outputs").glob("*.json.next")):
        record = journal.with_name(journal.name.removesuffix(".next"))
        found = read_record(journal)
        folder = Path(os.path.normpath(project / (found.folder if found else "site")))
        own = destination_for(project, folder.parent, folder.name)
        other = replace(own, folder=project / "site" / record.stem, record=record)
        with contextlib.suppress(Refused):
            recover(own if own.record == record else other)


def finish(destination: Destination, *, forward: bool = True) -> None:
    """Follow the journal to its end, or back to the start if the new tree is not in place.

    ``forward`` allows to take the step between two renames at which no folder is in place.
    The lock must be held.
    """
    for path in (destination.record, destination.journal):
        unfinished(path).unlink(missing_ok=True)
    journal = read_record(destination.journal)
    if journal is None:
        destination.journal.unlink(missing_ok=True)
        return
    spot = replace(destination, folder=_folder(destination, journal))
    if spot.folder != destination.folder and not _is_safe(spot):
        destination.journal.unlink(missing_ok=True)
        return
    if forward and journal.root and not os.path.lexists(spot.folder) and spot.staging.is_dir():
        put_in_place(spot)
    if _is_in_place(spot, journal):
        settle(spot, journal)
    else:
        _undo(spot)


def settle(destination: Destination, journal: Record) -> Path | None:
    """The new tree is in place: clear the old one away, then let the journal be the record."""
    old = own_record(destination)
    away = partial(put_by, destination=destination, still=journal.files)
    kept = None
    for tree in (destination.staging, destination.retired):
        kept = discard(tree, old, away) or kept
    os.replace(destination.journal, destination.record)
    return kept


def _undo(destination: Destination) -> None:
    if os.path.lexists(destination.retired) and not os.path.lexists(destination.folder):
        os.rename(destination.retired, destination.folder)
    if destination.staging.is_dir() and not destination.staging.is_symlink():
        remove_tree(destination.staging)
    destination.journal.unlink(missing_ok=True)


def _is_in_place(destination: Destination, journal: Record) -> bool:
    """Known by the folder's inode; by its files where inodes do not last, as in a copy.

    And where one file alone was to change.
    """
    if not journal.root and not journal.files:
        return False
    try:
        inode = os.lstat(destination.folder).st_ino
    except FileNotFoundError:
        return False
    if inode == journal.root:
        return True
    found = compare(destination.folder, journal)
    return not found.disputed and found.present.keys() == journal.files.keys()


def _is_safe(destination: Destination) -> bool:
    """Whether whyfolio may have written there: a journal can come with a stranger's project.

    What lies elsewhere has a record whose name tells the folder, so nothing is lost here.
    """
    if not destination.folder.is_relative_to(destination.project):
        return False
    try:
        refuse_unsafe(destination, output=destination.folder.parent)
    except Refused:
        return False
    return True


def _folder(destination: Destination, journal: Record) -> Path:
    """The journal's own folder: the settings may name another one by now."""
    if journal.folder == destination.name:
        return destination.folder
    return Path(os.path.normpath(destination.project / journal.folder))
