"""Ladders and forms: what a company expects, and how it asks."""

from __future__ import annotations

from whyfolio.dataclass import dataclass
from whyfolio.model.audience import Audience


@dataclass(frozen=True, slots=True)
class Level:
    """One rung."""

    id: str
    title: str
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What is expected in one cell; the id is its own or `COMPETENCY.LEVEL.N`."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Competency:
    """One row of a ladder; ``expectations`` by level id."""

    id: str
    title: str
    theme: str = ""
    means: str = ""
    expectations: tuple[tuple[str, tuple[Expectation, ...]], ...] = ()

    def at(self, level: str) -> tuple[Expectation, ...]:
        """The expectations at a level; empty where the ladder has none."""
        return dict(self.expectations).get(level, ())


@dataclass(frozen=True, slots=True)
class Rule:
    """The thresholds of the verdict. The numbers are those of the design; a ladder may differ."""

    strong: float = 3.0
    adequate: float = 1.5
    stories: int = 3
    spread_months: int = 4
    recent_months: int = 6
    full_claims: int = 3


@dataclass(frozen=True, slots=True)
class Ladder:
    """A leveling framework: levels × competencies."""

    id: str
    title: str
    version: str = ""
    source: str = ""
    license: str = ""
    audience: Audience = Audience.REVIEW
    levels: tuple[Level, ...] = ()
    competencies: tuple[Competency, ...] = ()
    rule: Rule = Rule()
    covers: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def level(self, level_id: str) -> Level | None:
        """The level with this id."""
        return next((level for level in self.levels if level.id == level_id), None)

    def competency(self, competency_id: str) -> Competency | None:
        """The competency with this id, or the one of this ladder that covers it."""
        for competency in self.competencies:
            if competency.id == competency_id:
                return competency
        own = [mine for mine, others in self.covers if competency_id in others]
        return self.competency(own[0]) if own else None

    def rank(self, level_id: str) -> int:
        """The level's place, from 0; -1 where the ladder does not have it."""
        return next((n for n, level in enumerate(self.levels) if level.id == level_id), -1)


@dataclass(frozen=True, slots=True)
class Box:
    """One section of a review form."""

    id: str
    prompt: str
    select: tuple[tuple[str, str], ...] = ()
    limit: int = 0
    unit: str = "characters"
    counts_html: bool = False
    plain: bool = True


@dataclass(frozen=True, slots=True)
class Form:
    """The shape of a company's review form."""

    id: str
    title: str
    sections: tuple[Box, ...] = ()
