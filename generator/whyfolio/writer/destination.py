"""Where one audience's tree goes, and what writing it came to."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from whyfolio.dataclass import dataclass
from whyfolio.locate import users_folder


@dataclass(frozen=True, slots=True)
class Destination:
    """The published tree of one audience and the record of what was written into it."""

    project: Path
    folder: Path
    record: Path
    content: Path

    @property
    def staging(self) -> Path:
        """The new tree while it grows, beside the published one."""
        return self.folder.with_name(f".{self.folder.name}.next")

    @property
    def retired(self) -> Path:
        """The old tree, for the moment between two renames."""
        return self.folder.with_name(f".{self.folder.name}.old")

    @property
    def journal(self) -> Path:
        """The record of the tree that is about to be published; it exists only meanwhile."""
        return self.record.with_name(f"{self.record.name}.next")

    @property
    def spare(self) -> Path:
        """The tree before: the next one is grown in it."""
        return self.record.with_name(f"{self.record.name}.spare")

    @property
    def spare_record(self) -> Path:
        """The record of the tree before."""
        return self.record.with_name(f"{self.record.name}.old")

    @property
    def lock(self) -> Path:
        """The file that keeps two builds apart."""
        return self.record.with_name("lock")

    @property
    def name(self) -> str:
        """The folder as the record names it: relative to the project, so no home folder shows."""
        try:
            return Path(os.path.relpath(self.folder, self.project)).as_posix()
        except ValueError:  # on another drive
            return self.folder.as_posix()

    def shown(self, path: Path) -> str:
        """A path as a message names it: from the project when it lies inside."""
        inside = path.is_relative_to(self.project)
        return printable((path.relative_to(self.project) if inside else path).as_posix())


def destination_for(project: Path, folder: Path, audience: str) -> Destination:
    """The tree of an audience below an output folder; one elsewhere has a record of its own.

    Where the project cannot be written, as on a read-only disk, the record lies in the user's own
    folder.
    """
    elsewhere = hashlib.sha256(str(folder.absolute()).encode()).hexdigest()[:12]
    name = audience if folder == project / "site" else f"{audience}-{elsewhere}"
    inside = Path(os.path.normpath(folder.absolute())).is_relative_to(project.absolute())
    top = project / ".whyfolio" if inside or _can_keep(project) else users_folder()
    record = top / "outputs" / f"{name}.json"
    return Destination(project, folder / audience, record, project / "content")


def _can_keep(project: Path) -> bool:
    places = (project / ".whyfolio" / "outputs", project / ".whyfolio", project)
    return os.access(next((place for place in places if place.exists()), project), os.W_OK)


@dataclass(frozen=True, slots=True)
class Written:
    """What one write came to; ``kept`` is where a folder with foreign files was moved."""

    unchanged: int
    changed: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    kept: Path | None = None

    @property
    def total(self) -> int:
        """How many files the folder holds now."""
        return self.unchanged + len(self.changed) + len(self.added)


def printable(name: str) -> str:
    """A file name that any terminal can print, even when it is not valid Unicode."""
    return name.encode("utf-8", "backslashreplace").decode()
