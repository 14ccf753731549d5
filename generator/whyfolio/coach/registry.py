"""The rules: a new one is a decorated function in the module of its area."""

from __future__ import annotations

from types import ModuleType

from whyfolio.coach import (
    balance,
    coverage,
    decisions,
    feedback,
    goals,
    lessons,
    loop,
    privacy,
    privacy_git,
    privacy_hosts,
    privacy_names,
    privacy_secrets,
    settings,
    story,
    wording,
)
from whyfolio.coach.rule import Rule

AREAS = (
    *(privacy, privacy_hosts, privacy_names, privacy_secrets, privacy_git),
    *(settings, story, wording),
    *(coverage, balance, goals, loop, feedback, decisions, lessons),
)

# An area is silent until there is an entry of one of its kinds; others look at every note.
KINDS_OF = {
    "coverage": frozenset(["story"]),
    "balance": frozenset(["story"]),
    "goals": frozenset(["goal"]),
    "loop": frozenset(["action", "session"]),
    "feedback": frozenset(["feedback"]),
    "decisions": frozenset(["decision"]),
    "lessons": frozenset(["lesson"]),
}


def rules_of(area: ModuleType) -> tuple[Rule, ...]:
    """The rules of a module, in the order in which they are written."""
    return tuple(found for found in vars(area).values() if isinstance(found, Rule))


RULES: tuple[Rule, ...] = tuple(found for area in AREAS for found in rules_of(area))
