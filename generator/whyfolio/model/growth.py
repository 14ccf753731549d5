"""What it is for and what comes back: feedback, goals, actions and sessions."""

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
from whyfolio.model.values import (
    Person,
)

_LINE = Text(prose=False)
_REVIEW, _PRIVATE = Audience.REVIEW, Audience.PRIVATE
_PERSON = Record(Person, "person")
_PEOPLE = Many(Record(Person, "people"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback(Entry):
    """What somebody said: raw, not a verdict."""

    kind: ClassVar[str] = "feedback"
    folder: ClassVar[str] = "feedback"
    needs_date: ClassVar[bool] = True
    asks: ClassVar[tuple[tuple[str, str], ...]] = (
        ("from", "Who said it?"),
        ("question", "What had you asked them?"),
        ("quote", "What did they say, in their words?"),
        ("consent", "Who may read it, did they say?"),
    )

    giver: Person | None = declare(_PERSON, "Who gave it.", name="from")
    question: str = declare(Text(), "The one sentence that was asked; absent when unasked.")
    quote: str = declare(Text(), "Their words.")
    about: tuple[str, ...] = declare(Many(Ref()), "The entries it is about.")
    competencies: tuple[str, ...] = declare(Many(Name()), "The competencies it speaks of.")
    consent: str = declare(Choice(("review", "public")), "What its giver agreed to.")
    actions: tuple[str, ...] = declare(Many(Ref(("actions",))), "What you did about it.")

    @property
    def readers(self) -> Audience:
        """The narrower of ``audience`` and what its giver agreed to."""
        agreed = Audience(self.consent) if self.consent else Audience.PRIVATE
        said = Audience(self.audience) if self.audience else self.unsaid
        return max(said, agreed, key=lambda audience: audience.rank)


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(Entry):
    """Something wanted, and whose want it is."""

    kind: ClassVar[str] = "goal"
    folder: ClassVar[str] = "goals"
    asks: ClassVar[tuple[tuple[str, str], ...]] = (
        ("title", "What do you want? A few words; it may be rough."),
        ("why_mine", "Why do you want it?"),
        ("success", "How would you know that it is reached?"),
        ("measure", "What would you measure?"),
    )

    status: str = declare(Choice(("rough", "clear", "reached", "retired")), "How far it is.")
    origin: str = declare(
        Choice(("mine", "manager", "peer", "social")), "Whose it is.", ceiling=_PRIVATE
    )
    why_mine: str = declare(Text(), "Why you want it yourself.", ceiling=_PRIVATE)
    serves: tuple[str, ...] = declare(
        Many(Ref(("goals",), or_text=True)), "The values or larger goals it serves."
    )
    competencies: tuple[str, ...] = declare(Many(Name()), "The competencies it grows.")
    success: str = declare(Text(), "What success is.")
    measure: str = declare(Text(), "How success is measured.")
    horizon: When | None = declare(Date(), "By when.")
    helped_by: tuple[Person, ...] = declare(_PEOPLE, "Who helps.", default=_REVIEW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Entry):
    """One small next step, and what it taught."""

    kind: ClassVar[str] = "action"
    folder: ClassVar[str] = "actions"
    asks: ClassVar[tuple[tuple[str, str], ...]] = (
        ("title", "What is the smallest step that stretches you?"),
        ("goal", "Which goal does it serve?"),
        ("due", "By when?"),
    )

    goal: str = declare(Ref(("goals",)), "The goal it serves.")
    type: str = declare(Choice(("practice", "inquiry")), "Something to do or to think about.")
    due: When | None = declare(Date(), "By when.")
    status: str = declare(Choice(("open", "done", "not done")), "Where it stands.")
    outcome: str = declare(Text(), "What came of it.")
    learned_action: str = declare(Text(), "What the action taught.", ceiling=_PRIVATE)
    learned_outcome: str = declare(Text(), "What its outcome taught.", ceiling=_PRIVATE)
    learned_self: str = declare(
        Text(), "What you learned about yourself, from not acting too.", ceiling=_PRIVATE
    )
    next: str = declare(Ref(("actions",)), "The step that follows.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Session(Entry):
    """A check-in, with a coach or alone."""

    kind: ClassVar[str] = "session"
    folder: ClassVar[str] = "sessions"
    needs_date: ClassVar[bool] = True
    asks: ClassVar[tuple[tuple[str, str], ...]] = (
        ("date", "When?"),
        ("with", "With whom?"),
        ("agenda", "What do you want to talk about?"),
    )

    people: tuple[Person, ...] = declare(_PEOPLE, "Who was there.", default=_REVIEW, name="with")
    agenda: str = declare(Text(), "What it is about.", ceiling=_PRIVATE)
    next_steps: tuple[str, ...] = declare(
        Many(Ref(("actions",))), "The actions it ended with.", ceiling=_PRIVATE
    )
    mood: str = declare(Text(), "How you came.", ceiling=_PRIVATE)
    reaction: str = declare(Text(), "What it did to you.", ceiling=_PRIVATE)
