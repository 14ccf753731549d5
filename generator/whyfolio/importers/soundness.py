"""Whether fields hold nothing that a reader could stumble over, told without reading them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from whyfolio.dates import DateError, parse_when
from whyfolio.model.entry import Entry
from whyfolio.model.fields import (
    Choice,
    Date,
    FieldType,
    Many,
    Name,
    Record,
    Ref,
    Text,
    fields_of,
)
from whyfolio.model.values import AUDIENCE
from whyfolio.scaffold.composing import Plain

_MARKS = re.compile(r"[{}]|:::|```|~~~|<!")
_REF = re.compile(r"[a-z]+/[a-z0-9-]+\Z")
_NAME = re.compile(r"[\w][\w .+#/-]*\Z")
_PERSON = re.compile(r"[^\W\d_][\w .'-]*\Z")
_OWN = frozenset(["audience", "slug", "aliases"])


def is_sound(shape: type[Entry], fields: Mapping[str, Plain]) -> bool:
    """Whether every field is certain to be read as it stands; "no" means only: have a look.

    Nine of ten entries are sound, and to read each of them once more would cost the most of an
    import.
    """
    declared = fields_of(shape)
    if shape.needs_date and not fields.get("date"):
        return False
    return all(
        name in declared
        and (name not in _OWN or value == "private")
        and _is_value(declared[name].type, value)
        for name, value in fields.items()
        if value
    )


def _is_value(kind: FieldType, value: Plain) -> bool:
    if isinstance(kind, Many):
        if isinstance(value, str | Mapping):
            return _is_one(kind.of, value)
        return all(_is_one(kind.of, member) for member in value)
    return _is_one(kind, value)


def _is_one(kind: FieldType, value: Plain) -> bool:
    if isinstance(value, str):
        return _is_text(kind, value)
    if not isinstance(kind, Record) or not isinstance(value, Mapping):
        return False
    declared = fields_of(kind.shape)
    missing = any(one.required and not value.get(name) for name, one in declared.items())
    return not missing and all(
        name in declared and _is_value(declared[name].type, inner)
        for name, inner in value.items()
        if inner
    )


def _is_text(kind: FieldType, text: str) -> bool:
    if _MARKS.search(text) or not text.replace("\n", " ").isprintable():
        return False
    match kind:
        case Record():
            sound = kind.shorthand in {"person", "people"} and bool(_PERSON.match(text))
        case Text():
            sound = not kind.longest or len(text) <= kind.longest
        case Choice():
            sound = text in kind.words or (kind.free and kind is not AUDIENCE)
        case Name():
            sound = bool(_NAME.match(text))
        case Ref():
            sound = bool(_REF.match(text))
        case _:
            sound = isinstance(kind, Date) and _is_date(text)
    return sound


def _is_date(text: str) -> bool:
    try:
        parse_when(text)
    except DateError:
        return False
    return True
