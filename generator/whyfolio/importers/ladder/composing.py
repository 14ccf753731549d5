"""A ladder as YAML that its author can read and edit."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from whyfolio.importers.ladder.settling import Settled
from whyfolio.importers.ladder.tree import plain
from whyfolio.model.ladder import Competency, Expectation, Ladder

_ABOUT = ("version", "source", "license")


def composed(settled: Settled, covers: Mapping[str, tuple[str, ...]], mark: str) -> str:
    """The text of a ladder's file; notes and the import's mark stand in it as comments."""
    head = _head(settled.ladder, settled.notes)
    return "\n".join([*head, *_body(settled), *_covers(covers), f"# imported: {mark}", ""])


def _head(ladder: Ladder, notes: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for note in notes.get("", ()):
        yield f"# {plain(note)}"
    yield f"id: {ladder.id}"
    yield f"title: {_quoted(ladder.title)}"
    for name in _ABOUT:
        if value := getattr(ladder, name):
            yield f"{name}: {_quoted(value)}"
    yield f"audience: {ladder.audience.value}"
    yield "levels:"
    for level in ladder.levels:
        yield f"  - id: {_quoted(level.id)}"
        yield f"    title: {_quoted(level.title)}"
        if level.scope:
            yield f"    scope: {_quoted(level.scope)}"


def _body(settled: Settled) -> Iterator[str]:
    yield "competencies:"
    for row in settled.ladder.competencies:
        yield f"  - id: {_quoted(row.id)}"
        yield f"    title: {_quoted(row.title)}"
        for name in ("theme", "means"):
            if value := getattr(row, name):
                yield f"    {name}: {_quoted(value)}"
        for note in settled.notes.get(f"{row.id}:", ()):
            yield f"    # {plain(note)}"
        if row.expectations:
            yield "    levels:"
            yield from _cells(row, settled.notes)


def _cells(row: Competency, notes: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for level, members in row.expectations:
        yield f"      {_quoted(level)}:"
        for number, said in enumerate(members, start=1):
            yield f"        - {_said(said, f'{row.id}.{level}.{number}')}"
            for note in notes.get(said.id, ()):
                yield f"          # {plain(note)}"


def _said(said: Expectation, usual: str) -> str:
    """An expectation; its id is written where a reader of the file would count another one."""
    if said.id == usual:
        return _quoted(said.text)
    return f"{{id: {_quoted(said.id)}, text: {_quoted(said.text)}}}"


def _covers(covers: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    lines = [f"  {_quoted(own)}: [{', '.join(map(_quoted, ids))}]" for own, ids in covers.items()]
    if lines:
        yield "covers:"
        yield from lines


def _quoted(words: str) -> str:
    return json.dumps(plain(words), ensure_ascii=False)
