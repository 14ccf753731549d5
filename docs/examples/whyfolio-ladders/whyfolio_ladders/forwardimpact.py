"""forwardimpact's Map: skills by proficiency, and behaviours by maturity, in a folder of YAML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from whyfolio.diagnostics import Diagnostic
from whyfolio.importers.found import LeftOut
from whyfolio.importers.ladder.draft import Draft, Expected, Reading, Row, Rung, rungs_in_order
from whyfolio.importers.ladder.importing import Shape, importer_of
from whyfolio.importers.ladder.tree import Node, read_yaml
from whyfolio.importers.registry import Request
from whyfolio.importers.sources import Text


def read(texts: Sequence[Text], _request: Request) -> Iterator[Reading]:
    """One ladder of the skills and one of the behaviours; a job's demands are in neither."""
    skills: list[Row] = []
    behaviours: list[Row] = []
    title, first = "Map", None
    for text in texts:
        tree = read_yaml(text)
        if isinstance(tree, Diagnostic):
            yield tree
            continue
        found = [_skill(skill, tree) for skill in tree.at("skills").members]
        maturity = tree.at("human", "maturityDescriptions")
        if found:
            skills += found
        elif maturity.fields:
            behaviours.append(_behaviour(text, tree, maturity))
        elif tree.has("title", "entityDefinitions"):
            title = tree.at("title").words
        elif PurePosixPath(text.inside).name != "_index.yaml":
            yield LeftOut(text.place(), "holds neither skills nor behaviours")
        first = first or (text if found or maturity.fields else None)
    for name, rows in (("skills", skills), ("behaviours", behaviours)):
        if rows and first:
            yield _draft(f"{title} {name}", f"{title}: {name}", rows, first)


def _draft(name: str, title: str, rows: Sequence[Row], first: Text) -> Draft:
    keys = rungs_in_order(list(row.cells) for row in rows)
    rungs = tuple(Rung(key, key[:1].upper() + key[1:]) for key in keys)
    return Draft(name, title, first.place(), rungs, tuple(rows))


def _skill(skill: Node, capability: Node) -> Row:
    cells: dict[str, tuple[Expected, ...]] = {}
    for level, said in skill.at("human", "proficiencyDescriptions").fields.items():
        markers = skill.at("markers", level, "human").texts
        notes = tuple(f"seen when: {marker}" for marker in markers)
        cells[level] = (Expected(said.words, notes=notes),) if said.words else ()
    return Row(
        title=skill.at("name").words or skill.at("id").words,
        cells=cells,
        key=skill.at("id").words,
        theme=capability.at("name").words,
        means=skill.at("human", "description").words,
    )


def _behaviour(text: Text, tree: Node, maturity: Node) -> Row:
    key = PurePosixPath(text.inside).stem
    return Row(
        title=tree.at("name").words or key,
        cells={level: (Expected(said.words),) for level, said in maturity.fields.items()},
        key=key,
        means=tree.at("human", "description").words,
    )


IMPORTER = importer_of(
    Shape(
        doc="Read forwardimpact's Map: its skills as one ladder, its behaviours as another.\n\n"
        "Example: whyfolio import forwardimpact products/map/starter --dry-run",
        endings=(".yaml", ".yml"),
        read=read,
    )
)
