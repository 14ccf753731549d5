"""What a brag document is made of: small frozen values for the template and the exporters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from whyfolio.dates import When
from whyfolio.outputs.shapes import Claim, Link, Proof, Voice


class By(StrEnum):
    """What the stories of a period are laid under."""

    GOAL = "goal"
    COMPETENCY = "competency"
    VALUE = "value"
    POSITION = "position"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Done:
    """A story of the period: the claim with its figures and proof, my part, with whom."""

    claim: Claim
    anchor: str
    work: str
    for_whom: str
    people: tuple[str, ...]
    first_time: bool
    unfinished: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """Stories under one heading. ``also`` belong here too and stand in full under another."""

    title: str
    address: str
    stories: tuple[Done, ...]
    also: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal: what success is, by when, and what of this period served it."""

    title: str
    address: str
    status: str
    success: str
    measure: str
    horizon: When | None
    served_by: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision made in the period."""

    title: str
    address: str
    when: When | None
    status: str
    type: str
    what: str
    why: str
    confidence: int | None


@dataclass(frozen=True, slots=True)
class Document:
    """Something written or built that can be opened, and the story that it was for."""

    proof: Proof
    story: Link
    why: str


@dataclass(frozen=True, slots=True)
class Learned:
    """A lesson of the period."""

    title: str
    address: str
    when: When | None
    what: str
    why: str
    changed: str


@dataclass(frozen=True, slots=True)
class Later:
    """An outcome that was filled in during the period: a later figure, or how a decision went."""

    of: Link
    when: When | None
    told: str
    source: str
    result: str
    process: str
    note: str


@dataclass(frozen=True, slots=True)
class NotDone:
    """What was stopped, declined or not built, and why that was right."""

    title: str
    address: str
    when: When | None
    what: str
    why: str
    otherwise: str
    cost: str


@dataclass(frozen=True, slots=True)
class Bare:
    """A story that says what, but not yet why."""

    title: str
    address: str
    what: str
    when: When | None


@dataclass(frozen=True, slots=True)
class Part:
    """The period at one employer; the only part of it where there was no other."""

    title: str
    address: str
    shelves: tuple[Shelf, ...]
    together: tuple[Link, ...]
    decisions: tuple[Decided, ...]
    documents: tuple[Document, ...]
    lessons: tuple[Learned, ...]
    outcomes: tuple[Later, ...]
    feedback: tuple[Voice, ...]
    not_done: tuple[NotDone, ...]
    bare: tuple[Bare, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the log."""

    date: date
    text: str


@dataclass(frozen=True, slots=True)
class Brag:
    """What was done in a period, and why it mattered, as one audience may read it."""

    title: str
    address: str
    when: When
    due: When | None
    by: By
    summary: str
    goals: tuple[Aim, ...]
    next_goals: tuple[Aim, ...]
    parts: tuple[Part, ...]
    log: tuple[Line, ...]
    periods: tuple[Link, ...]
