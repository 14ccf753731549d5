"""How the notes stand at the level that is wanted: to their author, and to reviewers."""

from __future__ import annotations

from dataclasses import replace

from whyfolio.dataclass import dataclass
from whyfolio.model.audience import Audience
from whyfolio.model.growth import Feedback
from whyfolio.model.kinds import Packet
from whyfolio.model.work import Story
from whyfolio.portfolio.coverage import Question, asking_packet, claims, question_of
from whyfolio.portfolio.levels import Climb, climb
from whyfolio.portfolio.portfolio import Portfolio
from whyfolio.portfolio.verdict import Contrast, Verdict, contrasts, verdicts
from whyfolio.portfolio.view import select


@dataclass(frozen=True, slots=True)
class Standing:
    """The verdicts at the level that is wanted.

    Attributes:
        question: the ladder, the level and the day of judgment.
        packet: the packet that asks for it, where there is one.
        mine: a verdict a competency, on the author's view.
        theirs: the competencies that reviewers would judge otherwise, by id.
        climbs: what the level expects beyond the present one, by competency.
    """

    question: Question
    packet: Packet | None
    mine: tuple[Verdict, ...]
    theirs: dict[str, Contrast]
    climbs: dict[str, Climb]

    @property
    def level(self) -> str:
        """The level's title."""
        known = self.question.ladder.level(self.question.level)
        return known.title if known else self.question.level

    def title(self, competency: str) -> str:
        """A competency's title."""
        known = self.question.ladder.competency(competency)
        return known.title if known else competency


def _told(portfolio: Portfolio) -> Portfolio:
    """What a verdict is made of: no other entries, and no bodies but those that hold a title."""
    kept = (entry for entry in portfolio.entries if isinstance(entry, Story | Feedback | Packet))
    bare = (replace(entry, body="") if entry.title and entry.body else entry for entry in kept)
    return replace(portfolio, entries=tuple(bare))


def standing_of(portfolio: Portfolio) -> Standing | None:
    """How a portfolio stands; None where it names no level that is wanted."""
    career = portfolio.config.career
    if not career.next_level and not any(isinstance(one, Packet) for one in portfolio.entries):
        return None
    view = select(_told(portfolio), Audience.PRIVATE)
    packet = asking_packet(view)
    question = question_of(view, packet)
    if question is None:
        return None
    found = verdicts(view, question)
    others = verdicts(view.theirs, question) if view.theirs else ()
    present = (packet.from_level if packet else "") or career.level
    climbs = climb(question.ladder, present, question.level, claims(view, question))
    return Standing(
        question=question,
        packet=packet,
        mine=found,
        theirs={one.mine.competency: one for one in contrasts(found, others)},
        climbs={one.competency.id: one for one in climbs},
    )
