"""The first stage: a project's folder becomes one frozen value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from whyfolio.content.entries import ReadEntry, read_entry
from whyfolio.content.faults import Faults
from whyfolio.content.frontmatter import decode
from whyfolio.content.loaded import Loaded, LogLine, Places, Texts
from whyfolio.content.log import read_log
from whyfolio.content.shared import all_forms, all_ladders, form_of, ladder_of
from whyfolio.content.tree import Found, unreadable, walk_files
from whyfolio.crowd import each
from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic, Place, ordered
from whyfolio.memo import BothMemos, Memo, pack, unpack
from whyfolio.memo_keys import note_key
from whyfolio.model.entry import Entry
from whyfolio.model.kinds import BY_FOLDER
from whyfolio.model.ladder import Form, Ladder
from whyfolio.model.profile import Profile
from whyfolio.names import hint_for

CONTENT = "content"
PROFILE = f"{CONTENT}/profile.md"
LOG = f"{CONTENT}/log.md"
__all__ = ["Loaded", "LogLine", "Places", "load"]

_TOO_LONG = "E106"  # depends on the machine and the hour, so it is tried again
_OTHER_FOLDERS = ("ladders", "forms", "files")


@dataclass(slots=True)
class _Shelf:
    """What is gathered while the folders are walked."""

    memos: BothMemos | None
    entries: list[Entry] = field(default_factory=list)
    profile: Profile | None = None
    log: tuple[LogLine, ...] = ()
    ladders: list[Ladder] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    places: dict[str, bytes] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    texts: dict[str, str] = field(default_factory=dict)
    heads: dict[str, tuple[str, Entry]] = field(default_factory=dict)
    notes: list[tuple[Found, type[Entry]]] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def load(
    root: Path, meanwhile: Callable[[], object] | None = None, memos: BothMemos | None = None
) -> Loaded:
    """Read the content of the project in ``root``, the folder that holds `whyfolio.toml`.

    What is to be done ``meanwhile`` is done while other processes read notes, if there are many.
    What the ``memos`` know is not read again; it is for the caller to save them.

    Never raises for what an author may have written or put there: it is in the diagnostics.
    """
    shelf = _Shelf(memos)
    for found in walk_files(root, CONTENT, shelf.diagnostics):
        _take(found, shelf)
    _take_entries(shelf, meanwhile)
    if shelf.profile is None:
        shelf.diagnostics.append(
            Diagnostic("W101", Place(PROFILE), "there is no profile yet",
                       "add content/profile.md with your name: `whyfolio init` writes one")
        )  # fmt: skip
    return Loaded(
        entries=tuple(shelf.entries),
        profile=shelf.profile or Profile(path=PROFILE, slug=Profile.kind),
        log=shelf.log,
        ladders=all_ladders(shelf.ladders, memos),
        forms=all_forms(shelf.forms, memos),
        places=Places(MappingProxyType(shelf.places)),
        files=frozenset(shelf.files),
        sources=Texts(shelf.texts, shelf.heads),
        diagnostics=tuple(ordered(shelf.diagnostics)),
    )


def _take(found: Found, shelf: _Shelf) -> None:
    """Put one file where it belongs."""
    folder, _, name = found.path.removeprefix(f"{CONTENT}/").partition("/")
    suffix = found.path.rpartition(".")[2].casefold()
    if found.path == PROFILE:
        shelf.notes.append((found, Profile))
    elif found.path == LOG:
        _take_log(found, shelf)
    elif not name:
        _take_stray(found, suffix, shelf)
    elif folder == "files":
        shelf.files.add(found.path.removeprefix(f"{CONTENT}/"))
    elif folder in _OTHER_FOLDERS:
        _take_shared(found, folder, suffix, shelf)
    elif folder not in BY_FOLDER:
        _note_unknown(folder, shelf)
    elif suffix == "md":
        shelf.notes.append((found, BY_FOLDER[folder]))
    else:
        hint = "end its name in .md" if suffix in {"markdown", "txt", "mdown"} else (
            "files to be linked belong into content/files"
        )  # fmt: skip
        _warn("W105", found.path, f"only .md files are read in content/{folder}", hint, shelf)


def _take_entries(shelf: _Shelf, meanwhile: Callable[[], object] | None) -> None:
    """Read all notes, on all cores: each is read by itself."""
    raw = [(found, shape, _bytes(found, shelf)) for found, shape in shelf.notes]
    jobs = [(found.path, content, shape) for found, shape, content in raw if content is not None]
    found = _all_read(jobs, meanwhile, shelf.memos and shelf.memos.own)
    for (path, _, _), read in zip(jobs, found, strict=True):
        shelf.heads[path] = read.head, read.entry
        shelf.places[path] = read.places
        shelf.diagnostics += read.diagnostics
        if isinstance(read.entry, Profile):
            shelf.profile = read.entry
        else:
            shelf.entries.append(read.entry)


_Job = tuple[str, bytes, type[Entry]]


def _all_read(
    jobs: list[_Job], meanwhile: Callable[[], object] | None, memo: Memo | None
) -> list[ReadEntry]:
    if memo is None:
        return each(_read, jobs, meanwhile=meanwhile)
    keys = [note_key(path, sha256(raw).digest(), shape.kind) for path, raw, shape in jobs]
    known: list[ReadEntry | None] = [memo.get(key) for key in keys]
    new = [number for number, read in enumerate(known) if read is None]
    if not new and meanwhile:
        meanwhile()
    packed = each(_packed, [jobs[number] for number in new], meanwhile=meanwhile) if new else []
    for number, content in zip(new, packed, strict=True):
        read = known[number] = unpack(content) or read_entry(*jobs[number])
        if not any(found.code == _TOO_LONG for found in read.diagnostics):
            memo.put(keys[number], content)
    return [read for read in known if read]


def _packed(job: _Job) -> bytes:
    return pack(read_entry(*job))


def _read(job: _Job) -> ReadEntry:
    return read_entry(*job)


def _take_log(found: Found, shelf: _Shelf) -> None:
    text = _text(found, shelf)
    if text is not None:
        faults = Faults(found.path)
        shelf.log = read_log(text, faults)
        shelf.diagnostics += faults.found


def _take_shared(found: Found, folder: str, suffix: str, shelf: _Shelf) -> None:
    if suffix not in {"yaml", "yml"}:
        message = f"only .yaml files are read in content/{folder}"
        _warn("W105", found.path, message, "end its name in .yaml", shelf)
        return
    text = _text(found, shelf)
    if text is None:
        return
    if folder == "ladders":
        ladder, diagnostics = ladder_of(found.path, text, shelf.memos)
        shelf.ladders += [ladder] if ladder else []
    else:
        form, diagnostics = form_of(found.path, text, shelf.memos)
        shelf.forms += [form] if form else []
    shelf.diagnostics += diagnostics


def _take_stray(found: Found, suffix: str, shelf: _Shelf) -> None:
    name = found.path.rpartition("/")[2]
    hint = hint_for(name, ("profile.md", "log.md"), "move it into a folder such as content/stories")
    what = (
        "an entry lies in the folder of its kind" if suffix == "md" else "nothing reads this file"
    )
    _warn("W103", found.path, f"{what}, and this lies beside them", hint, shelf)


def _note_unknown(folder: str, shelf: _Shelf) -> None:
    path = f"{CONTENT}/{folder}"
    if any(found.code == "W102" and found.place.file == path for found in shelf.diagnostics):
        return
    hint = hint_for(
        folder, (*BY_FOLDER, *_OTHER_FOLDERS), f"the folders are {', '.join(BY_FOLDER)}"
    )
    _warn(
        "W102", path, f'there is no kind whose folder is "{folder}", so it is not read', hint, shelf
    )


def _warn(code: str, path: str, message: str, hint: str, shelf: _Shelf) -> None:
    shelf.diagnostics.append(Diagnostic(code, Place(path), message, hint))


def _text(found: Found, shelf: _Shelf) -> str | None:
    raw = _bytes(found, shelf)
    if raw is None:
        return None
    faults = Faults(found.path)
    text = decode(raw, faults)
    shelf.diagnostics += faults.found
    if text is not None:
        shelf.texts[found.path] = text
    return text


def _bytes(found: Found, shelf: _Shelf) -> bytes | None:
    try:
        return found.read()
    except OSError as error:
        shelf.diagnostics.append(unreadable(found.path, error))
        return None
