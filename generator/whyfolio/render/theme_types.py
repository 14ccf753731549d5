"""What a template may ask of a value: shapes, read from the types of what pages are given.

A shape knows only what is needed to tell a name that can never be there. Whatever is not one of
our own values, such as a text or a number, is `ANYTHING`, of which nothing is told.
"""

from __future__ import annotations

import dataclasses
import inspect
import types
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from whyfolio.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Anything:
    """A value of which nothing is told."""


@dataclass(frozen=True, slots=True)
class Value:
    """One of some classes of ours, or of those made from them."""

    classes: frozenset[type]


@dataclass(frozen=True, slots=True)
class Several:
    """Values of one shape, one after the other."""

    of: Shape


@dataclass(frozen=True, slots=True)
class Row:
    """A few values, each with its own shape."""

    of: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Keys:
    """A table whose keys are known."""

    of: tuple[tuple[str, Shape], ...]


Shape = Anything | Value | Several | Row | Keys
ANYTHING = Anything()
_ROWS: tuple[object, ...] = (tuple, list, set, frozenset, Sequence, Iterable)
_OURS = "whyfolio."


def shape_of(hint: Any) -> Shape:  # noqa: ANN401 - a type as it is written
    """The shape of a type."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin in {Union, types.UnionType}:
        return either(shape_of(part) for part in parts if part is not types.NoneType)
    if origin is tuple and parts and parts[-1] is not Ellipsis:
        return Row(tuple(shape_of(part) for part in parts))
    if origin in _ROWS and parts:
        return Several(shape_of(parts[0]))
    if not inspect.isclass(hint) or not dataclasses.is_dataclass(hint):
        return ANYTHING
    one: type = hint
    return Value(frozenset([one])) if one.__module__.startswith(_OURS) else ANYTHING


def either(shapes: Iterable[Shape]) -> Shape:
    """The shape of what has one of several."""
    found = list(dict.fromkeys(shapes))
    if len(found) == 1:
        return found[0]
    values = [shape for shape in found if isinstance(shape, Value)]
    if found and len(values) == len(found):
        return Value(frozenset().union(*(shape.classes for shape in values)))
    rows = [shape for shape in found if isinstance(shape, Several)]
    if found and len(rows) == len(found):
        return Several(either(shape.of for shape in rows))
    return ANYTHING


def element(shape: Shape) -> Shape:
    """The shape of each value of a row."""
    if isinstance(shape, Several):
        return shape.of
    return either(shape.of) if isinstance(shape, Row) else ANYTHING


def unpacked(shape: Shape, count: int) -> tuple[Shape, ...]:
    """The shapes of the parts of a value that is taken apart."""
    if isinstance(shape, Row) and len(shape.of) == count:
        return shape.of
    return (element(shape) if isinstance(shape, Several) else ANYTHING,) * count


def known_names(shape: Shape) -> Mapping[str, Shape] | None:
    """What can be asked of a value, by name; None where nothing is told of it."""
    if isinstance(shape, Keys):
        return dict(shape.of)
    if not isinstance(shape, Value):
        return None
    found: dict[str, list[Shape]] = {}
    for one in shape.classes:
        for name, part in _members(one).items():
            found.setdefault(name, []).append(part)
    return {name: either(parts) for name, parts in found.items()}


def called(shape: Shape) -> str:
    """What a message calls the value."""
    if isinstance(shape, Value):
        return " or ".join(sorted(one.__name__ for one in shape.classes))
    return "this table" if isinstance(shape, Keys) else "this value"


@cache
def _members(shape: type) -> Mapping[str, Shape]:
    """The fields, properties and methods of a class and of those made from it."""
    found: dict[str, list[Shape]] = {}
    for one in (shape, *_below(shape)):
        hints = get_type_hints(one)
        for name in dir(one):
            if not name.startswith("_"):
                found.setdefault(name, []).append(_member(one, name, hints))
        for field in dataclasses.fields(one):
            found.setdefault(field.name, []).append(shape_of(hints[field.name]))
    return {name: either(parts) for name, parts in found.items()}


def _member(one: type, name: str, hints: Mapping[str, Any]) -> Shape:
    if name in hints:
        return shape_of(hints[name])
    member = inspect.getattr_static(one, name)
    if isinstance(member, property) and member.fget is not None:
        return shape_of(get_type_hints(member.fget).get("return"))
    return ANYTHING


def _below(shape: type) -> list[type]:
    found: list[type] = []
    child: type
    for child in shape.__subclasses__():
        # A class with slots is made twice; only the second has its fields.
        if dataclasses.is_dataclass(child):
            found += [child, *_below(child)]
    return found
