"""Links and files that an entry names, and that are not there (W307).

A link to an entry that a reader may not see keeps its words and loses its address, without a word.
So does one that leads nowhere, and only the author can tell which of the two was meant.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from html import unescape
from urllib.parse import unquote

from whyfolio.content.faults import shown
from whyfolio.content.loaded import Loaded, Steps
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.model.entry import Entry
from whyfolio.names import hint_for

CONTENT = "content"
DEAD_END = "W307"
_ADDRESS = r"[ \t]*(?:<(?P<angled>[^<>\n]+)>|(?P<bare>[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*))"
_LINK = re.compile(r"\]\(" + _ADDRESS)
_REFERENCE = re.compile(r"^ {0,3}\[(?!\^)[^\[\]\n]+\]:" + _ADDRESS, re.MULTILINE)
_GUESSES = 20  # each is compared with every note and file
_NOTE = "a link to a note is the path to its file: ../decisions/slug.md"
_OTHER_PAGE = "link to a note by the path to its file, and to another page by its whole web address"
_ELSEWHERE = re.compile(r"#|\?|//|[a-zA-Z][a-zA-Z0-9+.-]*:")


def beside(entry: Entry, written: str) -> str:
    """A path as written in an entry → the path below `content/`."""
    if written.startswith("files/"):
        return posixpath.normpath(written)
    folder = posixpath.dirname(entry.path.removeprefix(f"{CONTENT}/"))
    return posixpath.normpath(posixpath.join(folder, written))


def dead_ends(loaded: Loaded) -> Iterator[Diagnostic]:
    """Everything that names what is not there."""
    there, guess = all_there(loaded), _Guess(loaded)
    for entry in (*loaded.entries, loaded.profile):
        for written, place in (*_in_front(entry, loaded, there), *_in_body(entry, there)):
            if not _leads(entry, written, there):
                message = f'"{shown(written)}" leads nowhere: there is no such note or file'
                yield Diagnostic(DEAD_END, place, message, guess.hint(entry, written))


def has_dead_end(there: frozenset[str], entry: Entry) -> bool:
    """Whether the text of an entry names what is not ``there``."""
    return any(not _leads(entry, written, there) for written, _ in _in_body(entry, there))


def all_there(loaded: Loaded) -> frozenset[str]:
    """Every note and file that a text may name, below `content/`."""
    notes = (entry.path.removeprefix(f"{CONTENT}/") for entry in loaded.entries)
    return loaded.files.union(notes)


def _leads(entry: Entry, written: str, there: frozenset[str]) -> bool:
    path = unquote(unescape(written)).partition("#")[0]
    return beside(entry, path) in there


def _in_front(entry: Entry, loaded: Loaded, there: frozenset[str]) -> Iterator[tuple[str, Place]]:
    for written, steps in _named(entry):
        if not _leads(entry, written, there):
            yield written, loaded.places.of(entry.path, *steps)


def _named(entry: Entry) -> Iterator[tuple[str, Steps]]:
    if entry.image:
        yield entry.image, ("image",)
    for number, proof in enumerate(getattr(entry, "evidence", ())):
        if proof.file:
            yield proof.file, ("evidence", number, "file")


def _in_body(entry: Entry, there: frozenset[str]) -> Iterator[tuple[str, Place]]:
    """The addresses in a body that are paths; code and comments are left out where one is amiss."""
    body = entry.body
    if not any(not _leads(entry, one, there) for one, _ in _paths(body)):
        return
    from whyfolio.markdown.opaque import mask, normalised

    plain = normalised(body)
    for written, start in _paths(mask(plain).text):
        line = entry.body_line + plain.count("\n", 0, start)
        column = start - plain.rfind("\n", 0, start)
        yield written, Place(entry.path, line, column, len(written))


def _paths(text: str) -> Iterator[tuple[str, int]]:
    references = _REFERENCE.finditer(text) if "]:" in text else ()
    for found in (*_LINK.finditer(text), *references):
        sort = "angled" if found["angled"] else "bare"
        if not _ELSEWHERE.match(found[sort]):
            yield found[sort], found.start(sort)


class _Guess:
    """What was meant, as it would be written in an entry."""

    def __init__(self, loaded: Loaded) -> None:
        self._loaded = loaded
        self._left = _GUESSES

    def hint(self, entry: Entry, written: str) -> str:
        """What to do about one link."""
        folder = posixpath.dirname(entry.path)
        meant = self._addresses.get(written.rstrip("/"))
        if meant:
            return f'link to its note: "{posixpath.relpath(meant, folder)}"'
        if written.startswith("/"):
            return _OTHER_PAGE
        near = self._by_name.get(posixpath.basename(written), ())
        if not near and self._left:
            self._left -= 1
            near = [path for paths in self._by_name.values() for path in paths]
        return hint_for(written, [posixpath.relpath(path, folder) for path in near], _NOTE)

    @cached_property
    def _addresses(self) -> Mapping[str, str]:
        entries = self._loaded.entries
        pages = {f"/{one.slug}": one.path for one in entries if one.kind == "page"}
        return pages | {f"/{one.folder}/{one.slug}": one.path for one in entries}

    @cached_property
    def _by_name(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for path in (
            *(one.path for one in self._loaded.entries),
            *(f"{CONTENT}/{file}" for file in self._loaded.files),
        ):
            found[posixpath.basename(path)].append(path)
        return found
