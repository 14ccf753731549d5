"""Whether a build would change nothing: one fingerprint of all that it depends on.

It is made of contents, never of times: the notes and files, settings, themes, where the notes are
pushed to, the program and the versions of its libraries, the day, and what was asked for. So a
build of the same is over once the fingerprint is known and the folders are as they were left, and
a check of the same says the same.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from whyfolio.content.tree import walk_files
from whyfolio.crowd import aside
from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.locate import secret
from whyfolio.memo import files_below, program
from whyfolio.packaged import packaged_themes
from whyfolio.sealed import read_sealed, write_sealed
from whyfolio.writer import Destination, up_to_date

_PROJECT_FOLDERS = ("content", "themes")


@dataclass(frozen=True, slots=True)
class Past:
    """What the last build of the same said.

    Attributes:
        outputs: each audience's folder, with the fingerprint of what was written into it.
        diagnostics: its warnings.
        lines: its summary, as it reads where nothing changed.
        files: how many there are in its folders.
    """

    outputs: tuple[tuple[Destination, str], ...]
    diagnostics: tuple[Diagnostic, ...]
    lines: tuple[str, ...]
    files: int = 0


def fingerprint(project: Path, today: date, asked: Sequence[str]) -> str:
    """The fingerprint of a build; "" where something cannot be read.

    Args:
        project: the folder that holds `whyfolio.toml`.
        today: the day that is built for.
        asked: the audiences and the folder that were named.
    """
    digest = hashlib.sha256()
    try:
        digest.update(program())
        for part in (today.isoformat(), *asked):
            digest.update(part.encode() + b"\0")
        for name, content in (
            *_project_files(project),
            *_repository(project),
            *files_below(packaged_themes()),
        ):
            digest.update(f"{name}\0{len(content)}\0".encode(errors="replace"))
            digest.update(content)
    except OSError:
        return ""
    return digest.hexdigest()


def has_past(project: Path, asked: Sequence[str]) -> bool:
    """Whether anything is remembered that the fingerprint could be that of."""
    return _memory(project, asked).exists()


def recall(project: Path, today: date, asked: Sequence[str]) -> tuple[str, Past | None]:
    """The fingerprint as it is now, and what the last build with it said.

    None for the latter where no build had it, or a folder is not as it was left. Whether they are
    is looked at in another process, while the fingerprint is made here.
    """
    kept, past = _remembered(project, asked)
    if past is None:
        return fingerprint(project, today, asked), None
    untouched = aside(partial(_are_untouched, past), past.files)
    key = fingerprint(project, today, asked)
    return key, past if untouched() and key and key == kept else None


def _remembered(project: Path, asked: Sequence[str]) -> tuple[str, Past | None]:
    try:
        kept = json.loads(bytes(read_sealed(_memory(project, asked), secret())))
        outputs = tuple(
            (Destination(project, Path(folder), Path(record), project / "content"), made)
            for folder, record, made in kept["outputs"]
        )
        found = tuple(
            Diagnostic(code, Place(*place), message, hint)
            for code, place, message, hint in kept["diagnostics"]
        )
        lines = tuple(str(line) for line in kept["lines"])
        return str(kept["key"]), Past(outputs, found, lines, int(kept["files"]))
    except (OSError, ValueError, TypeError, KeyError):
        return "", None


def _are_untouched(past: Past) -> bool:
    return all(up_to_date(where, made) for where, made in past.outputs)


def remember(project: Path, asked: Sequence[str], key: str, past: Past) -> None:
    """Keep what a build said. Where that fails, the next one just takes longer.

    Nothing is kept while plugins are there: what they do depends on more than this can know.
    """
    from whyfolio.plugins import any_installed

    if any_installed():
        return
    outputs = [(str(where.folder), str(where.record), made) for where, made in past.outputs]
    kept = {
        "key": key,
        "outputs": outputs,
        "diagnostics": [_plain(found) for found in past.diagnostics],
        "lines": past.lines,
        "files": past.files,
    }
    with contextlib.suppress(OSError):
        write_sealed(_memory(project, asked), json.dumps(kept).encode(), secret())


def _plain(found: Diagnostic) -> tuple[str, tuple[str, int, int, int], str, str]:
    place = found.place
    where = (place.file, place.line, place.column, place.length)
    return found.code, where, found.message, found.hint


def _memory(project: Path, asked: Sequence[str]) -> Path:
    name = hashlib.sha256("\0".join(asked).encode()).hexdigest()[:12]
    return project / ".whyfolio" / "built" / f"{name}.json"


def _project_files(project: Path) -> Iterator[tuple[str, bytes]]:
    settings = project / "whyfolio.toml"
    if settings.exists():
        yield "whyfolio.toml", settings.read_bytes()
    for folder in _PROJECT_FOLDERS:
        refused: list[Diagnostic] = []
        for found in walk_files(project, folder, refused):
            yield found.path, found.read()
        for fault in refused:
            yield fault.place.file, fault.message.encode()


def _repository(project: Path) -> Iterator[tuple[str, bytes]]:
    """Where the notes go when they are pushed, which is asked about."""
    for folder in (project, *project.parents):
        for name in (".gitignore", ".git/config"):
            path = folder / name
            if path.is_file():
                yield str(path), path.read_bytes()
        if (folder / ".git").exists():
            return
