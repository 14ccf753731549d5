"""The files below `content/`: what is there, and what is refused."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.whole import whole

FILES = "content/files"
_BACKUP = re.compile(r"\.|~\$|#.*#\Z|.*(?:~|\.sw[a-p]|\.bak|\.orig|\.tmp)\Z", re.IGNORECASE)
_SORTS = {
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A regular file: its path relative to the project, and where to open it."""

    path: str
    file: str

    def read(self) -> bytes:
        """Its bytes.

        Raises:
            OSError: the system does not let us read it.
        """
        return whole(self.file)


def is_backup(name: str) -> bool:
    """Whether a name is a dotfile's or an editor's copy."""
    return _BACKUP.match(name) is not None


def walk_files(root: Path, folder: str, diagnostics: list[Diagnostic]) -> list[Found]:
    """Every regular file below a folder of the project, sorted by path.

    Links that leave the folder or turn in a circle, pipes, sockets and devices are
    refused with a diagnostic; nothing of them is opened.
    """
    top = root / folder
    if not os.path.lexists(top):
        return []
    real = os.path.realpath(top)
    if not _within(real, os.path.realpath(root)):
        diagnostics.append(_refusal(folder, "is a link that leaves the portfolio"))
        return []
    found = list(_walk(str(top), folder, real, (real,), diagnostics))
    return sorted(found, key=lambda each: each.path)


def _walk(
    directory: str, path: str, top: str, above: tuple[str, ...], diagnostics: list[Diagnostic]
) -> Iterator[Found]:
    try:
        entries = sorted(os.scandir(directory), key=lambda entry: entry.name)
    except OSError as error:
        diagnostics.append(unreadable(path, error))
        return
    for entry in entries:
        if is_backup(entry.name):
            continue
        here = f"{path}/{_printable(entry.name)}"
        fault = _fault(entry, here, top, above)
        if fault:
            diagnostics.append(_refusal(here, fault))
        elif entry.is_dir():
            real = os.path.realpath(entry.path)
            inner = (*above, real) if entry.is_symlink() else above
            yield from _walk(entry.path, here, real if here == FILES else top, inner, diagnostics)
        else:
            yield Found(here, entry.path)


def _fault(entry: os.DirEntry[str], here: str, top: str, above: tuple[str, ...]) -> str:
    """Why an entry of a folder is not opened, or ""."""
    if _printable(entry.name) != entry.name:
        return "has a name that is not UTF-8"
    if entry.is_symlink() and (fault := _link_fault(entry.path, here, top, above)):
        return fault
    try:
        mode = entry.stat().st_mode
    except OSError:
        return "cannot be looked at"
    return f"is {_SORTS[stat.S_IFMT(mode)]}" if stat.S_IFMT(mode) in _SORTS else ""


def _link_fault(link: str, here: str, top: str, above: tuple[str, ...]) -> str:
    real = os.path.realpath(link)
    folders = (*above, os.path.realpath(Path(link).parent))
    if here == FILES:
        return "is a link, and what may be published must lie in the portfolio itself"
    if not Path(real).exists():
        return "is a link to nothing, or in a circle"
    if not _within(real, top):
        return "is a link that leaves its folder"
    if Path(real).is_dir() and any(_within(folder, real) for folder in folders):
        return "is a link in a circle"
    return ""


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _printable(name: str) -> str:
    return name.encode("utf-8", "replace").decode("utf-8")


def _refusal(path: str, why: str) -> Diagnostic:
    name = path.rpartition("/")[2]
    return Diagnostic(
        "E108", Place(path), f'"{name}" {why}', "put a regular file or folder in its place"
    )


def unreadable(path: str, error: OSError) -> Diagnostic:
    """A file or folder that the system does not let us read."""
    why = (error.strerror or "the system says no").lower()
    return Diagnostic("E107", Place(path), f"this cannot be read: {why}", "look at its permissions")
