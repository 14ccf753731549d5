"""References inside entries: find them, rewrite them, wherever a declaration says `Ref`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, TypeVar

from whyfolio.dataclass import replace
from whyfolio.model.fields import Field, FieldType, Many, Record, Ref, fields_of

Step = str | int
T = TypeVar("T")


@cache
def ref_fields(shape: Any) -> tuple[Field, ...]:  # noqa: ANN401 - a class, hashable
    """The fields of a kind or record that hold references, directly or in their records."""
    return tuple(field for field in fields_of(shape).values() if _holds_refs(field.type))


def _holds_refs(kind: FieldType) -> bool:
    of = kind.of if isinstance(kind, Many) else kind
    if isinstance(of, Record):
        return bool(ref_fields(of.shape))
    return isinstance(of, Ref)


def _class_of(value: object) -> Any:  # noqa: ANN401 - a class, hashable
    return type(value)


def refs_in(value: object) -> Iterator[tuple[tuple[Step, ...], str, Ref]]:
    """Every reference of an entry or record: its field path, the text, what it may name."""
    for field in ref_fields(_class_of(value)):
        held = getattr(value, field.attribute)
        if isinstance(field.type, Many):
            for place, member in enumerate(held):
                yield from _refs_of(member, field.type.of, (field.name, place))
        elif held:
            yield from _refs_of(held, field.type, (field.name,))


def _refs_of(
    value: Any,  # noqa: ANN401 - a reference or a record that holds some
    kind: FieldType,
    path: tuple[Step, ...],
) -> Iterator[tuple[tuple[Step, ...], str, Ref]]:
    if isinstance(kind, Ref):
        yield path, value, kind
    else:
        for inner, text, ref in refs_in(value):
            yield (*path, *inner), text, ref


def with_refs(value: T, settle: Callable[[str, Ref], str | None]) -> T:
    """The entry or record with each reference replaced; None removes it."""
    changed: dict[str, Any] = {}
    for field in ref_fields(_class_of(value)):
        held = getattr(value, field.attribute)
        if not held:
            continue
        if isinstance(field.type, Many):
            settled = (_settled(member, field.type.of, settle) for member in held)
            kept: Any = tuple(member for member in settled if member)
        else:
            kept = _settled(held, field.type, settle) or ("" if isinstance(held, str) else None)
        if kept != held:
            changed[field.attribute] = kept
    return replace(value, **changed) if changed else value


def _settled(
    value: Any,  # noqa: ANN401 - a reference or a record that holds some
    kind: FieldType,
    settle: Callable[[str, Ref], str | None],
) -> Any:  # noqa: ANN401 - the same
    return settle(value, kind) if isinstance(kind, Ref) else with_refs(value, settle)
