"""Which of many findings are shown first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from whyfolio.diagnostics import Diagnostic

ALIKE = 2
FIXABLE = "N101"


def first_few(found: Sequence[Diagnostic], most: int) -> list[Diagnostic]:
    """The first so many, and of one code no more than two as long as there are others."""
    seen: Counter[str] = Counter()
    early: list[Diagnostic] = []
    late: list[Diagnostic] = []
    for one in found:
        seen[one.code] += 1
        (early if seen[one.code] <= ALIKE else late).append(one)
    kept = {id(one) for one in [*early, *late][:most]}
    return [one for one in found if id(one) in kept]


def without_repeats(found: Sequence[Diagnostic]) -> tuple[list[Diagnostic], int]:
    """The findings with a single one of those that `--fix` mends; and how many those are."""
    fixable = [one for one in found if one.code == FIXABLE]
    return [one for one in found if one.code != FIXABLE or one is fixable[0]], len(fixable)
