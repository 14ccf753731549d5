"""The rules: a new one is a decorated function in the module of its area."""

from __future__ import annotations

from types import ModuleType

from whyfolio.coach import privacy, privacy_git, privacy_names, privacy_secrets, story, wording
from whyfolio.coach.rule import Rule

AREAS = (privacy, privacy_names, privacy_secrets, privacy_git, story, wording)


def rules_of(area: ModuleType) -> tuple[Rule, ...]:
    """The rules of a module, in the order in which they are written."""
    return tuple(found for found in vars(area).values() if isinstance(found, Rule))


RULES: tuple[Rule, ...] = tuple(found for area in AREAS for found in rules_of(area))
