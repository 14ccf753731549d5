"""What was done: stories, decisions, lessons and positions."""

from __future__ import annotations

from typing import ClassVar

from whyfolio.dataclass import dataclass
from whyfolio.dates import When
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry
from whyfolio.model.fields import (
    Address,
    Choice,
    Date,
    Flag,
    Many,
    Name,
    Number,
    Record,
    Ref,
    Text,
    declare,
)
from whyfolio.model.values import (
    Evidence,
    Impact,
    Option,
    Outcome,
    Person,
    Shows,
)

_LINE = Text(prose=False)
_REVIEW, _PRIVATE = Audience.REVIEW, Audience.PRIVATE
_PERSON = Record(Person, "person")
_PEOPLE = Many(Record(Person, "people"))

ROLES = ("owner", "lead", "contributor", "reviewer", "mentor", "idea")
WORK = ("project", "incident", "maintenance", "glue", "mentoring", "communication", "declined")
DECISION_STATUS = ("proposed", "accepted", "rejected", "deprecated", "superseded", "on hold")


@dataclass(frozen=True, slots=True, kw_only=True)
class Story(Entry):
    """What was done and why it mattered."""

    kind: ClassVar[str] = "story"
    folder: ClassVar[str] = "stories"
    needs_date: ClassVar[bool] = True
    asks: ClassVar[tuple[tuple[str, str], ...]] = (
        (
            "what",
            'What did you do lately that you are glad about? One sentence, starting with "I".',
        ),
        ("why", "Why did it matter, and to whom?"),
        ("date", "When?"),
        ("role", "Your part?"),
    )

    what: str = declare(Text(), "What you did, in one sentence.")
    why: str = declare(Text(), "Why it mattered.")
    for_whom: str = declare(Text(), "Who was better off.", name="for")
    role: str = declare(Choice(ROLES), "Your part in it.")
    people: tuple[Person, ...] = declare(
        _PEOPLE, "Who you did it with.", default=_REVIEW, name="with"
    )
    position: str = declare(Ref(("positions",)), "The position you held; else found by the date.")
    work: str = declare(Choice(WORK), "What sort of work it was.")
    scope: str = declare(
        Choice(("self", "team", "organisation", "company", "industry")), "How far it reached."
    )
    first_time: bool = declare(Flag(), "Whether you had not done such a thing before.")
    otherwise: str = declare(Text(), "What would have happened without it.")
    cost: str = declare(Text(), "What it took: time, money, patience.", default=_REVIEW)
    impact: tuple[Impact, ...] = declare(
        Many(Record(Impact, "impact")), "What became different.", default=_REVIEW
    )
    outcome_due: When | None = declare(
        Date(), "When to come back and fill in what really happened.", ceiling=_PRIVATE
    )
    evidence: tuple[Evidence, ...] = declare(
        Many(Record(Evidence, "evidence")), "What a stranger could open.", default=_REVIEW
    )
    shows: tuple[Shows, ...] = declare(
        Many(Record(Shows, "shows")), "The competencies it shows, and how.", default=_REVIEW
    )
    serves: tuple[str, ...] = declare(
        Many(Ref(("goals",), or_text=True)), "The values or goals it serves."
    )
    decisions: tuple[str, ...] = declare(Many(Ref(("decisions",))), "The decisions behind it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Entry):
    """A choice and its reasons, written down before the outcome was known."""

    kind: ClassVar[str] = "decision"
    folder: ClassVar[str] = "decisions"
    needs_date: ClassVar[bool] = True
    asks: ClassVar[tuple[tuple[str, str], ...]] = (
        ("what", "What did you decide? One sentence."),
        ("why", "Why this and not the other way?"),
        ("best_guess", "What is your best guess of how it turns out?"),
        ("confidence", "How sure are you, from 0 to 100?"),
    )

    status: str = declare(Choice(DECISION_STATUS, free=True), "Where it stands.")
    what: str = declare(Text(), "What was decided, in one sentence.")
    why: str = declare(Text(), "Why it mattered.")
    question: str = declare(Text(), "The problem as it was framed.")
    worth_solving: str = declare(Text(), "Why it was worth solving at all.")
    success_in_6_months: str = declare(Text(), "What success looks like in six months.")
    options: tuple[Option, ...] = declare(Many(Record(Option, "option")), "The ways weighed.")
    know: tuple[str, ...] = declare(Many(Text()), "What was known.")
    need_to_know: tuple[str, ...] = declare(Many(Text()), "What would make it certain.")
    best_guess: str = declare(Text(), "The best guess at the time.")
    confidence: int | None = declare(Number(0, 100), "How sure, in percent.")
    type: str = declare(
        Choice(("build", "buy", "stop", "not built", "reframe", "process")), "What sort it was."
    )
    revisit: When | None = declare(Date(), "When to look at it again.")
    revisit_if: str = declare(Text(), "What would reopen it.")
    outcome: Outcome | None = declare(Record(Outcome), "How it turned out.")
    supersedes: tuple[str, ...] = declare(Many(Ref(("decisions",))), "Decisions it replaces.")
    amends: tuple[str, ...] = declare(Many(Ref(("decisions",))), "Decisions it changes in part.")
    deciders: tuple[Person, ...] = declare(_PEOPLE, "Who decided.", default=_REVIEW)
    consulted: tuple[Person, ...] = declare(_PEOPLE, "Who was asked.", default=_REVIEW)
    informed: tuple[Person, ...] = declare(_PEOPLE, "Who was told.", default=_REVIEW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson(Entry):
    """Something learned, and what is done differently since."""

    kind: ClassVar[str] = "lesson"
    folder: ClassVar[str] = "lessons"
    needs_date: ClassVar[bool] = True
    asks: ClassVar[tuple[tuple[str, str], ...]] = (
        ("what", "What did you learn? One sentence."),
        ("why", "Why does it matter?"),
        ("changed", "What do you do differently now?"),
    )

    what: str = declare(Text(), "What was learned, in one sentence.")
    why: str = declare(Text(), "Why it matters.")
    learned_from: tuple[str, ...] = declare(Many(Ref()), "The entries it comes from.")
    changed: str = declare(Text(), "What you do differently now.")
    beginner: bool = declare(Flag(), "From something you are deliberately bad at.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Position(Entry):
    """A job held."""

    kind: ClassVar[str] = "position"
    folder: ClassVar[str] = "positions"
    asks: ClassVar[tuple[tuple[str, str], ...]] = (
        ("title", "What is the position called?"),
        ("organisation", "Where?"),
        ("start", "Since when?"),
    )

    organisation: str = declare(_LINE, "Where.")
    description: str = declare(_LINE, "What the organisation does, in a few words.")
    level: str = declare(Name(), "Your level there.", ceiling=_REVIEW)
    start: When | None = declare(Date(), "Since when.")
    end: When | None = declare(Date(), "Until when; absent while you hold it.")
    location: str = declare(_LINE, "The place.")
    url: str = declare(Address(), "Its site.")
    highlights: tuple[str, ...] = declare(Many(Text()), "What stood out, a sentence each.")
