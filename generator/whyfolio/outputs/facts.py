"""Every remaining field of an entry as label and values, straight from the declarations.

A template draws the fields it has a place for; `facts` gives it the rest, so that a field
which somebody adds to a kind is on the page before anyone touches a template.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from whyfolio.dates import When
from whyfolio.model.entry import Entry
from whyfolio.model.fields import Choice, Field, FieldType, Many, Name, Record, Ref, fields_of
from whyfolio.model.values import Person
from whyfolio.outputs.cards import who
from whyfolio.outputs.links import Links
from whyfolio.outputs.shapes import Fact, Link
from whyfolio.render.locale import Words

UNPRINTED = frozenset(
    [
        *("title", "slug", "aliases", "audience", "draft", "short", "summary", "image"),
        *("image_alt", "imported"),
    ]
)

_NOTHING: tuple[object, ...] = (None, "", False, ())
COMMON = frozenset(fields_of(Entry))


def facts(
    entry: Entry, links: Links, words: Words, leave_out: frozenset[str] = frozenset()
) -> tuple[Fact, ...]:
    """All fields of an entry that hold something, but for those that are drawn elsewhere."""
    found = []
    shape: Any = type(entry)
    for field in _printed(shape, leave_out):
        held = getattr(entry, field.attribute)
        if held in _NOTHING:
            continue
        values = tuple(values_of(held, field, links, words))
        if values:
            found.append(Fact(field.name, words.text(f"fact.{field.name}"), values))
    return tuple(found)


@cache
def _printed(shape: Any, leave_out: frozenset[str]) -> tuple[Field, ...]:  # noqa: ANN401 - a class, hashable
    """The fields of a kind that are no other's business, its own before those of all kinds."""
    own_first = sorted(fields_of(shape).values(), key=lambda field: field.name in COMMON)
    left_out = UNPRINTED | leave_out
    return tuple(field for field in own_first if field.name not in left_out)


def values_of(held: object, field: Field, links: Links, words: Words) -> Iterator[Link]:
    """What a field holds, each thing as a text, with an address where it leads somewhere."""
    members = held if isinstance(field.type, Many) and isinstance(held, tuple) else (held,)
    of = field.type.of if isinstance(field.type, Many) else field.type
    for member in members:
        if member not in _NOTHING:
            yield from _value(member, of, field, links, words)


def _value(
    held: object, kind: FieldType, field: Field, links: Links, words: Words
) -> Iterator[Link]:
    if isinstance(held, When):
        yield Link(words.when(held))
    elif isinstance(held, Person):
        yield Link(who(held, words), note=held.role if held.name else "")
    elif isinstance(kind, Record):
        yield Link(" · ".join(dict.fromkeys(_inside(held, kind.shape, links, words))))
    elif isinstance(kind, Ref):
        yield links.link(str(held)) or Link(str(held))
    elif isinstance(kind, Choice):
        yield Link(words.word(field.name, str(held)))
    elif isinstance(kind, Name) and field.name == "competencies":
        yield links.competency(str(held))
    elif field.name == "url":
        yield Link(str(held).partition("://")[2].rstrip("/"), str(held), external=True)
    elif held is True:
        yield Link(words.text("fact.yes"))
    else:
        yield Link(f"{held} %" if field.name == "confidence" else str(held))


def _inside(record: object, shape: type, links: Links, words: Words) -> Iterator[str]:
    for field in fields_of(shape).values():
        for value in values_of(getattr(record, field.attribute), field, links, words):
            yield f"{value.title} ({value.note})" if value.note else value.title
