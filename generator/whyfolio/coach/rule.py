"""What a rule of the coach is: one function that looks at the notes and asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import IntEnum
from pathlib import Path
from typing import Any, TypeVar

from whyfolio.coach.once import once
from whyfolio.coach.standing import Standing, standing_of
from whyfolio.coach.thresholds import THRESHOLDS
from whyfolio.content.loaded import Places
from whyfolio.dataclass import dataclass
from whyfolio.dates import add_days, add_months
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry, begins
from whyfolio.model.work import Story
from whyfolio.portfolio.portfolio import Portfolio
from whyfolio.portfolio.view import shown_to, visible

E = TypeVar("E", bound=Entry)


class Matter(IntEnum):
    """How much a question matters: what is asked about, from the first to the last."""

    READERS = 0  # what is once read by others cannot be taken back
    WHY = 1  # without it a story is never a claim
    DUE = 2  # a day has come, and what happened is soon forgotten
    WANT = 3  # whose goal it is, and where it leads
    CASE = 4  # what the level that is wanted still lacks
    COURSE = 5  # habits: what is tried, asked, learned
    PROOF = 6  # without it a claim is not believed
    FIGURE = 7  # how large it was
    PART = 8  # what would be missing without the author
    WORDS = 9  # how it is told


@dataclass(frozen=True, slots=True)
class Notes:
    """All that a rule may look at.

    Attributes:
        project: the folder of the portfolio; None where it has none.
    """

    portfolio: Portfolio
    places: Places
    sources: Mapping[str, str]
    project: Path | None = None

    @property
    def today(self) -> date:
        """The day it is."""
        return self.portfolio.today

    @property
    def standing(self) -> Standing | None:
        """How the notes stand at the level that is wanted; None where none is."""
        return _standing(self.portfolio)

    @property
    def every(self) -> tuple[Entry, ...]:
        """The profile and every entry, drafts included."""
        return (self.portfolio.profile, *self.portfolio.entries)

    def visible(self, audience: Audience) -> frozenset[str]:
        """The refs of what an audience may read, drafts included."""
        return _visible(self.portfolio, audience)

    def shown(self, entry: Entry, audience: Audience) -> Entry | None:
        """An entry or the profile as an audience reads it; None where it may not."""
        return _shown(entry, audience, self.visible(audience))

    def of(self, shape: type[E]) -> list[E]:
        """The finished entries of a kind that have begun, the oldest first, undated ones before."""
        kept = (entry for entry in self.portfolio.entries if isinstance(entry, shape))
        there = [entry for entry in kept if not entry.draft and _day(entry) <= self.today]
        return sorted(there, key=lambda entry: (_day(entry), entry.ref))

    @property
    def recent_stories(self) -> list[Story]:
        """The finished stories of the last months, the oldest first."""
        since = self.months_ago("recent_months")
        return [story for story in self.of(Story) if story.date and story.date.last > since]

    def months_ago(self, name: str) -> date:
        """The day that lies as many months back as a threshold says."""
        return add_months(self.today, -self.count(name))

    def days_ago(self, name: str) -> date:
        """The day that lies as many days back as a threshold says."""
        return add_days(self.today, -self.count(name))

    @property
    def stories(self) -> Iterator[Story]:
        """The stories, drafts included."""
        return (entry for entry in self.portfolio.entries if isinstance(entry, Story))

    @property
    def in_english(self) -> bool:
        """Whether rules about English words make sense here."""
        return self.portfolio.config.site.language.casefold().split("-")[0] == "en"

    def place(self, entry: Entry, *steps: str | int) -> Place:
        """Where a field of an entry stands."""
        return self.places.of(entry.path, *steps)

    def written(self, entry: Entry, *names: str) -> Place:
        """Where the first of these fields stands that the entry has."""
        places = (self.place(entry, name) for name in names)
        return next((place for place in places if place.line > 1), Place(entry.path))

    def answered(self, entry: Entry, *names: str) -> bool:
        """Whether the author has said of one of these fields that there is nothing to say."""
        text = self.sources.get(entry.path, "")
        return "\n#" in text and not _answered(entry, text).isdisjoint(names)

    def threshold(self, name: str, default: float | None = None) -> float:
        """The number to count by: the author's own, or the rule's."""
        usual = THRESHOLDS[name].default if default is None else default
        return self.portfolio.config.check.threshold(name, usual)

    def count(self, name: str) -> int:
        """The same, as a whole number."""
        return int(self.threshold(name))


@once
def _answered(entry: Entry, text: str) -> frozenset[str]:
    from whyfolio.coach.understood import answered_none

    return answered_none(text, type(entry))


_standing = once(standing_of)
_visible = once(visible)
_shown = once(shown_to)


def _day(entry: Entry) -> date:
    return begins(entry) or date.min


@dataclass(frozen=True, slots=True)
class Ask:
    """One question at a place, and how it can be answered."""

    place: Place
    question: str
    hint: str = ""


Look = Callable[[Notes], Iterator[Ask]]
LookAt = Callable[[Notes, Any], Iterator[Ask]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        code: its letter says how severe it is.
        area: what it looks at; `check` is silent about an area without entries.
        matter: how early its questions are asked.
        look: the function that asks about all notes.
        missing: whether it asks for what is not there yet, not about what is.
        alone: of a rule that needs one entry at a time the function that asks about it.
        kind: the class of the entries that such a rule asks about.
        clues: words of which such an entry holds one, case-folded, if it asks at all.
    """

    code: str
    area: str
    matter: Matter
    look: Look
    missing: bool = False
    alone: LookAt | None = None
    kind: type[Entry] = Entry
    clues: frozenset[str] = frozenset()

    def diagnostics(self, notes: Notes) -> list[Diagnostic]:
        """Every question of this rule, in the order in which they were found."""
        return [self._told(asked) for asked in self.look(notes)]

    def about(self, notes: Notes, entry: Entry) -> list[Diagnostic]:
        """What a rule that needs one entry at a time asks about this one."""
        if self.alone is None or not isinstance(entry, self.kind):
            return []
        return [self._told(asked) for asked in self.alone(notes, entry)]

    def _told(self, asked: Ask) -> Diagnostic:
        return Diagnostic(self.code, asked.place, asked.question, asked.hint)


def rule(code: str, area: str, matter: Matter, *, missing: bool = False) -> Callable[[Look], Rule]:
    """Make a rule of a function; the registry finds it in the module of its area."""

    def made(look: Look) -> Rule:
        return Rule(code, area, matter, look, missing)

    return made


def rule_alone(
    code: str, area: str, matter: Matter, *, kind: type[Entry] = Entry, clues: Iterable[str] = ()
) -> Callable[[LookAt], Rule]:
    """Make a rule of a function that looks at one entry at a time, the profile included.

    Args:
        code: as of `rule`, like the next two.
        area: what it looks at.
        matter: how early its questions are asked.
        kind: the class of the entries that it looks at.
        clues: see `Rule`; none where a look is cheap.
    """

    def made(alone: LookAt) -> Rule:
        def look(notes: Notes) -> Iterator[Ask]:
            for entry in notes.every:
                if isinstance(entry, kind):
                    yield from alone(notes, entry)

        return Rule(code, area, matter, look, alone=alone, kind=kind, clues=frozenset(clues))

    return made
