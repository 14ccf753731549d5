"""One unique word for every field of every kind at every audience, from the declarations.

Who may read a word is worked out here from the declarations alone, without the audience gate:
the narrowest of the entry's audience, the field's ceiling and its default or own audience.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from whyfolio.model.audience import Audience, narrowest
from whyfolio.model.entry import Entry
from whyfolio.model.fields import (
    Address,
    Choice,
    Field,
    FieldType,
    Many,
    Name,
    Record,
    Ref,
    Text,
    fields_of,
)
from whyfolio.model.kinds import KINDS

# Where the word of a field is never printed as such, and why.
NEVER = {
    "aliases": "an earlier address, not a text",
    "show": "names fields, is no text itself",
    "menu.weight": "an order, not a text",
    "ladder": "the name of a file; its title is printed where its readers may see it",
    "imported": "a mark by which the next import knows the entry, and nothing to read",
    "image_alt": "printed with the image only, which needs a real file",
}
LEFT_OUT = frozenset(["audience", "consent", "draft", "date", "slug", "related"])


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
    """All canaries, the entries that hold them, and the entry being written."""

    entries: dict[str, str]
    canaries: list[Canary]
    ref: str = ""
    numbers: Iterator[int] = dataclasses.field(default_factory=lambda: count(1))

    def word(self) -> str:
        return f"zq{next(self.numbers):05d}kanari"

    def add(
        self, word: str, name: str, readers: frozenset[Audience], *, printed: bool = True
    ) -> None:
        self.canaries.append(Canary(word, self.ref, name, readers, printed))


def flock() -> Flock:
    """Every kind × audience, with every field filled; records at every audience of their own."""
    found = Flock({}, [])
    for kind in KINDS.values():
        for mark in Audience:
            if kind.kind != "packet" or mark is not Audience.PUBLIC:
                _entry(kind, mark, found)
    return found


def _entry(kind: type[Entry], mark: Audience, found: Flock) -> None:
    found.ref = f"{kind.folder}/{mark.value}-one"
    front: dict[str, object] = {"audience": mark.value}
    if kind.needs_date:
        front["date"] = "2026-09-01"
    if kind.kind == "feedback" and mark is not Audience.PRIVATE:
        front["consent"] = mark.value
    reach = narrowest(mark, kind.widest)
    for field in fields_of(kind).values():
        if field.name in front or field.name in LEFT_OUT:
            continue
        value = _field(field, (field.name,), reach, found)
        if value is not None:
            front[field.name] = value
    lines = [f"{name}: {json.dumps(value)}" for name, value in front.items()]
    found.entries[found.ref] = "---\n" + "\n".join(lines) + f"\n---\n{_body(reach, found)}"


def _body(reach: Audience, found: Flock) -> str:
    words, note = found.word(), found.word()
    found.add(words, "body", _readers(reach))
    found.add(note, "comment", frozenset(), printed=False)
    text = f"A body with {words}.<!-- {note} -->\n"
    for mark in (Audience.REVIEW, Audience.PRIVATE):
        inner, instead = found.word(), found.word()
        readers = _readers(narrowest(reach, mark))
        found.add(inner, f"body {mark}", readers)
        found.add(instead, f"body else {mark}", _readers(reach) - readers)
        text += f'\nThen [{inner}]{{.{mark} else="{instead}"}} stood there.\n'
        block, other = found.word(), found.word()
        found.add(block, f"block {mark}", readers)
        found.add(other, f"block else {mark}", _readers(reach) - readers)
        text += f"\n::: {mark}\n{block}\n::: else\n{other}\n:::\n"
    return text


def _field(field: Field, path: tuple[str, ...], reach: Audience, found: Flock) -> object | None:
    many = isinstance(field.type, Many)
    kind = field.type.of if isinstance(field.type, Many) else field.type
    if isinstance(kind, Record):
        own = "audience" in fields_of(kind.shape) and many
        marks = ["", *(mark.value for mark in Audience)] if own else [""]
        records = [_record(kind.shape, mark, (field, path), reach, found) for mark in marks]
        return records if many else records[0]
    word = found.word()
    value = _value(kind, word)
    if value is None:
        return None
    name = ".".join(path)
    limit = narrowest(reach, field.default, field.ceiling)
    found.add(word, name, _readers(limit), printed=name not in NEVER)
    return [value] if many else value


def _record(
    shape: type, mark: str, at: tuple[Field, tuple[str, ...]], reach: Audience, found: Flock
) -> dict[str, object]:
    field, path = at
    outer = narrowest(reach, field.ceiling)
    inner = narrowest(outer, Audience(mark) if mark else field.default)
    record: dict[str, object] = {"audience": mark} if mark else {}
    for part in fields_of(shape).values():
        name = ".".join((*path, part.name))
        if part.name in {"role", "else"}:
            word = record[part.name] = found.word()
            hidden = _readers(outer) - _readers(inner)
            found.add(word, name, _readers(outer) if part.name == "role" else hidden)
        elif part.name != "audience":
            value = _field(part, (*path, part.name), inner, found)
            if value is not None:
                record[part.name] = value
    return record


def _value(kind: FieldType, word: str) -> object | None:
    """A value that holds the word, or None where the type can hold no word."""
    if isinstance(kind, Address):
        return f"https://host.example/{word}"
    if isinstance(kind, Text | Name):
        return word
    free = isinstance(kind, Choice) and kind.free
    return word if free or (isinstance(kind, Ref) and kind.or_text) else None


def _readers(limit: Audience) -> frozenset[Audience]:
    return frozenset(audience for audience in Audience if audience.sees(limit))
