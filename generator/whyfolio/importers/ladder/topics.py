"""Topics with criteria by level: Monzo's front matter and UNiDAYS' JSON."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from whyfolio.importers.ladder.draft import (
    Draft,
    Expected,
    Reading,
    Row,
    Rung,
    rungs_in_order,
    skipped,
)
from whyfolio.importers.ladder.tree import Node
from whyfolio.importers.sources import Text


def is_numbered(tree: Node) -> bool:
    """Whether a tree has Monzo's shape: topics with content."""
    return any(topic.has("content") for topic in tree.at("topics").members)


def is_named(tree: Node) -> bool:
    """Whether a tree has UNiDAYS' shape: topics with levels of their own."""
    return any(topic.has("levels") for topic in tree.at("topics").members)


def read_numbered(text: Text, tree: Node) -> Iterator[Reading]:
    """Monzo's shape: each topic has `content` by the number of a level."""
    topics = tree.at("topics").members
    rows: list[Row] = []
    keys: set[str] = set()
    for topic in topics:
        cells: dict[str, tuple[Expected, ...]] = {}
        for part in topic.at("content").members:
            level = part.at("level").words
            if not level.isdecimal():
                message = f'the level "{level}" is no number, and its criteria are left out'
                yield skipped(text.place(part.line, part.column), message, "number the levels")
                continue
            keys.add(level)
            cells[level] = (*cells.get(level, ()), *_numbered(part))
        title = topic.at("title").words or _capital(topic.at("name").words)
        rows.append(Row(title, cells, topic.at("name").words, notes=topic.at("summary").texts))
    most = tree.at("levels").words
    if most.isdecimal() and len(keys) < int(most) <= len(keys) + 20:
        keys |= {str(number) for number in range(1, int(most) + 1)}
    rungs = tuple(Rung(key, f"Level {key}") for key in sorted(keys, key=int))
    name = PurePosixPath(text.inside).stem
    yield Draft(name, tree.at("title").words or name, text.place(), rungs, tuple(rows))


def _numbered(part: Node) -> Iterator[Expected]:
    for criterion in part.at("criteria").texts:
        yield Expected(criterion)
    for one in part.at("exampleCriteria").members:
        criterion = one.at("criteria").words
        if criterion:
            examples = one.at("examples").texts
            yield Expected(criterion, notes=tuple(f"for example: {said}" for said in examples))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def read_named(text: Text, tree: Node) -> Iterator[Reading]:
    """UNiDAYS' shape: each topic has `levels` of its own, by path."""
    titles: dict[str, list[str]] = {}
    rows: list[Row] = []
    chains: list[list[str]] = []
    for topic in tree.at("topics").members:
        cells: dict[str, tuple[Expected, ...]] = {}
        notes: list[str] = []
        for level in topic.at("levels").members:
            key = level.at("path").words or level.at("title").words
            title = level.at("title").words or key
            titles.setdefault(key, []).append(title)
            cells[key] = tuple(Expected(said) for said in level.at("criteria").texts)
            notes += [f"{title}: {said}" for said in level.at("summary").texts]
        chains.append(list(cells))
        title, key = topic.at("title").words, topic.at("path").words
        means = topic.at("summary").words
        rows.append(Row(title or key, cells, key, means=means, notes=tuple(notes)))
    rungs = tuple(Rung(key, _title(key, titles[key])) for key in rungs_in_order(chains))
    name = tree.at("path").words or PurePosixPath(text.inside).stem
    title = tree.at("title").words or name
    yield Draft(name, title, text.place(), rungs, tuple(rows), notes=tree.at("summary").texts)


def _title(key: str, titles: list[str]) -> str:
    """The level's title where all topics give it the same; else its path."""
    return titles[0] if len(set(titles)) == 1 else key
