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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from whyfolio.content.tree import walk_files
from whyfolio.crowd import FROM, aside
from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.locate import secret
from whyfolio.memo import files_below, know_program, program
from whyfolio.packaged import packaged_themes
from whyfolio.sealed import read_sealed, write_sealed
from whyfolio.writer import Destination, up_to_date

BUILT = Path(".whyfolio", "built")
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


@dataclass(frozen=True, slots=True)
class Parts:
    """All that a build depends on, by its parts.

    Attributes:
        files: the hash of each file of the project's own, by its path.
        rest: the hash of all else; "" where something cannot be read.
    """

    files: Mapping[str, bytes]
    rest: str

    @property
    def key(self) -> str:
        """The fingerprint of the build; "" where something cannot be read."""
        return _digest(self.rest.encode(), _told(self.files.items())).hex() if self.rest else ""


def parts(project: Path, today: date, asked: Sequence[str]) -> Parts:
    """What a build depends on, as it is now.

    Args:
        project: the folder that holds `whyfolio.toml`.
        today: the day that is built for.
        asked: the audiences and the folder that were named.
    """
    try:
        files = {name: hash_of(content) for name, content in _project_files(project)}
        others = (*_repository(project), *files_below(packaged_themes()))
        rest = [(name, hash_of(content)) for name, content in others]
    except OSError:
        return Parts({}, "")
    said = "\0".join((today.isoformat(), *asked)).encode(errors="replace")
    return Parts(files, _digest(program(), said, _told(rest)).hex())


def parts_meanwhile(project: Path, today: date, asked: Sequence[str]) -> Callable[[], Parts]:
    """The same made in another process, as it is at once, and the way to it.

    What the key of every memo needs is learnt from that process, too.
    """
    both = aside(lambda: (parts(project, today, asked), program()), FROM)

    def told() -> Parts:
        found, digest = both()
        know_program(digest)
        return found

    return told


def hash_of(content: bytes) -> bytes:
    """The hash of a file, as it stands in the parts of a build."""
    return hashlib.sha256(content).digest()


def _told(files: Iterable[tuple[str, bytes]]) -> bytes:
    return b"".join(name.encode(errors="replace") + b"\0" + content for name, content in files)


def _digest(*said: bytes) -> bytes:
    digest = hashlib.sha256()
    for one in said:
        digest.update(len(one).to_bytes(8, "big") + one)
    return digest.digest()


def has_past(project: Path, asked: Sequence[str]) -> bool:
    """Whether anything is remembered that the fingerprint could be that of."""
    return _memory(project, asked).exists()


def recall(project: Path, today: date, asked: Sequence[str]) -> tuple[Parts, Past | None]:
    """What a build depends on as it is now, and what the last build of the same said.

    None for the latter where no build had it, or a folder is not as it was left. Whether they are
    is looked at in another process, while the fingerprint is made here.
    """
    kept, past = _remembered(project, asked)
    if past is None:
        return parts(project, today, asked), None
    untouched = aside(partial(_are_untouched, past), past.files)
    now = parts(project, today, asked)
    if not now.rest or now.key != kept:
        untouched.drop()
        return now, None
    return now, past if untouched() else None


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


def name_of(asked: Sequence[str]) -> str:
    """How the files are called in which a build of what was asked is remembered."""
    return hashlib.sha256("\0".join(asked).encode(errors="replace")).hexdigest()[:12]


def _memory(project: Path, asked: Sequence[str]) -> Path:
    return project / BUILT / f"{name_of(asked)}.json"


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
