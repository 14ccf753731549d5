"""From a draft to a ladder: ids that stay the same from one version to the next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field

from whyfolio.dataclass import dataclass
from whyfolio.importers.ladder.draft import Draft, Expected, Row, Rung
from whyfolio.model.ladder import Competency, Expectation, Ladder, Level
from whyfolio.names import slugify

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}\Z")
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Settled:
    """A ladder, and what its file says beside it.

    Attributes:
        ladder: with all its ids.
        notes: what stands as a comment: by the id of a competency or an expectation; "" is the
            ladder itself.
        aliases: the ids that competencies had in the version before, by the present id.
    """

    ladder: Ladder
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def settled(draft: Draft, ladder_id: str, earlier: Ladder | None = None) -> Settled:
    """Give everything in a draft its id.

    A level keeps the id that it had in the version before if its title is the same, an
    expectation the one it had if its text is. An id of that version is never given to anything
    else. A competency that had another id is named among the aliases.
    """
    levels = _levels(draft.rungs, earlier)
    rows = _row_ids(draft.rows)
    before = _matched(draft.rows, rows, earlier)
    desk = _Expectations(earlier)
    competencies = []
    notes: dict[str, tuple[str, ...]] = {"": draft.notes}
    for row, own in zip(draft.rows, rows, strict=True):
        cells = desk.cells(row, own, levels, before.get(own))
        texts = [expected for key in levels for expected in row.cells.get(key, ())]
        given = [one for _, members in cells for one in members]
        notes |= {one.id: said.notes for one, said in zip(given, texts, strict=True) if said.notes}
        notes[f"{own}:"] = row.notes
        competencies.append(Competency(own, row.title, row.theme, row.means, cells))
    ladder = Ladder(
        id=ladder_id,
        title=draft.title,
        version=draft.version,
        source=draft.source,
        license=draft.license,
        levels=tuple(Level(levels[rung.key], rung.title, rung.scope) for rung in draft.rungs),
        competencies=tuple(competencies),
    )
    aliases = {own: (old.id,) for own, old in before.items() if old.id != own}
    return Settled(ladder, notes, aliases)


def unique_ids(words: Sequence[str], otherwise: str) -> list[str]:
    """A slug for each of these words, in their order; a number tells equals apart."""
    found: dict[str, None] = {}
    numbers: Counter[str] = Counter()
    for word in words:
        base = slugify(word) or otherwise
        own = base
        while own in found:
            numbers[base] += 1
            own = f"{base}-{numbers[base] + 1}"
        found[own] = None
    return list(found)


def _levels(rungs: Sequence[Rung], earlier: Ladder | None) -> dict[str, str]:
    """The id of each level by its key, in the order of the ladder."""
    fresh = unique_ids([rung.key or rung.title for rung in rungs], "level")
    known = earlier.levels if earlier else ()
    ids = {level.id for level in known}
    kept = {level.title.casefold(): level.id for level in known if level.id not in fresh}
    chosen: dict[str, str] = {}
    for rung, own in zip(rungs, fresh, strict=True):
        chosen[rung.key] = own if own in ids else kept.pop(rung.title.casefold(), own)
    return chosen


def _row_ids(rows: Sequence[Row]) -> list[str]:
    return unique_ids([row.key or row.title for row in rows], "competency")


def _matched(
    rows: Sequence[Row], ids: Sequence[str], earlier: Ladder | None
) -> dict[str, Competency]:
    """For each competency the one it was in the version before, by its id here."""
    if earlier is None:
        return {}
    rest = {one.id: one for one in earlier.competencies}
    found = {own: rest.pop(own) for own in ids if own in rest}
    open_rows = [(own, row) for own, row in zip(ids, rows, strict=True) if own not in found]
    for same in (_same_title, _same_texts):
        for own, row in open_rows:
            old = next((old for old in rest.values() if same(row, old)), None)
            if old and own not in found:
                found[own] = rest.pop(old.id)
    return found


def _same_title(row: Row, old: Competency) -> bool:
    return row.title.casefold() == old.title.casefold()


def _same_texts(row: Row, old: Competency) -> bool:
    """Whether at least half of what either of them expects is word for word in the other."""
    now = {said.text for cell in row.cells.values() for said in cell}
    then = {said.text for _, cell in old.expectations for said in cell}
    return bool(now and then) and len(now & then) / max(len(now), len(then)) >= _HALF


class _Expectations:
    """Gives ids to expectations; none twice, and none that meant another text before."""

    def __init__(self, earlier: Ladder | None) -> None:
        rows = earlier.competencies if earlier else ()
        self.old = {said.id for row in rows for _, cell in row.expectations for said in cell}
        self.given: set[str] = set()

    def cells(
        self, row: Row, own: str, levels: Mapping[str, str], before: Competency | None
    ) -> tuple[tuple[str, tuple[Expectation, ...]], ...]:
        found = []
        for key, level in levels.items():
            kept = {said.text: said.id for said in before.at(level)} if before else {}
            members = row.cells.get(key, ())
            made = [
                Expectation(self._id(said, f"{own}.{level}", number, kept), said.text)
                for number, said in enumerate(members, start=1)
            ]
            if made:
                found.append((level, tuple(made)))
        return tuple(found)

    def _id(self, said: Expected, stem: str, number: int, kept: Mapping[str, str]) -> str:
        own = kept.get(said.text, "")
        if not own or own in self.given:
            own = said.key if _KEY.match(said.key) and self._is_free(said.key) else ""
        while not own:
            candidate = f"{stem}.{number}"
            own = candidate if self._is_free(candidate) else ""
            number += 1
        self.given.add(own)
        return own

    def _is_free(self, own: str) -> bool:
        return own not in self.given and own not in self.old
