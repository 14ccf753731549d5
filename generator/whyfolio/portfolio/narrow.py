"""Narrow an entry to what one audience may read.

What counts for a value is the narrowest of its field, its parent and its entry. A hidden
person leaves the role, a hidden figure its `else`; everything else leaves nothing at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from whyfolio.dataclass import replace
from whyfolio.markdown.directives import resolve, resolve_prose
from whyfolio.model.audience import Audience, narrowest
from whyfolio.model.entry import Entry
from whyfolio.model.fields import Field, FieldType, Many, Record, Text, fields_of
from whyfolio.model.profile import Profile
from whyfolio.model.values import Evidence, Impact, Person

PERCENT = "percent"


def narrow_entry(entry: Entry, audience: Audience) -> Entry:
    """The entry as an audience that may read it sees it: marks resolved, hidden values gone."""
    body = resolve(entry.body, audience) if entry.body else ""
    narrowed: Entry = _narrow(entry, audience, entry.readers, {"body": body, "audience": ""})
    return narrowed


def narrow_profile(profile: Profile, audience: Audience) -> Profile:
    """The profile with the private fields that `show` opens for this audience."""
    opened = _opened(profile, audience)
    changed: dict[str, Any] = {
        "show": None,
        "audience": "",
        "body": resolve(profile.body, audience),
    }
    for field in fields_of(Profile).values():
        held = getattr(profile, field.attribute)
        if not held or field.attribute in changed:
            continue
        open_to = audience if field.name in opened and not _is_fixed(field) else field.default
        limit = narrowest(open_to, field.ceiling)
        kept = _kept(held, field.type, audience, limit) if audience.sees(limit) else None
        changed[field.attribute] = field.absent if kept is None else kept
    return replace(profile, **changed)


def _opened(profile: Profile, audience: Audience) -> frozenset[str]:
    if profile.show is None:
        return frozenset()
    public, review = profile.show.public, profile.show.review
    return frozenset(public if audience is Audience.PUBLIC else (*public, *review))


def _is_fixed(field: Field) -> bool:
    return field.ceiling is Audience.PRIVATE


def _narrow(
    value: Any,  # noqa: ANN401 - entry or record
    audience: Audience,
    limit: Audience,
    cleared: Mapping[str, str],
) -> Any:  # noqa: ANN401 - the same
    """What is seen of a value, with what is ``cleared`` whatever it was."""
    changed: dict[str, Any] = {}
    shape: Any = type(value)
    for attribute, absent, step in _steps(shape, audience, limit):
        held = getattr(value, attribute)
        if not held:
            continue
        kept = _kept(held, step.kind, audience, step.limit, step.default) if step else None
        if kept is None:
            kept = absent
        if kept is not held:
            changed[attribute] = kept
    changed |= cleared
    return replace(value, **changed) if changed else value


class _Step(NamedTuple):
    """How a field is narrowed that a reader may see."""

    kind: FieldType
    limit: Audience
    default: Audience


@cache
def _steps(
    shape: Any,  # noqa: ANN401 - a class, hashable
    audience: Audience,
    limit: Audience,
) -> tuple[tuple[str, Any, _Step | None], ...]:
    """What is done to each field: its attribute, its value where it is hidden, and how to narrow.

    Fields that stand as they are, whatever they hold, are left out.
    """
    found: list[tuple[str, Any, _Step | None]] = []
    for field in fields_of(shape).values():
        reach = narrowest(limit, field.default, field.ceiling)
        step: _Step | None = None
        if _has_own_audience(field.type):
            step = _Step(field.type, narrowest(limit, field.ceiling), field.default)
        elif audience.sees(reach):
            if _is_whole(field.type):
                continue
            step = _Step(field.type, reach, Audience.PUBLIC)
        found.append((field.attribute, field.absent, step))
    return tuple(found)


def _is_whole(kind: FieldType) -> bool:
    """Whether nothing in such a value could be narrower than the whole of it."""
    of = kind.of if isinstance(kind, Many) else kind
    return not isinstance(of, Record | Many) and not (isinstance(of, Text) and of.prose)


@cache
def _has_own_audience(kind: FieldType) -> bool:
    of = kind.of if isinstance(kind, Many) else kind
    return isinstance(of, Record) and "audience" in fields_of(of.shape)


def _kept(
    held: Any,  # noqa: ANN401 - any declared value
    kind: FieldType,
    audience: Audience,
    limit: Audience,
    default: Audience = Audience.PUBLIC,
) -> Any:  # noqa: ANN401 - the same value, narrowed
    if isinstance(kind, Many):
        members = [_kept(member, kind.of, audience, limit, default) for member in held]
        kept = tuple(member for member in members if member)
        return held if kept == held else kept
    if isinstance(kind, Record):
        return _kept_record(held, audience, limit, default)
    if isinstance(kind, Text) and kind.prose:
        return resolve_prose(held, audience)
    return held


def _kept_record(
    record: Any,  # noqa: ANN401 - a record of model.values or model.profile
    audience: Audience,
    limit: Audience,
    default: Audience,
) -> Any:  # noqa: ANN401 - the same record, narrowed, or None
    said = getattr(record, "audience", "")
    reach = narrowest(limit, Audience(said) if said else default)
    if audience.sees(reach):
        cleared = {name: "" for name in ("audience", "otherwise") if getattr(record, name, "")}
        return _narrow(record, audience, reach, cleared)
    return _leftover(record, audience) if audience.sees(limit) else None


def _leftover(record: object, audience: Audience) -> object | None:
    """What a hidden record leaves to a reader who may read everything around it."""
    if isinstance(record, Person):
        role, words = record.role or record.relation, resolve_prose(record.otherwise, audience)
        return Person(name=words, role=role, relation=record.relation) if role or words else None
    if not isinstance(record, Impact | Evidence) or not record.otherwise:
        return None
    if isinstance(record, Impact) and record.otherwise.strip().casefold() == PERCENT:
        return Impact(measure=record.measure, shown_change=record.change) if record.change else None
    return type(record)(instead=resolve_prose(record.otherwise, audience))
