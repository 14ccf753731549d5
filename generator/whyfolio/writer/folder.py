"""What lies in a folder, compared with what was written into it."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from whyfolio.dataclass import dataclass
from whyfolio.writer.record import Record, Recorded, Stamp

_MANY = 100  # files from which several are deleted at once
_AT_ONCE = 4
# Left behind by a file browser that merely looked; they belong to nobody.
_DROPPINGS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Found:
    """A folder against its record. ``present`` holds what is there as it was written."""

    exists: bool
    present: Mapping[str, Recorded]
    edited: tuple[str, ...]
    foreign: tuple[str, ...]
    droppings: tuple[str, ...]

    @property
    def disputed(self) -> bool:
        """Whether replacing the folder would lose somebody else's work."""
        return bool(self.edited or self.foreign)


def compare(folder: Path, record: Record | None) -> Found:
    """Compare by stamp; a file whose stamp differs is read before it counts as edited."""
    recorded = record.files if record else {}
    exists, stamps, strange = _scan(folder)
    present: dict[str, Recorded] = {}
    edited: list[str] = []
    droppings: list[str] = []
    foreign = list(strange)
    for name, stamp in stamps.items():
        known = recorded.get(name)
        if known is None:
            dropping = name.rpartition("/")[2] in _DROPPINGS
            (droppings if dropping else foreign).append(name)
        elif known.stamp == stamp or holds(folder / name, known.digest):
            present[name] = Recorded(known.digest, stamp)
        else:
            edited.append(name)
    lists = (tuple(sorted(names)) for names in (edited, foreign, droppings))
    return Found(exists, present, *lists)


def as_written(folder: Path, record: Record) -> bool:
    """Whether the folder holds the record's files and no others, by their stamps alone."""
    exists, stamps, strange = _scan(folder)
    recorded = record.files
    if not exists or strange or len(stamps) != len(recorded):
        return False
    return all(name in stamps and stamps[name] == kept.stamp for name, kept in recorded.items())


def digest(content: bytes) -> str:
    """The hash by which two contents are known to be the same."""
    return hashlib.sha256(content).hexdigest()


def discard(
    tree: Path, record: Record | None, delete: Callable[[Path, Found], None]
) -> Path | None:
    """Delete a tree that is as recorded; move any other aside, and return where to."""
    if not os.path.lexists(tree):
        return None
    is_folder = tree.is_dir() and not tree.is_symlink()
    found = compare(tree, record) if is_folder else None
    if found is None or found.disputed:
        return set_aside(tree)
    delete(tree, found)
    return None


def remove_tree(tree: Path) -> None:
    """Delete a folder with all that lies in it; links are deleted, not followed."""
    folders, files = [str(tree)], list[str]()
    for entry in within(tree):
        (folders if entry.is_dir(follow_symlinks=False) else files).append(entry.path)
    unlink_all(files)
    for path in reversed(folders):
        os.rmdir(path)


def unlink_all(files: Sequence[str]) -> None:
    """Delete files; many of them several at a time, as a disk lets one wait for each.

    Raises:
        OSError: one cannot be deleted; others may be gone.
    """
    failed: list[BaseException] = []

    def unlink(some: Sequence[str]) -> None:
        try:
            for path in some:
                os.unlink(path)
        except BaseException as error:  # noqa: BLE001 - raised again where it is seen
            failed.append(error)

    at_once = _AT_ONCE if len(files) > _MANY else 1
    shares = [files[start::at_once] for start in range(at_once)]
    others = [threading.Thread(target=unlink, args=(share,)) for share in shares[1:]]
    for other in others:
        other.start()
    unlink(shares[0])
    for other in others:
        other.join()
    if failed:
        raise failed[0]


def within(tree: Path) -> Iterator[os.DirEntry[str]]:
    """All that lies in a tree, a folder before what lies in it; links are not followed."""
    folders = [str(tree)]
    for folder in folders:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                yield entry


def set_aside(tree: Path) -> Path:
    """Move a tree to the first free ``.kept-N`` beside it."""
    number = 1
    while os.path.lexists(kept := tree.with_name(f".kept-{number}")):
        number += 1
    os.rename(tree, kept)
    return kept


def holds(path: Path, wanted: str) -> bool:
    """Whether a file has the content of this digest."""
    try:
        return digest(path.read_bytes()) == wanted
    except FileNotFoundError:
        return False


def _scan(folder: Path) -> tuple[bool, dict[str, Stamp], list[str]]:
    """Every file with its stamp, and what is neither file nor folder; links are not followed."""
    stamps: dict[str, Stamp] = {}
    strange: list[str] = []
    waiting = [("", str(folder))]
    while waiting:
        prefix, path = waiting.pop()
        try:
            entries = os.scandir(path)
        except FileNotFoundError:
            if not prefix:
                return False, {}, []
            continue
        with entries:
            for entry in entries:
                name = prefix + entry.name
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((f"{name}/", entry.path))
                elif entry.is_file(follow_symlinks=False):
                    stamps[name] = _stamp(entry)
                else:
                    strange.append(name)
    return True, stamps, strange


def _stamp(entry: os.DirEntry[str]) -> Stamp:
    status = entry.stat(follow_symlinks=False)
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ino or entry.inode())
