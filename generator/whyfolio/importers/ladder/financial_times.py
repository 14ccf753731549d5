"""Job families as the Financial Times keeps them: levels, themes, and a competency for each cell.

What is a theme there is a competency here, and what is a competency there an expectation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath

from whyfolio.importers.ladder.draft import Draft, Expected, Reading, Row, Rung, skipped
from whyfolio.importers.ladder.tree import Node
from whyfolio.importers.sources import Text

_Cells = dict[str, dict[str, tuple[Expected, ...]]]


def is_job_family(tree: Node) -> bool:
    """Whether a tree has this shape."""
    return tree.has("levels", "themes", "competencies") and all(
        member.has("level", "theme") for member in tree.at("competencies").members
    )


def read_job_family(text: Text, tree: Node) -> Iterator[Reading]:
    """The ladder; a competency of an unknown level or theme is left out (W510)."""
    rungs = [_rung(node) for node in tree.at("levels").members]
    themes = [(node.at("id").words, node) for node in tree.at("themes").members]
    cells: _Cells = defaultdict(dict)
    for node in tree.at("competencies").members:
        level, theme = node.at("level").words, node.at("theme").words
        said = _expected(node)
        unknown = next(
            (
                f'{what} "{word}" is not in its list'
                for what, word, known in (
                    ("the level", level, [rung.key for rung in rungs]),
                    ("the theme", theme, [key for key, _ in themes]),
                )
                if word not in known
            ),
            "" if said.text else "it has no summary",
        )
        if unknown:
            yield skipped(
                text.place(node.line, node.column), f"a competency is left out: {unknown}"
            )
            continue
        cells[theme][level] = (*cells[theme].get(level, ()), said)
    title = tree.at("name").words
    name = PurePosixPath(text.inside).stem
    yield Draft(
        name=name,
        title=title or name,
        place=text.place(),
        rungs=tuple(rungs),
        rows=tuple(
            Row(node.at("name").words or key, cells[key], key, means=node.at("summary").words)
            for key, node in themes
        ),
        version=tree.at("version").words,
        notes=tree.at("summary").texts,
    )


def _rung(node: Node) -> Rung:
    key = node.at("id").words
    return Rung(key, node.at("name").words or key, node.at("summary").words)


def _expected(node: Node) -> Expected:
    notes = [f"for example: {example}" for example in node.at("examples").texts]
    notes += [f"proficiency: {word}" for word in node.at("proficiency").texts]
    notes += [f"see: {address}" for address in node.at("supportingUrls").texts]
    return Expected(node.at("summary").words, node.at("id").words, tuple(notes))
