"""What a portfolio holds already, as far as an import has to know it.

That is less than the whole: to read ladders and forms takes a library of YAML, and loading that is
a twentieth of an import of a hundred files.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from whyfolio.content.entries import ReadEntry, read_entry
from whyfolio.content.faults import Faults
from whyfolio.content.frontmatter import decode
from whyfolio.content.loaded import Loaded, Texts
from whyfolio.content.log import read_log
from whyfolio.content.tree import Found, walk_files
from whyfolio.model.entry import Entry
from whyfolio.model.kinds import BY_FOLDER
from whyfolio.model.profile import Profile

_CONTENT = "content"
_PROFILE, _LOG = f"{_CONTENT}/profile.md", f"{_CONTENT}/log.md"
_SHARED = ("ladders", "forms")
_FEW = 60  # below it, other processes are not worth while

_Job = tuple[str, bytes, type[Entry]]


def what_is_there(root: Path) -> Loaded:
    """The entries, the profile, the log and the text of every file, as `content.loader` gives them.

    Ladders, forms, places and diagnostics are left out. Never raises for what an author may have
    written or put there.
    """
    jobs: list[_Job] = []
    sources: dict[str, str] = {}
    for found in walk_files(root, _CONTENT, []):
        shape = _shape_of(found.path)
        if shape and (raw := _bytes(found)) is not None:
            jobs.append((found.path, raw, shape))
        elif not shape and _is_text(found.path) and (text := _text(found)) is not None:
            sources[found.path] = text
    heads: dict[str, tuple[str, Entry]] = {}
    profile = Profile(path=_PROFILE, slug=Profile.kind)
    entries: list[Entry] = []
    for (path, _, _), read in zip(jobs, _all_read(jobs), strict=True):
        heads[path] = read.head, read.entry
        if isinstance(read.entry, Profile):
            profile = read.entry
        else:
            entries.append(read.entry)
    log = read_log(sources[_LOG], Faults(_LOG)) if _LOG in sources else ()
    return Loaded(tuple(entries), profile, log, sources=Texts(sources, heads))


def _shape_of(path: str) -> type[Entry] | None:
    """The kind that a file is a note of; None where it is none."""
    folder, _, name = path.removeprefix(f"{_CONTENT}/").partition("/")
    if path == _PROFILE:
        return Profile
    return BY_FOLDER.get(folder) if name and path.casefold().endswith(".md") else None


def _is_text(path: str) -> bool:
    """Whether a file is the log, a ladder or a form."""
    folder = path.removeprefix(f"{_CONTENT}/").partition("/")[0]
    return path == _LOG or (folder in _SHARED and path.casefold().endswith((".yaml", ".yml")))


def _all_read(jobs: Sequence[_Job]) -> list[ReadEntry]:
    if len(jobs) < _FEW:
        return [_read(job) for job in jobs]
    from whyfolio.crowd import each

    return each(_read, jobs)


def _read(job: _Job) -> ReadEntry:
    return read_entry(*job)


def _text(found: Found) -> str | None:
    raw = _bytes(found)
    return None if raw is None else decode(raw, Faults(found.path))


def _bytes(found: Found) -> bytes | None:
    try:
        return Path(found.file).read_bytes()
    except OSError:
        return None
