"""What a portfolio's files say: the value of the first stage."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import field
from types import MappingProxyType

from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.memo import pack, unpack
from whyfolio.model.entry import Entry
from whyfolio.model.ladder import Form, Ladder
from whyfolio.model.profile import Profile

Steps = tuple[str | int, ...]
Where = tuple[int, int, int]


def packed(places: Mapping[Steps, Place]) -> bytes:
    """The places of one file's fields as bytes: there are many, and few are ever asked for."""
    return pack({steps: place[1:] for steps, place in places.items()})


def _unpacked(content: bytes) -> Mapping[Steps, Where]:
    return (unpack(content) or {}) if content else {}


@dataclass(frozen=True, slots=True)
class Places:
    """Where each field of each entry stands: ``by_file`` as `packed` gives it."""

    by_file: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    _asked: dict[str, Mapping[Steps, Where]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def of(self, path: str, *steps: str | int) -> Place:
        """The place of a field's value, e.g. ``of("content/stories/x.md", "impact", 0, "unit")``.

        Falls back to the nearest outer field, then to the file's first line.
        """
        if path not in self._asked:
            self._asked[path] = _unpacked(self.by_file.get(path, b""))
        known = self._asked[path]
        for length in range(len(steps), 0, -1):
            if found := known.get(steps[:length]):
                return Place(path, *found)
        return Place(path)


class Texts(Mapping[str, str]):
    """The text of each file. A body is in memory once: in its entry."""

    def __init__(self, whole: Mapping[str, str], notes: Mapping[str, tuple[str, Entry]]) -> None:
        self._whole = whole
        self._notes = notes

    def __getitem__(self, path: str) -> str:
        if found := self._notes.get(path):
            head, entry = found
            return head + entry.body
        return self._whole[path]

    def __iter__(self) -> Iterator[str]:
        return iter((*self._whole, *self._notes))

    def __len__(self) -> int:
        return len(self._whole) + len(self._notes)

    def heads(self) -> Iterator[tuple[str, str]]:
        """Each note with what stands in its file before its text."""
        return ((path, head) for path, (head, _) in self._notes.items())

    def with_note(self, path: str, head: str, entry: Entry) -> Texts:
        """The same with another note at a path."""
        return Texts(self._whole, {**self._notes, path: (head, entry)})


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of `log.md`."""

    date: dt.date
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything that was read, and everything that could not be.

    Attributes:
        entries: every kind but the profile, sorted by path. A broken file still gives an
            entry: without the fields that are wrong, and private where its audience is.
        ladders: the portfolio's own, and the shipped ones whose id it does not use.
        forms: likewise.
        files: regular files below `content/files`, relative to `content`.
        sources: text by path relative to the project, for the frames of diagnostics.
    """

    entries: tuple[Entry, ...] = ()
    profile: Profile = field(default_factory=Profile)
    log: tuple[LogLine, ...] = ()
    ladders: tuple[Ladder, ...] = ()
    forms: tuple[Form, ...] = ()
    places: Places = field(default_factory=Places)
    files: frozenset[str] = frozenset()
    sources: Texts = field(default_factory=lambda: Texts({}, {}))
    diagnostics: tuple[Diagnostic, ...] = ()
