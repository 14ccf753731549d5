"""How a front-matter field is declared: its type, its audiences and what it is for.

The declarations are the single source. The reader of front matter, the JSON Schema, the
questions of `new`, the reference pages, the audience gate and the canary test derive from them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from functools import cache
from typing import Any

from whyfolio.dataclass import dataclass
from whyfolio.model.audience import Audience


@dataclass(frozen=True, slots=True)
class Text:
    """A text, read as typed. ``prose`` holds a sentence and may hold marks; a line may not."""

    prose: bool = True
    longest: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """One word of a few. ``free`` keeps other text, as typed."""

    words: tuple[str, ...]
    free: bool = False


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no."""


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number within bounds."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Date:
    """A partial date (`whyfolio.dates.When`)."""


@dataclass(frozen=True, slots=True)
class Ref:
    """`folder/slug` of another entry; with ``or_text`` anything else is kept as a text."""

    folders: tuple[str, ...] = ()
    or_text: bool = False


@dataclass(frozen=True, slots=True)
class Address:
    """A web or mail address."""


@dataclass(frozen=True, slots=True)
class FilePath:
    """A file below `content/files/`, relative to the entry or to `content/`."""


@dataclass(frozen=True, slots=True)
class Name:
    """An id, tag or slug."""


@dataclass(frozen=True, slots=True)
class Record:
    """A group of fields, declared by a dataclass; ``shorthand`` names its one-line form."""

    shape: type
    shorthand: str = ""


@dataclass(frozen=True, slots=True)
class Many:
    """A list; a single value is a list of one."""

    of: FieldType


FieldType = Text | Choice | Flag | Number | Date | Ref | Address | FilePath | Name | Record | Many


@dataclass(frozen=True, slots=True)
class Field:
    """One declared field of a kind or record."""

    name: str
    type: FieldType
    doc: str
    default: Audience
    ceiling: Audience
    required: bool
    attribute: str
    absent: Any

    @property
    def is_prose(self) -> bool:
        """Whether the field, or each of its members, holds a sentence."""
        of = self.type.of if isinstance(self.type, Many) else self.type
        return isinstance(of, Text) and of.prose


_KEY = "whyfolio"
_EMPTY: dict[type, Any] = {
    Text: "",
    Choice: "",
    Flag: False,
    Address: "",
    FilePath: "",
    Name: "",
    Ref: "",
}


def declare(
    kind: FieldType,
    doc: str,
    *,
    default: Audience = Audience.PUBLIC,
    ceiling: Audience = Audience.PUBLIC,
    required: bool = False,
    name: str = "",
) -> Any:  # noqa: ANN401 - stands where a dataclass expects the field's own type
    """Declare a field in the body of a dataclass.

    Args:
        kind: what the author may write.
        doc: one sentence for the reference, the editor and the schema.
        default: who may read it where the author says nothing.
        ceiling: the widest audience it can ever have.
        required: whether an entry without it has an error.
        name: the word in front matter, where it is a keyword of Python's.
    """
    absent: Any = () if isinstance(kind, Many) else _EMPTY.get(type(kind))
    narrow = max(default, ceiling, key=lambda audience: audience.rank)
    marks = {"type": kind, "doc": doc, "default": narrow, "ceiling": ceiling}
    return dataclasses.field(
        default=absent, metadata={_KEY: {**marks, "required": required, "name": name}}
    )


def fields_of(shape: type) -> dict[str, Field]:
    """The declared fields of a kind or record, by the word an author writes, in their order."""
    return _declared(shape)


@cache
def _declared(shape: Any) -> dict[str, Field]:  # noqa: ANN401 - a class, hashable
    found: dict[str, Field] = {}
    for member in dataclasses.fields(shape):
        declared = member.metadata.get(_KEY)
        if declared:
            marks = {**declared, "name": declared["name"] or member.name}
            found[marks["name"]] = Field(attribute=member.name, absent=member.default, **marks)
    return found


def walk(shape: type, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Field]]:
    """Every declared field of a kind, those of its records included, with its path of words."""
    for name, field in fields_of(shape).items():
        yield (*path, name), field
        of = field.type.of if isinstance(field.type, Many) else field.type
        if isinstance(of, Record):
            yield from walk(of.shape, (*path, name))
