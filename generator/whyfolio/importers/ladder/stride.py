"""Stride's matrix: levels with a text for each skill, and themes that group the skills."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from whyfolio.importers.ladder.draft import Draft, Expected, Reading, Row, Rung, skipped
from whyfolio.importers.ladder.tree import Node
from whyfolio.importers.sources import Text

_Cells = dict[str, dict[str, tuple[Expected, ...]]]


def is_matrix(tree: Node) -> bool:
    """Whether a tree has this shape."""
    levels = tree.at("levels").members
    return tree.has("themes") and bool(levels) and all(level.has("skills") for level in levels)


def read_matrix(text: Text, tree: Node) -> Iterator[Reading]:
    """The ladder; a skill that no theme lists has no theme."""
    themes = {
        skill: theme.at("title").words
        for theme in tree.at("themes").members
        for skill in theme.at("skills").texts
    }
    cells: _Cells = {skill: {} for skill in themes}
    rungs: list[Rung] = []
    for node in tree.at("levels").members:
        key = node.at("name").words
        rungs.append(Rung(key, _title(key, node), node.at("detail").words))
        for skill in node.at("skills").members:
            name, body = skill.at("name").words, skill.at("body").words
            if not name:
                place = text.place(skill.line, skill.column)
                yield skipped(place, "a skill without a name is left out", "name it")
            elif body:
                row = cells.setdefault(name, {})
                row[key] = (*row.get(key, ()), Expected(body))
    name = PurePosixPath(text.inside).stem
    company = tree.at("company", "name").words
    yield Draft(
        name=company or name,
        title=tree.at("title").words or company or name,
        place=text.place(),
        rungs=tuple(rungs),
        rows=tuple(Row(skill, row, theme=themes.get(skill, "")) for skill, row in cells.items()),
        version=tree.at("version").words,
        source=tree.at("company", "url").words,
    )


def _title(key: str, node: Node) -> str:
    titles = ", ".join(node.at("titles").texts)
    return f"{key}: {titles}" if titles else key
