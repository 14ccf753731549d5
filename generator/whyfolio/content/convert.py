"""Nodes and declarations become values; what does not fit is named at its place and left out."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from whyfolio.content.faults import Faults
from whyfolio.content.nodes import Mapping, Node, Pair, Scalar, Sequence
from whyfolio.content.shorthand import FORMS, people
from whyfolio.content.singles import SINGLES, Step, word_of
from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Place
from whyfolio.model.audience import Audience
from whyfolio.model.fields import (
    Date,
    Field,
    FieldType,
    Flag,
    Many,
    Record,
    Text,
    fields_of,
)
from whyfolio.model.values import AUDIENCE
from whyfolio.names import did_you_mean, join_words

Values = dict[str, Any]


@dataclass(slots=True)
class Reading:
    """What is gathered while one file's nodes become values: diagnostics and places."""

    faults: Faults
    places: dict[tuple[Step, ...], Place] = field(default_factory=dict)


def convert_fields(
    mapping: Mapping, shape: type, reading: Reading, path: tuple[Step, ...] = ()
) -> Values:
    """The values of a kind or record by attribute; what is absent or wrong is not there.

    A word that was probably meant to say who may read it makes it private.
    """
    names = fields_of(shape)
    values: Values = {}
    closed = False
    for pair in mapping.pairs:
        declared = names.get(pair.key)
        if declared is None:
            closed |= _unknown(pair, names, values, reading.faults)
            continue
        value = _convert_pair(pair, declared, reading, path)
        if value is not None:
            values[declared.attribute] = value
    if closed and "audience" in names:
        values["audience"] = Audience.PRIVATE.value
    return values


def _convert_pair(pair: Pair, declared: Field, reading: Reading, path: tuple[Step, ...]) -> Any:  # noqa: ANN401
    here = (*path, pair.key)
    node = pair.value
    reading.places[here] = pair.key_place if node is None else node.place
    if declared.attribute != pair.key:
        reading.places[*path, declared.attribute] = reading.places[here]
    return None if node is None else convert(node, declared.type, reading, here)


def _unknown(pair: Pair, names: dict[str, Field], values: Values, faults: Faults) -> bool:
    guess = did_you_mean(pair.key, names)
    otherwise = f"the fields here are {join_words(names, 'and')}" if len(names) < 13 else ""  # noqa: PLR2004 - what fits a line
    hint = f'did you mean "{guess}"?' if guess else otherwise or "look it up in the reference"
    faults.add("E101", pair.key_place, f'there is no field "{pair.key}"', hint)
    if guess == "draft" or pair.key.casefold() in {"published", "hidden"}:
        values["draft"] = True
    return guess == "audience" or pair.key.casefold() in {"visibility", "private"}


def convert(node: Node, declared: FieldType, reading: Reading, path: tuple[Step, ...]) -> Any:  # noqa: ANN401
    """The value of a node, as its field is declared; None and a diagnostic if it is none."""
    if isinstance(declared, Many):
        return _many(node, declared.of, reading, path)
    if isinstance(declared, Record):
        return _record(node, declared, reading, path)
    if not isinstance(node, Scalar):
        kind = "a list" if isinstance(node, Sequence) else "a group of fields"
        wanted, hint = _WANTED.get(type(declared), ("one value", "write one value"))
        reading.faults.add(
            "E201", node.place, f'"{word_of(path)}" is {wanted}, and this is {kind}', hint
        )
        return _closed(declared, path)
    value = SINGLES[type(declared)](node, declared, reading.faults, path)
    return _closed(declared, path) if value is None else value


_WANTED = {
    Text: ("one text", "write one sentence; indent the lines that continue it"),
    Flag: ("yes or no", "write yes or no"),
    Date: ("one date", "write one date, like 2026-09"),
}


def _closed(declared: FieldType, path: tuple[Step, ...]) -> str | bool | None:
    """What stands for a value that cannot be read, where nothing would say too little."""
    if declared is AUDIENCE:
        return Audience.PRIVATE.value
    return True if path == ("draft",) else None


def _many(node: Node, of: FieldType, reading: Reading, path: tuple[Step, ...]) -> tuple[Any, ...]:
    members: list[Node] = list(node.members) if isinstance(node, Sequence) else [node]
    if isinstance(of, Record) and of.shorthand == "people":
        members = [each for member in members for each in _each_person(member)]
    values: list[Any] = []
    for member in members:
        here = (*path, len(values))
        reading.places[here] = member.place
        value = convert(member, of, reading, here)
        if value is not None and value != "":
            values.append(value)
    return tuple(values)


def _each_person(node: Node) -> list[Node]:
    if not isinstance(node, Scalar) or ";" not in node.text:
        return [node]
    return [_part(node, text) for text in people(node.text)]


def _part(whole: Scalar, text: str) -> Scalar:
    """A piece of a text as a scalar of its own, at its own place."""
    offset = max(0, whole.text.find(text))
    line, column = whole.at(offset)
    spans = tuple(
        span.__class__(span.offset - offset, span.line, span.column)
        for span in whole.spans
        if span.offset > offset
    )
    place = Place(whole.place.file, line, column, max(1, len(text)))
    return Scalar(text, place, whole.style, spans)


def _record(node: Node, record: Record, reading: Reading, path: tuple[Step, ...]) -> Any:  # noqa: ANN401
    if isinstance(node, Scalar) and record.shorthand:
        node = _long_form(node, record, reading.faults)
    if not isinstance(node, Mapping):
        names = join_words(fields_of(record.shape), "and")
        kind = "a text" if isinstance(node, Scalar) else "a list"
        reading.faults.add(
            "E201",
            node.place,
            f'"{word_of(path)}" is a group of fields, and this is {kind}',
            f"write its fields on lines of their own: {names}",
        )
        return None
    values = convert_fields(node, record.shape, reading, path)
    for word, declared in fields_of(record.shape).items():
        if declared.required and not values.get(declared.attribute):
            reading.faults.add(
                "E116", node.place, f'"{word}" is missing here', f"add a line `{word}: …`"
            )
            return None
    return record.shape(**values)


def _long_form(node: Scalar, record: Record, faults: Faults) -> Mapping:
    parts = FORMS[record.shorthand](node.text)
    if units := parts.pop("units", ""):
        first, last = units.split("\n")
        faults.add(
            "E211",
            node.place,
            f'the two figures have two units, "{first}" and "{last}"',
            "give both in the same unit",
        )
    pairs = []
    for word, text in parts.items():
        part = _part(node, text) if text != node.text else node
        pairs.append(Pair(word, part.place, part))
    return Mapping(tuple(pairs), node.place)
