"""The records inside entries: people, impacts, evidence, claims, options, outcomes."""

from __future__ import annotations

from whyfolio.dataclass import dataclass
from whyfolio.dates import When
from whyfolio.model.audience import Audience
from whyfolio.model.fields import (
    Address,
    Choice,
    Date,
    FilePath,
    Many,
    Name,
    Record,
    Ref,
    Text,
    declare,
)
from whyfolio.model.figures import change
from whyfolio.model.figures import number as number  # noqa: PLC0414 - offered here too

AUDIENCE = Choice(tuple(audience.value for audience in Audience))
_LINE = Text(prose=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody named in an entry. Where the name is hidden, the role is what is printed."""

    name: str = declare(_LINE, "What the person is called.")
    role: str = declare(_LINE, "What the person does; printed where the name is hidden.")
    relation: str = declare(
        Choice(("manager", "peer", "report", "stakeholder", "mentor")), "Who they are to you."
    )
    audience: str = declare(AUDIENCE, "Who may read the name.")
    otherwise: str = declare(
        Text(), "What others read instead of the name; else the role.", name="else"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """What became different, as a figure before and after."""

    measure: str = declare(_LINE, "What was measured.")
    before: str = declare(_LINE, "The figure before.")
    after: str = declare(_LINE, "The figure after.")
    unit: str = declare(_LINE, "The unit of both figures.")
    when: When | None = declare(Date(), "When the later figure was read.")
    source: str = declare(_LINE, "How we know.")
    certainty: str = declare(
        Choice(("exact", "estimated", "order of magnitude")), "How sure the figure is."
    )
    audience: str = declare(AUDIENCE, "Who may read the figure.")
    otherwise: str = declare(
        Text(), "What others read instead; `percent` shows only the change.", name="else"
    )
    # What a narrower view leaves of a hidden figure: its change alone, or the author's words.
    shown_change: str = ""
    instead: str = ""

    @property
    def change(self) -> str:
        """The change between before and after, e.g. "−97 %", "+12 points", "−5"; "" if unknown.

        A unit of % changes by points. From 0 there is no percentage.
        """
        return self.shown_change or change(self.before, self.after, self.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Something a stranger could open."""

    kind: str = declare(
        Choice(("document", "code", "dashboard", "message", "talk", "other")), "What it is."
    )
    title: str = declare(_LINE, "What it is called.")
    url: str = declare(Address(), "Where it can be opened.")
    file: str = declare(FilePath(), "A file of yours that shows it.")
    says: str = declare(Text(), "What it says, in one sentence.")
    audience: str = declare(AUDIENCE, "Who may open it.")
    otherwise: str = declare(Text(), "What others read instead.", name="else")
    instead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shows:
    """A claim: how a story shows a competency."""

    competency: str = declare(Name(), "The competency's id on the ladder.", required=True)
    level: str = declare(Name(), "The level it shows; else the one you ask for.")
    how: str = declare(Text(), "How the story shows it, in one sentence.")
    meets: tuple[str, ...] = declare(Many(Name()), "Ids of the expectations it meets.")
    audience: str = declare(AUDIENCE, "Who may read the claim.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A way that was weighed in a decision."""

    title: str = declare(_LINE, "The option in a few words.", required=True)
    good: tuple[str, ...] = declare(Many(Text()), "What speaks for it.")
    bad: tuple[str, ...] = declare(Many(Text()), "What speaks against it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a decision turned out. The result and the process are graded apart."""

    date: When | None = declare(Date(), "When it was clear.")
    result: str = declare(Choice(("right", "mixed", "wrong")), "How it turned out.")
    process: str = declare(Choice(("good", "poor")), "How it was decided, whatever came of it.")
    note: str = declare(Text(), "What happened.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Advocate:
    """Somebody who knows the work and would speak for it."""

    person: Person | None = declare(Record(Person, "person"), "Who they are.")
    values: str = declare(Text(), "What they value about the work, in one sentence.")
    stories: tuple[str, ...] = declare(Many(Ref(("stories",))), "The stories they know.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What is asked about, and the plan."""

    competency: str = declare(Name(), "The competency's id on the ladder.")
    seen_as: str = declare(Text(), "How others put it.")
    plan: str = declare(Text(), "What you do about it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class NotApplicable:
    """A competency that does not apply, and why."""

    competency: str = declare(Name(), "The competency's id on the ladder.", required=True)
    reason: str = declare(Text(), "Why it does not apply.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """A page's place in the menu."""

    title: str = declare(_LINE, "The words in the menu.")
    weight: str = declare(_LINE, "Smaller numbers stand first.")
