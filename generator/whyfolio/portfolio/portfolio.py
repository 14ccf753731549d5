"""All that an author has written, with every reference settled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from whyfolio.config import Config
from whyfolio.content.loaded import LogLine
from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic
from whyfolio.model.entry import Entry
from whyfolio.model.ladder import Form, Ladder
from whyfolio.model.profile import Profile


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Entries with canonical refs and derived positions. No output is ever given one of these."""

    profile: Profile
    entries: tuple[Entry, ...]
    log: tuple[LogLine, ...]
    ladders: tuple[Ladder, ...]
    forms: tuple[Form, ...]
    files: Mapping[str, tuple[int, int]]
    config: Config
    today: date

    @property
    def by_ref(self) -> Mapping[str, Entry]:
        """The entries by `folder/slug`."""
        return {entry.ref: entry for entry in self.entries}


@dataclass(frozen=True, slots=True)
class Assembled:
    """A portfolio and what is wrong with how its entries name each other."""

    portfolio: Portfolio
    diagnostics: tuple[Diagnostic, ...]
