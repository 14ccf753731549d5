"""What a brag document is made of: small frozen values for the template and the exporters.

All prose is a `Sentence`. A plain text is a name, a title, a label or a number with its unit.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from whyfolio.dataclass import dataclass
from whyfolio.dates import When
from whyfolio.outputs.sentence import Sentence
from whyfolio.outputs.shapes import Claim, Link, Proof, Voice


class By(StrEnum):
    """What the stories of a period are laid under."""

    GOAL = "goal"
    COMPETENCY = "competency"
    VALUE = "value"
    POSITION = "position"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Shelf:
    """Stories under one heading. ``also`` belong here too and stand in full under another."""

    title: str
    address: str
    stories: tuple[Claim, ...]
    also: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal: what success is, by when, and what of this period served it."""

    title: str
    address: str
    status: str
    success: Sentence
    measure: Sentence
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
    what: Sentence
    why: Sentence
    confidence: int | None


@dataclass(frozen=True, slots=True)
class Document:
    """Something written or built that can be opened, and the story that it was for."""

    proof: Proof
    story: Link


@dataclass(frozen=True, slots=True)
class Learned:
    """A lesson of the period."""

    title: str
    address: str
    when: When | None
    what: Sentence
    why: Sentence
    changed: Sentence


@dataclass(frozen=True, slots=True)
class Later:
    """An outcome that was filled in during the period: a later figure, or how a decision went."""

    of: Link
    when: When | None
    told: Sentence
    source: Sentence
    result: str
    process: str
    note: Sentence


@dataclass(frozen=True, slots=True)
class NotDone:
    """What was stopped, declined or not built, and why that was right."""

    title: str
    address: str
    when: When | None
    what: Sentence
    why: Sentence
    otherwise: Sentence
    cost: Sentence


@dataclass(frozen=True, slots=True)
class Bare:
    """A story that says what, but not yet why."""

    title: str
    address: str
    what: Sentence
    when: When | None


@dataclass(frozen=True, slots=True)
class Companion:
    """Somebody who was part of the work: a name, or the role where the name is hidden."""

    name: str
    role: str
    stories: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """What somebody said of the work, with what they had been asked."""

    quote: Sentence
    question: Sentence
    voice: Voice


@dataclass(frozen=True, slots=True)
class Part:
    """The period at one employer; the only part of it where there was no other."""

    title: str
    address: str
    shelves: tuple[Shelf, ...]
    together: tuple[Link, ...]
    companions: tuple[Companion, ...]
    decisions: tuple[Decided, ...]
    documents: tuple[Document, ...]
    lessons: tuple[Learned, ...]
    outcomes: tuple[Later, ...]
    feedback: tuple[Heard, ...]
    not_done: tuple[NotDone, ...]
    bare: tuple[Bare, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the log."""

    date: date
    text: Sentence


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are of something, and how many there were in the period before."""

    label: str
    now: int
    before: int


@dataclass(frozen=True, slots=True)
class Compared:
    """The period beside the one before it: counts of what was written down, and no grades."""

    before: Link
    rows: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Brag:
    """What was done in a period, and why it mattered, as one audience may read it."""

    title: str
    address: str
    when: When
    due: When | None
    by: By
    summary: Sentence
    compared: Compared | None
    goals: tuple[Aim, ...]
    next_goals: tuple[Aim, ...]
    parts: tuple[Part, ...]
    log: tuple[Line, ...]
    periods: tuple[Link, ...]
