"""All kinds of entries. A kind is the folder an entry lies in."""

from __future__ import annotations

from typing import ClassVar

from whyfolio.dataclass import dataclass
from whyfolio.dates import When
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry
from whyfolio.model.fields import (
    Choice,
    Date,
    Many,
    Name,
    Record,
    Ref,
    Text,
    declare,
)
from whyfolio.model.growth import Action, Feedback, Goal, Session
from whyfolio.model.values import (
    Advocate,
    Gap,
    Menu,
    NotApplicable,
    Person,
)
from whyfolio.model.work import Decision, Lesson, Position, Story

_LINE = Text(prose=False)
_REVIEW, _PRIVATE = Audience.REVIEW, Audience.PRIVATE
_PERSON = Record(Person, "person")
_PEOPLE = Many(Record(Person, "people"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet(Entry):
    """The case for one level."""

    kind: ClassVar[str] = "packet"
    folder: ClassVar[str] = "packets"
    unsaid: ClassVar[Audience] = Audience.REVIEW
    widest: ClassVar[Audience] = Audience.REVIEW
    asks: ClassVar[tuple[tuple[str, str], ...]] = (
        ("level", "Which level do you ask for?"),
        ("thesis", "Your case in two sentences?"),
        ("why_now", "Why now?"),
    )

    ladder: str = declare(Name(), "The ladder's id; else the one in the settings.")
    level: str = declare(Name(), "The level asked for.")
    from_level: str = declare(Name(), "The present level.")
    period: When | None = declare(Date(), "The time the evidence is from.")
    as_of: When | None = declare(Date(), "The day it is judged; else the period's end.")
    thesis: str = declare(Text(), "The case in two sentences.")
    why_now: str = declare(Text(), "Why now, in one sentence.")
    lead: tuple[str, ...] = declare(Many(Ref(("stories",))), "The three stories to read first.")
    advocates: tuple[Advocate, ...] = declare(Many(Record(Advocate)), "Who would speak for it.")
    gaps: tuple[Gap, ...] = declare(Many(Record(Gap)), "What is asked about, and the plan.")
    not_applicable: tuple[NotApplicable, ...] = declare(
        Many(Record(NotApplicable)), "Competencies that do not apply."
    )
    next_scope: str = declare(Text(), "What comes next.")
    verdicts: str = declare(Choice(("review",)), "Whether reviewers see the verdicts.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Entry):
    """Free Markdown."""

    kind: ClassVar[str] = "page"
    folder: ClassVar[str] = "pages"
    asks: ClassVar[tuple[tuple[str, str], ...]] = (("title", "What is the page called?"),)

    menu: Menu | None = declare(Record(Menu), "Its place in the menu.")


KINDS: dict[str, type[Entry]] = {
    shape.kind: shape
    for shape in (
        Position,
        Story,
        Decision,
        Lesson,
        Feedback,
        Goal,
        Action,
        Session,
        Packet,
        Page,
    )
}
BY_FOLDER: dict[str, type[Entry]] = {shape.folder: shape for shape in KINDS.values()}
