"""Which folders are never written to, however they are named or linked."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from whyfolio.errors import Refused
from whyfolio.writer.destination import Destination
from whyfolio.writer.refusals import disk_trouble, refused

_ELSEWHERE = "choose a folder of its own, such as site/"


def refuse_unsafe(
    destination: Destination, others: Sequence[Path] = (), output: Path | None = None
) -> None:
    """Refuse a folder that holds, or lies in, what must not be replaced (E701, E702).

    ``others`` are the folders of the other audiences, ``output`` the folder that the author named
    for all of them. Links are followed before comparing, and folders are compared by identity,
    so neither a link nor another spelling gets past.
    """
    with disk_trouble(destination):
        for folder in (output, destination.folder):
            if folder and (danger := next(_dangers(destination, _real(folder)), "")):
                raise _unsafe(destination, folder, danger)
        for danger in _mixed(destination, others):
            raise _unsafe(destination, destination.folder, danger)
        _refuse_what_is_no_folder(destination)


def _unsafe(destination: Destination, folder: Path, danger: str) -> Refused:
    return refused("E701", destination.shown(folder), f"the output folder {danger}", _ELSEWHERE)


def _dangers(destination: Destination, folder: Path) -> Iterator[str]:
    project = destination.project
    if folder == folder.parent:
        yield "is the root of the disk"
    yield from _around(folder, _home(), "your home folder")
    yield from _around(folder, project, "the project")
    yield from _around(folder, destination.content, "the content folder", inside=True)
    yield from _around(folder, destination.record.parent, "whyfolio's records", inside=True)
    yield from _around(folder, project / "themes", "the folder of your themes", inside=True)
    yield from _around(folder, project / ".git", "the repository's own folder", inside=True)


def _mixed(destination: Destination, others: Sequence[Path]) -> Iterator[str]:
    folder = _real(destination.folder)
    for other in others:
        yield from _around(folder, other, "the folder of another audience", inside=True)


def _around(folder: Path, kept: Path | None, what: str, *, inside: bool = False) -> Iterator[str]:
    if kept is None:
        return
    real = _real(kept)
    if _same(folder, real):
        yield f"is {what}"
    elif _holds(folder, real):
        yield f"holds {what}"
    elif inside and _holds(real, folder):
        yield f"lies in {what}"


def _refuse_what_is_no_folder(destination: Destination) -> None:
    folder = destination.folder
    shown = destination.shown(folder)
    if folder.is_symlink():
        hint = "name the folder it leads to, or remove the link"
        raise refused("E702", shown, "the output folder is a symbolic link", hint)
    for path in (folder, *folder.parents):
        if os.path.lexists(path):
            if not path.is_dir():
                hint = "move the file away, or choose another folder"
                message = f'"{destination.shown(path)}" is not a folder'
                raise refused("E702", shown, message, hint)
            return


def _holds(outer: Path, inner: Path) -> bool:
    return any(_same(outer, parent) for parent in inner.parents)


def _same(one: Path, other: Path) -> bool:
    """Same folder, also where the disk ignores case or a folder is mounted twice."""
    if one == other:
        return True
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:
        return None
