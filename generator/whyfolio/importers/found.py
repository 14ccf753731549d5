"""What an importer finds in a source: values, before any of them has a name or a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date
from hashlib import sha256

from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic, Place

_MARK_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Link:
    """In the place of a ref: the entry that comes, or came once, from this source id.

    Attributes:
        source: the other entry's source id.
        text: how the source names it, for a message.
        place: where it does.
    """

    source: str
    text: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class BodyLink:
    """Characters of a body, an address, that become the path to another entry's file."""

    start: int
    end: int
    source: str
    after: str = ""


Plain = str | Sequence["Plain"] | Mapping[str, "Plain"]
Value = str | Link | Sequence["Value"] | Mapping[str, "Value"]


@dataclass(frozen=True, slots=True)
class FoundEntry:
    """An entry to be.

    Attributes:
        kind: as in `whyfolio.model.kinds.KINDS`.
        source: a source id: the same whenever the same thing is read, from any folder, and no
            other thing's. Only its hash is written down, so it may name what is private.
        place: where it was read.
        fields: front matter by the author's words; texts as they are meant, without YAML's
            quotes; dates, numbers and flags as their text; records as mappings.
        body: Markdown.
        slug: the file name that would be best; else one is made from the title or first sentence.
        links: addresses in the body that lead to other entries.
        also: further source ids by which the same thing is known again.
    """

    kind: str
    source: str
    place: Place
    fields: Mapping[str, Value] = field(default_factory=dict)
    body: str = ""
    slug: str = ""
    links: tuple[BodyLink, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A line for the log; one that stands there already, word for word, is known."""

    day: date
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A ladder or form as YAML; where another file has its name, another name is taken.

    Attributes:
        folder: "ladders" or "forms".
        name: the file's name without its ending.
        text: the YAML.
        place: where it was read.
        summary: what is in it, for the table, as in "5 levels, 12 competencies".
    """

    folder: str
    name: str
    text: str
    place: Place
    summary: str = ""


@dataclass(frozen=True, slots=True)
class FoundField:
    """A field of the profile; one that the profile has already stays as it is."""

    name: str
    value: Plain
    place: Place


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was looked at and is not taken, with the reason, as in "is an index"."""

    place: Place
    why: str


Found = FoundEntry | FoundLine | FoundFile | FoundField | LeftOut | Diagnostic


def mark_of(importer: str, source: str) -> str:
    """What front matter keeps of a source id, as in `adr-3f9c2a71b0d4`: it gives nothing away."""
    return f"{importer}-{sha256(source.encode('utf-8', 'replace')).hexdigest()[:_MARK_LENGTH]}"
