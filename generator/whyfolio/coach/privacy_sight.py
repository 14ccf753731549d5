"""What others may read of each note, beside what is written in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from whyfolio.coach.rule import Notes
from whyfolio.coach.texts import Passage, passages
from whyfolio.dataclass import dataclass
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry
from whyfolio.model.fields import Address, Field, FieldType, Many, Record, fields_of

OTHERS = (Audience.PUBLIC, Audience.REVIEW)
NAMED = {Audience.PUBLIC: "everybody", Audience.REVIEW: "your reviewers"}
_CODE = re.compile(r"`[^`\n]+`")

Steps = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Sight:
    """A note as its author wrote it, and as one audience reads it."""

    written: Entry
    shown: Entry
    audience: Audience

    @property
    def texts(self) -> Iterator[str]:
        """Every text and address that this audience reads in it."""
        for passage in passages(self.shown):
            yield passage.text
        for _, address in values(self.shown, Address):
            yield address


def sights(notes: Notes, audience: Audience) -> Iterator[Sight]:
    """The profile and every note that an audience may read, drafts included."""
    for entry in notes.every:
        shown = notes.shown(entry, audience)
        if shown is not None:
            yield Sight(entry, shown, audience)


def values(value: object, wanted: type[FieldType], path: Steps = ()) -> Iterator[tuple[Steps, Any]]:
    """Every filled value of a type of field, in records too, with the path to its place.

    ``wanted`` may be `Record`: then the records themselves, the outer ones first.
    """
    shape: Any = type(value)
    kinds: Any = wanted
    for name, field in _holding(shape, kinds):
        held = getattr(value, field.attribute)
        if not held:
            continue
        many = isinstance(field.type, Many)
        kind = field.type.of if isinstance(field.type, Many) else field.type
        for number, member in enumerate(held if many else (held,)):
            here = (*path, name, number) if many else (*path, name)
            if member and isinstance(kind, wanted):
                yield here, member
            if member and isinstance(kind, Record):
                yield from values(member, wanted, here)


@cache
def _holding(shape: Any, wanted: Any) -> tuple[tuple[str, Field], ...]:  # noqa: ANN401 - classes, hashable
    """The fields of a shape that hold this type, or records, which may hold it."""
    return tuple(
        (name, field)
        for name, field in fields_of(shape).items()
        if isinstance(
            field.type.of if isinstance(field.type, Many) else field.type, wanted | Record
        )
    )


def uncoded(passage: Passage) -> str:
    """The text with code and comments blanked, at equal length."""
    return _CODE.sub(lambda found: " " * len(found[0]), passage.masked)
