"""Values written out, so that equal ones can be known by a hash: quicker than any pickle."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date, datetime
from enum import Enum
from operator import attrgetter
from typing import Any

_AS_THEY_ARE = frozenset([str, int, float, bool, bytes, type(None)])
_FORM = 2  # the last form of marshal that does not tell whether two equal strings are one


def spelt(value: object) -> bytes:
    """Any value as bytes that are the same for equal values, and other for others.

    Raises:
        TypeError: there is something in it that is neither a dataclass nor built in.
    """
    return marshal.dumps(_plain(value), _FORM)


def _plain(value: object) -> Any:  # noqa: ANN401 - whatever marshal takes
    shape = type(value)
    return value if shape in _AS_THEY_ARE else _SPELLINGS[shape](value)


def _all(values: Iterable[object]) -> tuple[Any, ...]:
    return tuple(
        [one if type(one) in _AS_THEY_ARE else _SPELLINGS[type(one)](one) for one in values]
    )


def _tuple(values: tuple[object, ...]) -> tuple[Any, ...]:
    return _all(values) if values else ()  # as most are


def _list(values: Iterable[object]) -> list[Any]:
    return list(_all(values))


def _mapping(values: Mapping[Any, object]) -> dict[Any, Any]:
    """In its own order, in which a template may go through it."""
    return dict(zip(_all(values), _all(values.values()), strict=True))


def _set(values: Iterable[object]) -> tuple[Any, ...]:
    return "{,}", tuple(sorted(map(spelt, values)))


class _Spellings(dict[type, Callable[[Any], Any]]):
    """How values of each type are taken apart, worked out when the first one comes."""

    def __missing__(self, shape: type) -> Callable[[Any], Any]:
        self[shape] = found = _spelling(shape)
        return found


def _spelling(shape: type) -> Callable[[Any], Any]:
    if issubclass(shape, Mapping):
        return _mapping
    name = f"{shape.__module__}.{shape.__qualname__}"
    if hasattr(shape, "__dataclass_fields__"):
        cls: Any = shape
        names = [field.name for field in fields(cls)]
        if len(names) > 1:
            values = attrgetter(*names)
            return lambda value: (name, _all(values(value)))
        return lambda value: (name, [_plain(getattr(value, one)) for one in names])
    parts = _parts(shape, name)
    return lambda value: (name, parts(value))


def _parts(shape: type, name: str) -> Callable[[Any], Any]:
    if issubclass(shape, Enum):
        return lambda value: _plain(value.value)
    if issubclass(shape, date | datetime):
        return lambda value: value.isoformat()
    if issubclass(shape, str):  # as markup is one, which is not escaped
        return str.__str__
    if issubclass(shape, tuple):
        return _all
    raise TypeError(f"{name} has no spelling")


_SPELLINGS = _Spellings(
    {tuple: _tuple, list: _list, dict: _mapping, set: _set, frozenset: _set, type(None): _plain}
)
