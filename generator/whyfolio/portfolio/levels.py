"""What one level expects beyond another, and what one ladder says that another does not.

Expectations are the same where their texts are the same. A lower level is taken as shown, so
from a level to one that is two above it all that lies between is expected too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import TypeVar

from whyfolio.dataclass import dataclass
from whyfolio.model.ladder import Competency, Expectation, Ladder, Level, Rule
from whyfolio.portfolio.coverage import Claim, of_competency

Named = TypeVar("Named", Level, Competency)


@dataclass(frozen=True, slots=True)
class Step:
    """One expectation beyond the present level, at the first level that has it.

    ``claims`` are those that say they meet it.
    """

    level: str
    expectation: Expectation
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Climb:
    """One competency from the present level to the one asked for.

    ``unnamed`` are claims at the asked level or above that name none of its new expectations.
    """

    competency: Competency
    steps: tuple[Step, ...]
    unnamed: tuple[Claim, ...] = ()

    @property
    def unclaimed(self) -> tuple[Step, ...]:
        """The steps that no claim says it meets."""
        return tuple(step for step in self.steps if not step.claims)


@dataclass(frozen=True, slots=True)
class Change:
    """One competency at one level of two ladders; without a level, in short what it means."""

    competency: str
    level: str
    gone: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LadderDifference:
    """What differs between two ladders: levels and competencies by title, expectations by text.

    ``renamed`` are competencies that the second ladder has under another id, which its `covers`
    names, and under another title: the first's title and the second's.
    """

    levels_gone: tuple[str, ...]
    levels_new: tuple[str, ...]
    competencies_gone: tuple[str, ...]
    competencies_new: tuple[str, ...]
    thresholds_gone: tuple[str, ...]
    thresholds_new: tuple[str, ...]
    changes: tuple[Change, ...]
    renamed: tuple[tuple[str, str], ...] = ()


def climb(
    ladder: Ladder, present: str, asked: str, found: Sequence[Claim] = ()
) -> tuple[Climb, ...]:
    """What the asked level expects beyond the present one, competency by competency.

    Args:
        ladder: what is measured by.
        present: the id of the level held; "" takes every level below the asked one as shown.
        asked: the id of the level wanted.
        found: the claims of a view for this ladder.
    """
    between = _between(ladder, present, asked)
    made = (
        _climb(ladder, competency, present, between, found) for competency in ladder.competencies
    )
    return tuple(one for one in made if one.steps)


def ladder_difference(first: Ladder, second: Ladder) -> LadderDifference:
    """What the second ladder says otherwise than the first.

    Levels are the same by their ids, competencies by their ids or because the second ladder
    covers the first's, as the next version of a ladder does with ids that have changed.
    """
    levels, others = _by_id(first.levels), _by_id(second.levels)
    rows, other_rows = _by_id(first.competencies), _by_id(second.competencies)
    found = ((own, second.competency(own)) for own in rows)
    same = {own: other for own, other in found if other}
    met = {other.id for other in same.values()}
    changes = (
        change
        for own, other in same.items()
        for change in _changes(rows[own], other, [n for n in levels if n in others], second)
    )
    return LadderDifference(
        levels_gone=tuple(level.title for own, level in levels.items() if own not in others),
        levels_new=tuple(level.title for own, level in others.items() if own not in levels),
        competencies_gone=tuple(row.title for own, row in rows.items() if own not in same),
        competencies_new=tuple(row.title for own, row in other_rows.items() if own not in met),
        thresholds_gone=tuple(_thresholds(first.rule, second.rule)),
        thresholds_new=tuple(_thresholds(second.rule, first.rule)),
        changes=tuple(changes),
        renamed=tuple(
            (rows[own].title, other.title)
            for own, other in same.items()
            if own != other.id and rows[own].title != other.title
        ),
    )


def _between(ladder: Ladder, present: str, asked: str) -> list[str]:
    """The levels above the present one up to the asked one; that one alone without a present."""
    last = ladder.rank(asked)
    first = ladder.rank(present) + 1 if ladder.level(present) else last
    return [level.id for level in ladder.levels[max(0, first) : last + 1]]


def _climb(
    ladder: Ladder,
    competency: Competency,
    present: str,
    between: Sequence[str],
    found: Sequence[Claim],
) -> Climb:
    held = {expectation.text for expectation in competency.at(present)}
    firsts: dict[str, tuple[str, Expectation]] = {}
    ids: dict[str, set[str]] = {}
    for level in between:
        for expectation in competency.at(level):
            if expectation.text not in held:
                firsts.setdefault(expectation.text, (level, expectation))
                ids.setdefault(expectation.text, set()).add(expectation.id)
    own = of_competency(found, competency.id)
    steps = tuple(
        Step(level, expectation, tuple(c for c in own if ids[text] & set(c.meets)))
        for text, (level, expectation) in firsts.items()
    )
    naming = {claim.ref for step in steps for claim in step.claims}
    asked = ladder.rank(between[-1]) if between else 0
    unnamed = (c for c in own if c.ref not in naming and ladder.rank(c.level) >= asked)
    return Climb(competency, steps, tuple(unnamed))


def _thresholds(rule: Rule, other: Rule) -> Iterator[str]:
    """The numbers of a rule that the other has otherwise, as they stand in the file."""
    for member in fields(Rule):
        number = getattr(rule, member.name)
        if number != getattr(other, member.name):
            yield f"{member.name}: {number}"


def _by_id(members: Sequence[Named]) -> dict[str, Named]:
    return {member.id: member for member in members}


def _changes(
    first: Competency, second: Competency, levels: Sequence[str], named_by: Ladder
) -> Iterator[Change]:
    if first.means != second.means:
        gone, new = (tuple(filter(None, [means])) for means in (first.means, second.means))
        yield Change(second.title, "", gone, new)
    for level in levels:
        then = [expectation.text for expectation in first.at(level)]
        now = [expectation.text for expectation in second.at(level)]
        gone = tuple(text for text in then if text not in now)
        new = tuple(text for text in now if text not in then)
        if gone or new:
            known = named_by.level(level)
            yield Change(second.title, known.title if known else level, gone, new)
