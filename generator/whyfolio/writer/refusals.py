"""The refusals of the writer: each says what is in the way; nothing was changed by then."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.errors import Refused
from whyfolio.writer.destination import Destination, printable

_SHOWN = 5
_ASIDE = "move what is yours out of the folder, or build with --replace, which moves it aside whole"
_DISK = {
    errno.ENOSPC: ("the disk is full", "make room, then build again"),
    errno.EDQUOT: ("your disk quota is used up", "make room, then build again"),
    errno.EROFS: ("the disk is read-only", "choose another folder with --output"),
    errno.EACCES: ("writing here is not permitted", "check who owns the folder, or use --output"),
    errno.EPERM: ("writing here is not permitted", "check who owns the folder, or use --output"),
}


def refused(code: str, place: str, message: str, hint: str) -> Refused:
    """A refusal with its place and its cure."""
    return Refused(Diagnostic(code, Place(place), message, hint))


def foreign(where: Destination, names: Sequence[str], edited: Sequence[str]) -> Refused:
    """E703: files that whyfolio did not write lie in the output folder."""
    also = [f"{name} (edited by hand)" for name in edited]
    message = f"the output folder holds what whyfolio did not write: {_listed([*names, *also])}"
    return refused("E703", where.shown(where.folder / names[0]), message, _ASIDE)


def leftover(where: Destination, path: Path) -> Refused:
    """E703: the place for the new tree is taken by something unknown."""
    message = f"the place for the new files is taken: {printable(path.name)}"
    return refused("E703", where.shown(path), message, "move it away, or build with --replace")


def edited_by_hand(where: Destination, names: Sequence[str]) -> Refused:
    """E704: a file was edited since whyfolio wrote it."""
    message = f"edited by hand since the last build: {_listed(names)}"
    hint = "bring the edit into content/, or build with --replace, which moves the folder aside"
    return refused("E704", where.shown(where.folder / names[0]), message, hint)


def busy(where: Destination, holder: str) -> Refused:
    """E705: another build is at work."""
    message = f"another build is running ({holder})"
    return refused("E705", where.shown(where.lock), message, "wait until it has finished")


@contextmanager
def disk_trouble(where: Destination) -> Iterator[None]:
    """Turn what the operating system refuses into E706."""
    try:
        yield
    except OSError as error:
        trouble = error.strerror or str(error)
        said, hint = _DISK.get(error.errno or 0, (trouble.lower(), "mend it, then build again"))
        name = error.filename if isinstance(error.filename, str) else str(where.folder)
        message = f"{said}; the output folder is as it was"
        raise refused("E706", where.shown(Path(name)), message, hint) from error


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(printable(name) for name in names[:_SHOWN])
    return f"{shown} and {len(names) - _SHOWN} more" if len(names) > _SHOWN else shown
