"""What others may read of each note, beside what is written in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from whyfolio.coach.rule import Notes
from whyfolio.coach.texts import Passage, passages
from whyfolio.markdown.opaque import mask, normalised
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry
from whyfolio.model.fields import Address, FieldType, Many, Record, fields_of

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
    view = notes.views[audience]
    yield Sight(notes.portfolio.profile, view.profile, audience)
    for entry in notes.portfolio.entries:
        shown = view.by_ref.get(entry.ref)
        if shown is not None:
            yield Sight(entry, shown, audience)


def values(value: object, wanted: type[FieldType], path: Steps = ()) -> Iterator[tuple[Steps, Any]]:
    """Every filled value of a type of field, in records too, with the path to its place.

    ``wanted`` may be `Record`: then the records themselves, the outer ones first.
    """
    for name, field in fields_of(type(value)).items():
        held = getattr(value, field.attribute)
        many = isinstance(field.type, Many)
        kind = field.type.of if isinstance(field.type, Many) else field.type
        for number, member in enumerate(held if many else (held,)):
            here = (*path, name, number) if many else (*path, name)
            if member and isinstance(kind, wanted):
                yield here, member
            if member and isinstance(kind, Record):
                yield from values(member, wanted, here)


def uncoded(passage: Passage) -> str:
    """The text with code and comments blanked, at equal length."""
    masked = mask(normalised(passage.text), inline=not passage.in_body).text
    return _CODE.sub(lambda found: " " * len(found[0]), re.sub(r"[\x00-\x08]", " ", masked))
