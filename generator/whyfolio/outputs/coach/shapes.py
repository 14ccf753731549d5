"""What the coach's pages are made of. Everything here is for the author alone."""

from __future__ import annotations

from datetime import date

from whyfolio.dataclass import dataclass
from whyfolio.dates import When
from whyfolio.outputs.charts import Coverage
from whyfolio.outputs.shapes import Link, Voice
from whyfolio.outputs.verdicts import VerdictLine


@dataclass(frozen=True, slots=True)
class Due:
    """Something with a day; ``days`` from today on, below 0 where the day has passed."""

    link: Link
    occasion: str
    day: date
    days: int


@dataclass(frozen=True, slots=True)
class Since:
    """What happened since the last session, as the agenda of the next: links under a heading."""

    session: Link | None
    when: When | None
    groups: tuple[tuple[str, tuple[Link, ...]], ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """One of the three pages, and the few facts that say whether to open it now."""

    link: Link
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """`/coach/`."""

    panels: tuple[Panel, ...]
    due: tuple[Due, ...]
    since: Since | None


@dataclass(frozen=True, slots=True)
class StepTold:
    """One expectation beyond the present level, and the stories that say they meet it."""

    text: str
    level: str
    stories: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Hint:
    """What somebody one level up does, and what to try; ``who`` is an alias."""

    who: str
    does: str
    attempt: str


@dataclass(frozen=True, slots=True)
class Area:
    """One competency: how it stands, what the level expects anew, and who does it well."""

    title: str
    anchor: str
    verdict: VerdictLine | None
    steps: tuple[StepTold, ...]
    hints: tuple[Hint, ...]


@dataclass(frozen=True, slots=True)
class FocusTold:
    """Where the author wants to grow; what is not said yet is ""."""

    area: str
    success: str
    measure: str


@dataclass(frozen=True, slots=True)
class Strategy:
    """`/coach/strategy/`: the way from the level held to the level wanted."""

    from_level: str
    level: str
    ladder: str
    as_of: When | None
    coverage: Coverage | None
    areas: tuple[Area, ...]
    focus: tuple[FocusTold, ...]
    hints: tuple[Hint, ...]


@dataclass(frozen=True, slots=True)
class ChainStep:
    """One action: what came of it and what it taught; ``teaches`` is empty where nothing is told.

    ``silent`` says that it is closed and tells nothing it taught.
    """

    link: Link
    status: str
    due: When | None
    outcome: str
    taught: tuple[str, ...]
    silent: bool


@dataclass(frozen=True, slots=True)
class Chain:
    """Actions that follow one another, the first one first.

    ``broken`` says that the last one is closed, that nothing follows, and that its goal is still
    wanted.
    """

    goal: Link | None
    steps: tuple[ChainStep, ...]
    broken: bool


@dataclass(frozen=True, slots=True)
class SprintMonth:
    """A month of a sprint and its sessions."""

    month: When
    sessions: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SprintTold:
    """A sprint from its first day to its last, month by month."""

    first: date
    last: date
    months: tuple[SprintMonth, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what was answered over time, the newest answer first; "" came unasked."""

    question: str
    answers: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Loop:
    """`/coach/loop/`: small steps, what they taught, and whom one talks to."""

    since: Since | None
    chains: tuple[Chain, ...]
    sprint: SprintTold | None
    sessions: int
    asked: tuple[Asked, ...]
    due: tuple[Due, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """The first of many links, and how many there are besides."""

    links: tuple[Link, ...] = ()
    more: int = 0

    def __bool__(self) -> bool:
        return bool(self.links)

    @property
    def count(self) -> int:
        """How many there are in all."""
        return len(self.links) + self.more


@dataclass(frozen=True, slots=True)
class Serving:
    """A value, and the goals and stories that serve it."""

    value: str
    goals: Listed
    stories: Listed


@dataclass(frozen=True, slots=True)
class Sureness:
    """Decisions of which one was about as sure: how sure, and how often right, both in percent."""

    stated: int
    right: int
    decisions: Listed


@dataclass(frozen=True, slots=True)
class Judged:
    """Decisions that turned out; ``plot`` is empty while there are too few of them.

    ``good`` and ``poor`` count how they were made, whatever came of them.
    """

    closed: Listed
    plot: tuple[Sureness, ...]
    good: int
    poor: int
    enough: int


@dataclass(frozen=True, slots=True)
class BigPicture:
    """`/coach/big-picture/`: what it is all for."""

    optimizing_for: str
    vision: str
    values: tuple[Serving, ...]
    goals_alone: Listed
    stories_alone: Listed
    balance: Coverage | None
    firsts: Listed
    unseen: Listed
    judged: Judged | None
    revisits: tuple[Due, ...]
    declined: Listed
    beginner: Listed
