"""What a portfolio's files say: the value of the first stage."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType

from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.model.entry import Entry
from whyfolio.model.ladder import Form, Ladder
from whyfolio.model.profile import Profile

FieldPlaces = Mapping[tuple[str | int, ...], Place]


@dataclass(frozen=True, slots=True)
class Places:
    """Where each field of each entry stands."""

    by_file: Mapping[str, FieldPlaces] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, path: str, *steps: str | int) -> Place:
        """The place of a field's value, e.g. ``of("content/stories/x.md", "impact", 0, "unit")``.

        Falls back to the nearest outer field, then to the file's first line.
        """
        known = self.by_file.get(path, {})
        for length in range(len(steps), 0, -1):
            if found := known.get(steps[:length]):
                return found
        return Place(path)


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
    sources: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    diagnostics: tuple[Diagnostic, ...] = ()
