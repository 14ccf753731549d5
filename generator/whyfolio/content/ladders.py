"""Ladders: a YAML file → a ladder and what is wrong with it."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from whyfolio.content.yamlfile import Node, YamlFile, packaged
from whyfolio.diagnostics import Diagnostic
from whyfolio.model.audience import Audience
from whyfolio.model.ladder import Competency, Expectation, Ladder, Level, Rule
from whyfolio.names import hint_for

LADDER = {
    "id": "How settings and packets call it.",
    "title": "How pages call it.",
    "version": "Its version, as its source writes it.",
    "source": "Where it comes from.",
    "license": "Under which terms it may be passed on.",
    "audience": "Who may read its expectations; review where nothing is said.",
    "levels": "The levels, from the lowest to the highest.",
    "competencies": "The competencies, in the order of the packet.",
    "rule": "Thresholds of the verdict that differ from the usual ones.",
    "covers": "For each competency, those of other ladders that count for it.",
}
LEVEL = {
    "id": "How entries call it.",
    "title": "How pages call it.",
    "scope": "How far the work of this level reaches.",
}
COMPETENCY = {
    "id": "How entries call it.",
    "title": "How pages call it.",
    "theme": "The group it belongs to.",
    "means": "What it means, in one sentence.",
    "levels": "What is expected, by level.",
}
EXPECTATION = {"id": "How a claim calls it.", "text": "What is expected, in one sentence."}
RULE = {
    "strong": "Points from which a competency is strong.",
    "adequate": "Points from which it is adequate.",
    "stories": "Stories that strong needs.",
    "spread_months": "Months that must lie between the first and the last of them.",
    "recent_months": "How many months old the newest of them may be.",
    "full_claims": "For how many competencies one story counts in full.",
}


def read_ladder(file: str, text: str) -> tuple[Ladder | None, tuple[Diagnostic, ...]]:
    """The ladder in a YAML text; None only where the text is no YAML mapping.

    Args:
        file: its path in messages; its stem is the id where none is written.
        text: what the file holds.
    """
    source = YamlFile(file, text)
    if source.root is None:
        return None, source.diagnostics
    ladder = _ladder(source, PurePosixPath(file).stem)
    return ladder, source.diagnostics


@cache
def shipped_ladders() -> tuple[Ladder, ...]:
    """The ladders that come with whyfolio, by id."""
    ladders = (read_ladder(name, text)[0] for name, text in packaged("ladders"))
    return tuple(ladder for ladder in ladders if ladder)


def _ladder(source: YamlFile, stem: str) -> Ladder:
    said = source.fields(source.root, LADDER, "the ladder", ("id", "levels", "competencies"))
    levels = _levels(source, said.get("levels"))
    known = tuple(level.id for level in levels)
    competencies = _competencies(source, said.get("competencies"), known)
    ladder_id = source.text(said.get("id"), "id") or stem
    words = tuple(audience.value for audience in Audience)
    audience = source.choice(said.get("audience"), "audience", words)
    return Ladder(
        id=ladder_id,
        title=source.text(said.get("title"), "title") or ladder_id,
        version=source.text(said.get("version"), "version"),
        source=source.text(said.get("source"), "source"),
        license=source.text(said.get("license"), "license"),
        audience=_audience(audience, written="audience" in said),
        levels=levels,
        competencies=competencies,
        rule=_rule(source, said.get("rule")),
        covers=_covers(source, said.get("covers"), [one.id for one in competencies]),
    )


def _audience(word: str, *, written: bool) -> Audience:
    """What cannot be read is private, so that a slip of the pen opens nothing."""
    if word:
        return Audience(word)
    return Audience.PRIVATE if written else Audience.REVIEW


def _levels(source: YamlFile, node: Node) -> tuple[Level, ...]:
    found: list[Level] = []
    seen: set[str] = set()
    for member in source.members(node):
        said = source.fields(member, LEVEL, "a level", ("id",))
        level_id = source.text(said.get("id"), "id")
        if level_id and source.unique(said["id"], "level", level_id, seen):
            title = source.text(said.get("title"), "title") or level_id
            found.append(Level(level_id, title, source.text(said.get("scope"), "scope")))
    return tuple(found)


def _competencies(
    source: YamlFile,
    node: Node,
    levels: tuple[str, ...],
) -> tuple[Competency, ...]:
    found: list[Competency] = []
    seen: set[str] = set()
    expectation_ids: set[str] = set()
    for member in source.members(node):
        said = source.fields(member, COMPETENCY, "a competency", ("id",))
        own = source.text(said.get("id"), "id")
        cells = _cells(source, said.get("levels"), own, levels, expectation_ids)
        if own and source.unique(said["id"], "competency", own, seen):
            found.append(
                Competency(
                    id=own,
                    title=source.text(said.get("title"), "title") or own,
                    theme=source.text(said.get("theme"), "theme"),
                    means=source.text(said.get("means"), "means"),
                    expectations=cells,
                )
            )
    return tuple(found)


def _cells(
    source: YamlFile,
    node: Node,
    competency: str,
    levels: tuple[str, ...],
    seen: set[str],
) -> tuple[tuple[str, tuple[Expectation, ...]], ...]:
    cells = {}
    for level, key, value in source.pairs(node, "levels"):
        if level not in levels:
            hint = hint_for(level, levels, "add it to `levels` at the top")
            source.report("E506", key, f'"{level}" is no level of this ladder', hint)
            continue
        members = enumerate(source.members(value), start=1)
        read = [
            _expectation(source, member, f"{competency}.{level}.{number}", seen)
            for number, member in members
        ]
        cells[level] = tuple(one for one in read if one)
    return tuple((level, cells[level]) for level in levels if level in cells)


def _expectation(
    source: YamlFile,
    node: Node,
    default_id: str,
    seen: set[str],
) -> Expectation | None:
    id_node, own, text = node, default_id, ""
    if node.id == "mapping":
        # A sentence with a colon looks like a field; it is told as that, and once.
        known = any(key.value in EXPECTATION for key, _value in node.value)
        required = ("text",) if known or not node.value else ()
        said = source.fields(node, EXPECTATION, "an expectation", required)
        id_node = said.get("id", node)
        own = source.text(said.get("id"), "id") or default_id
        text = source.text(said.get("text"), "text")
    else:
        text = source.text(node, "an expectation")
    if not text or not source.unique(id_node, "expectation", own, seen):
        return None
    return Expectation(own, text)


def _rule(source: YamlFile, node: Node) -> Rule:
    said = source.fields(node, RULE, "the rule")
    points = {"strong", "adequate"}
    values: dict[str, Any] = {}
    for declared in fields(Rule):
        word = declared.name
        value = source.number(said.get(word), word, whole=word not in points)
        if value is not None:
            values[word] = value if word in points else int(value)
    rule = Rule(**values)
    if rule.adequate > rule.strong:
        message = f'"adequate" ({rule.adequate}) is more than "strong" ({rule.strong})'
        source.report("E507", node, message, "lower it")
        return Rule()
    return rule


def _covers(
    source: YamlFile,
    node: Node,
    own: list[str],
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found = []
    for word, key, value in source.pairs(node, "covers"):
        if word not in own:
            hint = hint_for(word, own, "name a competency of this ladder")
            source.report("E509", key, f'"{word}" is no competency of this ladder', hint)
            continue
        others = [source.text(member, word) for member in source.members(value)]
        found.append((word, tuple(other for other in others if other)))
    return tuple(found)
