"""DIRECT's framework: domains, competencies and skills, and levels that hold for every skill.

Its competencies are the competencies here, and its domains their themes. A skill is expected at
each level that asks for any ability, in the level's own words.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from whyfolio.diagnostics import Diagnostic
from whyfolio.importers.found import LeftOut
from whyfolio.importers.ladder.draft import Draft, Expected, Reading, Row, Rung, skipped, unread
from whyfolio.importers.ladder.tree import Node, read_json
from whyfolio.importers.sources import Text

_WHOLE = "DIRECT-framework-all-in-one"
_PARTS = ("skill", "competency", "competency_domain", "skill_level")
_OTHERS = ("learning_resource", "provider", "tool_language_methodology")
_NOTHING = ("none", "not applicable")


def is_part(text: Text) -> bool:
    """Whether a file is one of the framework's, by its name and what it holds."""
    stem = PurePosixPath(text.inside).stem
    if stem == _WHOLE:
        return True
    if text.inside.endswith(".csv"):
        header = set(next(csv.reader(io.StringIO(text.text)), []))
        return stem in (*_PARTS, *_OTHERS) and bool({"slug", "short_description"} & header)
    return stem in (*_PARTS, *_OTHERS) and text.text.lstrip()[:1] == "["


def read_files(found: Sequence[Text]) -> Iterator[Reading]:
    """The ladder from the files of a folder, or from the one file and its neighbours."""
    given = {PurePosixPath(text.inside).stem: text for text in found if _is_json(text)}
    for text in found:
        stem = PurePosixPath(text.inside).stem
        if stem in _OTHERS:
            yield LeftOut(text.place(), "lists tools or courses, and expects nothing")
        elif not _is_json(text) and stem in given:
            yield LeftOut(text.place(), f"says the same as {stem}.json")
    texts = {**_beside(found), **given}
    trees: dict[str, Node] = {}
    for stem in (_WHOLE, *_PARTS):
        if stem in texts:
            tree = read_json(texts[stem])
            if isinstance(tree, Diagnostic):
                yield tree
                return
            trees[stem] = tree
    yield from _ladder(texts, trees, found[0], alone=len(found) == 1)


def _is_json(text: Text) -> bool:
    return not text.inside.endswith(".csv")


def _beside(found: Sequence[Text]) -> dict[str, Text]:
    """The levels, and what else is needed, that lie beside a single file."""
    file = found[0].file
    if len(found) > 1 or file is None:
        return {}
    others: dict[str, Text] = {}
    for stem in _PARTS:
        path = file.parent / f"{stem}.json"
        if path.is_symlink() or not path.is_file() or path.stat().st_size > 1024 * 1024:
            continue
        try:
            words = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            continue
        name = str(PurePosixPath(found[0].name).parent / path.name)
        others[stem] = Text(name, path.name, path, words)
    return others


def _ladder(
    texts: dict[str, Text], trees: dict[str, Node], first: Text, *, alone: bool
) -> Iterator[Reading]:
    if "skill_level" not in trees:
        hint = "import the folder in which skill_level.json lies"
        yield unread(first.place(), "the framework's levels are not here", hint)
        return
    if "skill" not in trees and _WHOLE not in trees:
        yield unread(first.place(), "the framework's skills are not here", "import the folder")
        return
    lost: list[Reading] = []
    if _WHOLE in trees and PurePosixPath(first.inside).stem == _WHOLE and alone:
        rows, main = _rows_of_whole(trees[_WHOLE]), texts[_WHOLE]
    elif {"skill", "competency"} <= set(trees):
        rows, lost = _rows_of_parts(texts, trees)
        main = first if alone else texts["skill"]
        if _WHOLE in trees:
            lost.append(LeftOut(texts[_WHOLE].place(), "says the same as the files beside it"))
    else:
        yield unread(
            first.place(), "the framework's competencies are not here", "import the folder"
        )
        return
    yield from lost
    rungs, words = _rungs(trees["skill_level"])
    yield Draft(
        name="direct",
        title="DIRECT framework",
        place=main.place(),
        rungs=rungs,
        rows=tuple(
            Row(title, _cells(skills, words), key, theme, means)
            for title, key, theme, means, skills in rows
        ),
    )


_Skill = tuple[str, str, str]
_Row = tuple[str, str, str, str, list[_Skill]]


def _rows_of_whole(tree: Node) -> list[_Row]:
    return [
        (
            competency.at("title").words,
            "",
            domain.at("title").words,
            competency.at("description").words,
            [
                (skill.at("title").words, "", skill.at("description").words)
                for skill in competency.at("skills").members
            ],
        )
        for domain in tree.at("competency_domains").members
        for competency in domain.at("competencies").members
    ]


def _rows_of_parts(
    texts: dict[str, Text], trees: dict[str, Node]
) -> tuple[list[_Row], list[Reading]]:
    domains = {
        one.at("slug").words: one.at("name").words
        for one in trees.get("competency_domain", Node()).members
    }
    rows: dict[str, _Row] = {}
    for one in sorted(trees["competency"].members, key=_rank):
        key, domain = one.at("slug").words, one.at("competency_domain").words
        theme = domains.get(domain, domain)
        rows[key] = (one.at("name").words or key, key, theme, one.at("description").words, [])
    lost: list[Reading] = []
    for skill in sorted(trees["skill"].members, key=_rank):
        key = skill.at("competency").words
        name = skill.at("name").words
        if key in rows:
            rows[key][4].append((name, skill.at("slug").words, skill.at("description").words))
        else:
            place = texts["skill"].place(skill.line, skill.column)
            lost.append(skipped(place, f'"{name}" is left out: no competency is called "{key}"'))
    return list(rows.values()), lost


def _rank(node: Node) -> tuple[float, str]:
    word = node.at("rank").words
    return (float(word) if word.isdecimal() else 0.0), node.at("name").words


def _rungs(tree: Node) -> tuple[tuple[Rung, ...], dict[str, str]]:
    """The levels from the lowest to the highest, and the words of those that ask for something."""
    ordered = sorted(tree.members, key=lambda node: node.at("level").words.zfill(9))
    rungs = []
    words: dict[str, str] = {}
    for node in ordered:
        name, brief = node.at("name").words, node.at("short_description").words
        rungs.append(Rung(name, name, brief))
        if not name.casefold().startswith(_NOTHING):
            words[name] = name
    return tuple(rungs), words


def _cells(skills: Sequence[_Skill], levels: dict[str, str]) -> dict[str, tuple[Expected, ...]]:
    return {
        level: tuple(
            Expected(f"{name} ({word}): {means}" if means else f"{name} ({word})")
            for name, _, means in skills
        )
        for level, word in levels.items()
    }
