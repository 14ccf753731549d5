"""The record: what was written into a folder, kept outside of it."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from whyfolio import __version__
from whyfolio.dataclass import dataclass
from whyfolio.sealed import make_private
from whyfolio.writer.destination import Destination
from whyfolio.writer.disk import sync, write_file


class Stamp(NamedTuple):
    """What tells, without reading it, that a file is as it was."""

    size: int
    mtime_ns: int
    inode: int


def stamp_of(status: os.stat_result) -> Stamp:
    """The stamp of a file, from what the system tells of it."""
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ino)


class Recorded(NamedTuple):
    """One written file."""

    digest: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Record:
    """What was written into ``folder``.

    ``root`` is the inode of that folder, 0 while it grows and where one file of it was changed.
    """

    folder: str
    fingerprint: str
    files: Mapping[str, Recorded]
    root: int = 0


def read_record(path: Path) -> Record | None:
    """The record at ``path``; None if there is none or it cannot be read.

    It is always replaced and never written over, so one with the same stamp is the same.
    """
    try:
        return _read(path, stamp_of(os.stat(path)))
    except (FileNotFoundError, NotADirectoryError):
        return None


@lru_cache(maxsize=4)
def _read(path: Path, _stamp: Stamp) -> Record | None:
    try:
        found = json.loads(path.read_bytes())
        files = {
            name: Recorded(digest, Stamp(size, mtime_ns, inode))
            for name, (digest, size, mtime_ns, inode) in found["files"].items()
        }
        names = (str(found["folder"]), str(found["fingerprint"]))
        return Record(*names, MappingProxyType(files), int(found["root"]))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def own_record(destination: Destination) -> Record | None:
    """The record, if it speaks of this folder and not of one the output was moved from."""
    record = read_record(destination.record)
    return record if record and record.folder == destination.name else None


def unfinished(path: Path) -> Path:
    """Where a record grows; a killed command may leave it behind."""
    return path.with_name(f"{path.name}.tmp")


def save_record(path: Path, record: Record) -> None:
    """Put the record in place in one step, readable by its owner alone."""
    make_private(path.parent)
    files = {name: (kept.digest, *kept.stamp) for name, kept in record.files.items()}
    text = json.dumps(
        {
            "tool": f"whyfolio {__version__}",
            "folder": record.folder,
            "fingerprint": record.fingerprint,
            "root": record.root,
            "files": files,
        },
        separators=(",", ":"),
    )
    fresh = unfinished(path)
    fresh.unlink(missing_ok=True)
    try:
        write_file(str(fresh), text.encode(), mode=0o600)
        sync(str(fresh))
        os.replace(fresh, path)
    except BaseException:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise
    sync(str(path.parent))
