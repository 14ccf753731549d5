"""What filling a form works on, and what comes of it: small frozen values."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from whyfolio.dataclass import dataclass
from whyfolio.model.ladder import Box, Form

Telling = tuple[str, ...]


class Reason(StrEnum):
    """Why something is not in a form."""

    NO_WHY = "no why"
    NO_WORDS = "no words"
    NO_DATE = "no date"
    NO_ROOM = "no room"
    TOO_LONG = "too long"
    LOWER = "lower"
    NOT_ASKED = "not asked"
    OTHER_EMPLOYER = "other employer"


@dataclass(frozen=True, slots=True)
class Source:
    """Where something stands: an entry's file with the field that matters, or a file's line."""

    ref: str
    title: str
    path: str
    field: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that a box may hold.

    Attributes:
        source: where it stands.
        kind: the entry's kind; "line" for a line of a dated list.
        tellings: its whole sentences, the fullest telling first. Nothing else is ever printed.
        shows: the competencies that it shows with how it does so, the most important first.
        serves: the goals and values that it serves.
        topics: what the headings and tags around a line call it, as box selectors do.
        strength: how much of it a stranger could check; it ranks first.
        day: its last day; the newer ranks first.
        proofs: "title: address" of what can be opened, for boxes that take more than plain text.
        unfit: why no box may hold it at all.
    """

    source: Source
    kind: str
    tellings: tuple[Telling, ...] = ()
    shows: tuple[tuple[str, str], ...] = ()
    serves: tuple[str, ...] = ()
    topics: frozenset[tuple[str, str]] = frozenset()
    strength: int = 0
    day: date = date.min
    proofs: tuple[str, ...] = ()
    unfit: Reason | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A candidate in a box, in the words that stand there."""

    candidate: Candidate
    text: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A candidate that is in no box, and why; ``box`` is the one that it would have been for."""

    candidate: Candidate
    reason: Reason
    box: Box | None = None
    size: int = 0


@dataclass(frozen=True, slots=True)
class Filled:
    """One box: its text, how much of it is used by its own rule, and what it was made from."""

    box: Box
    text: str
    used: int
    placed: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form with all its boxes; each candidate is in a box or left out with its reason."""

    form: Form
    boxes: tuple[Filled, ...]
    left_out: tuple[LeftOut, ...]
