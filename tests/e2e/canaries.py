"""One unique word for every field of every kind at every audience, from the declarations.

Who may read a word is worked out here from the declarations alone, without the audience gate:
the narrowest of the entry's audience, the field's ceiling and its default or own audience.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from whyfolio.model.audience import Audience, narrowest
from whyfolio.model.fields import (
    Address,
    Choice,
    Date,
    Field,
    FieldType,
    FilePath,
    Flag,
    Many,
    Name,
    Number,
    Record,
    Ref,
    Text,
    fields_of,
)
from whyfolio.model.kinds import KINDS
from whyfolio.model.values import Person

# Where the word of a field is never printed as such, and why.
NEVER = {
    "aliases": "an earlier address, not a text",
    "show": "names fields, is no text itself",
    "menu.weight": "an order, not a text",
    "image_alt": "printed with the image only, which needs a real file",
}
NOT_A_TEXT = (Date, Flag, Number, Choice, FilePath)


@dataclass(frozen=True)
class Canary:
    """A word, where it was written, and which audiences may read it."""

    word: str
    ref: str
    field: str
    readers: frozenset[Audience]
    printed: bool = True


@dataclass
class Flock:
    """All canaries and the entries that hold them."""

    entries: dict[str, str]
    canaries: list[Canary]


def flock() -> Flock:
    """Every kind × audience, with every field filled; records at every audience of their own."""
    found = Flock({}, [])
    numbers = count(1)
    for kind in KINDS.values():
        for mark in Audience:
            if kind.kind == "packet" and mark is Audience.PUBLIC:
                continue
            _entry(kind, mark, found, numbers)
    return found


def _entry(kind: type, mark: Audience, found: Flock, numbers: Iterator[int]) -> None:
    ref = f"{kind.folder}/{mark.value}-one"
    front: dict[str, object] = {"audience": mark.value}
    if kind.needs_date:
        front["date"] = "2026-09-01"
    if kind.kind == "feedback":
        front["consent"] = "review" if mark is Audience.PRIVATE else mark.value
    reach = max(mark, kind.widest, key=lambda audience: audience.rank)
    for field in fields_of(kind).values():
        if field.name in {"audience", "consent", "draft", "date", "slug", "related"}:
            continue
        value = _field(field, (field.name,), reach, ref, found, numbers)
        if value is not None:
            front[field.name] = value
    found.entries[ref] = _front_matter(front, ref, reach, found, numbers)


def _front_matter(
    front: dict[str, object], ref: str, reach: Audience, found: Flock, numbers: Iterator[int]
) -> str:
    lines = [f"{name}: {json.dumps(value)}" for name, value in front.items()]
    body, note = _word(numbers), _word(numbers)
    inner = {mark: _word(numbers) for mark in (Audience.REVIEW, Audience.PRIVATE)}
    _add(found, body, ref, "body", reach)
    found.canaries.append(Canary(note, ref, "comment", frozenset(), printed=False))
    marks = ""
    for mark, word in inner.items():
        instead = _word(numbers)
        both = narrowest(reach, mark)
        _add(found, word, ref, f"body {mark}", both)
        hidden = _readers(reach) - _readers(both)
        found.canaries.append(Canary(instead, ref, f"body else {mark}", hidden))
        marks += f"\n\nThen [{word}]{{.{mark} else=\"{instead}\"}} stood there."
    return "---\n" + "\n".join(lines) + f"\n---\nA body with {body}.<!-- {note} -->{marks}\n"


def _field(
    field: Field,
    path: tuple[str, ...],
    reach: Audience,
    ref: str,
    found: Flock,
    numbers: Iterator[int],
) -> object | None:
    kind = field.type.of if isinstance(field.type, Many) else field.type
    many = isinstance(field.type, Many)
    if isinstance(kind, Record):
        if "audience" in fields_of(kind.shape) and many:
            marks = ["", *(mark.value for mark in Audience)]
            return [
                _record(kind.shape, mark, field, path, reach, ref, found, numbers)
                for mark in marks
            ]
        one = _record(kind.shape, "", field, path, reach, ref, found, numbers)
        return [one] if many else one
    word = _word(numbers)
    value = _value(kind, word)
    if value is None:
        return None
    limit = narrowest(reach, field.default, field.ceiling)
    name = ".".join(path)
    if name in NEVER:
        found.canaries.append(Canary(word, ref, name, _readers(limit), printed=False))
    else:
        _add(found, word, ref, name, limit)
    return [value] if many else value


def _record(
    shape: type,
    mark: str,
    field: Field,
    path: tuple[str, ...],
    reach: Audience,
    ref: str,
    found: Flock,
    numbers: Iterator[int],
) -> dict[str, object]:
    outer = narrowest(reach, field.ceiling)
    own = Audience(mark) if mark else field.default
    inner = narrowest(outer, own)
    record: dict[str, object] = {"audience": mark} if mark else {}
    for part in fields_of(shape).values():
        if part.name == "audience":
            continue
        if part.name in {"else", "role"}:
            word = record[part.name] = _word(numbers)
            shown = _readers(outer) if part.name == "role" else _readers(outer) - _readers(inner)
            found.canaries.append(Canary(word, ref, ".".join((*path, part.name)), shown))
            continue
        value = _field(part, (*path, part.name), inner, ref, found, numbers)
        if value is not None:
            record[part.name] = value
    return record


def _value(kind: FieldType, word: str) -> object | None:
    if isinstance(kind, NOT_A_TEXT):
        if isinstance(kind, Choice) and kind.free:
            return word
        return None
    if isinstance(kind, Ref):
        return word if kind.or_text else None
    if isinstance(kind, Address):
        return f"https://host.example/{word}"
    assert isinstance(kind, Text | Name)
    return word


def _add(found: Flock, word: str, ref: str, name: str, limit: Audience) -> None:
    found.canaries.append(Canary(word, ref, name, _readers(limit)))


def _readers(limit: Audience) -> frozenset[Audience]:
    return frozenset(audience for audience in Audience if audience.sees(limit))


def _word(numbers: Iterator[int]) -> str:
    return f"zq{next(numbers):05d}kanari"


__all__ = ["Canary", "Flock", "Person", "flock"]
