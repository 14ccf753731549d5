"""What the guard reads: the sources as they were loaded, before anything was selected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from whyfolio.content.loaded import Loaded, LogLine, Places
from whyfolio.dataclass import dataclass
from whyfolio.model.entry import Entry
from whyfolio.model.ladder import Form, Ladder
from whyfolio.model.profile import Profile


@dataclass(frozen=True, slots=True)
class Sources:
    """All that an author has written, marks included.

    Attributes:
        texts: the text of each source file by its path, as in `Loaded.sources`.
    """

    entries: tuple[Entry, ...] = ()
    profile: Profile = field(default_factory=Profile)
    log: tuple[LogLine, ...] = ()
    ladders: tuple[Ladder, ...] = ()
    forms: tuple[Form, ...] = ()
    places: Places = field(default_factory=Places)
    texts: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, loaded: Loaded) -> Sources:
        """The sources of a project that was just loaded."""
        return cls(
            entries=loaded.entries,
            profile=loaded.profile,
            log=loaded.log,
            ladders=loaded.ladders,
            forms=loaded.forms,
            places=loaded.places,
            texts=loaded.sources,
        )
