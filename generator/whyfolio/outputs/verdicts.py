"""The verdicts of a packet: for its author, and for reviewers only if they may.

This is the only place that decides who reads a verdict.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from whyfolio.dataclass import dataclass
from whyfolio.model.audience import Audience
from whyfolio.model.kinds import Packet
from whyfolio.outputs.sentence import LADDER, NOTHING, Sentence, said
from whyfolio.outputs.site import Desk
from whyfolio.portfolio.coverage import Question, claims, question_of
from whyfolio.portfolio.levels import climb
from whyfolio.portfolio.verdict import Contrast, Verdict, contrasts, verdicts
from whyfolio.portfolio.verdict_words import Phrase, VerdictWords

SHOWN_IN = "review"


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """One verdict, told.

    Attributes:
        title: the competency's.
        label: whose eyes it is for, in a few words.
        told: "3 stories, 2 led by you, 2 with two kinds of proof, Jan – Sep 2026 → strong".
        reasons: why it is not higher.
        gap: whether proof alone would make it higher.
        contrast: how it looks to reviewers, where that differs.
        unclaimed: what the level asked for expects beyond the present one and no claim says it
            meets; for the author alone.
    """

    title: str
    label: Sentence
    told: Sentence
    reasons: tuple[Sentence, ...] = ()
    gap: Sentence = NOTHING
    contrast: Sentence = NOTHING
    unclaimed: tuple[Sentence, ...] = ()


def verdict_lines(desk: Desk, packet: Packet) -> Mapping[str, VerdictLine]:
    """The verdicts of a packet, by competency; none where this audience is not to read any.

    The author reads all of them. Reviewers read those of a packet that says `verdicts: review`,
    judged on what they see.
    """
    view = desk.view
    mine = view.audience is Audience.PRIVATE
    opened = view.audience is Audience.REVIEW and packet.verdicts == SHOWN_IN
    question = question_of(view, packet) if mine or opened else None
    if question is None:
        return {}
    found = verdicts(view, question)
    theirs = verdicts(view.theirs, question) if view.theirs else ()
    differing = {one.mine.competency: one for one in contrasts(found, theirs)}
    unclaimed = _unclaimed(desk, packet, question) if mine else {}
    spoken = VerdictWords(desk.words, question.ladder, mine)
    return {
        one.competency: _line(
            one, differing.get(one.competency), spoken, unclaimed.get(one.competency, ())
        )
        for one in found
    }


def without_section(
    lines: Mapping[str, VerdictLine], sections: Collection[str]
) -> tuple[VerdictLine, ...]:
    """The verdicts that have no section to stand in and say that something is missing."""
    return tuple(
        line for competency, line in lines.items() if competency not in sections and line.gap
    )


def _unclaimed(
    desk: Desk, packet: Packet, question: Question
) -> Mapping[str, tuple[Sentence, ...]]:
    ladder = question.ladder
    present = packet.from_level or desk.view.config.career.level
    found = climb(ladder, present, question.level, claims(desk.view, question))
    origin = f"{LADDER}/{ladder.id}"
    return {
        one.competency.id: tuple(said(step.expectation.text, origin) for step in one.unclaimed)
        for one in found
    }


def _line(
    verdict: Verdict,
    contrast: Contrast | None,
    spoken: VerdictWords,
    unclaimed: tuple[Sentence, ...],
) -> VerdictLine:
    known = spoken.ladder.competency(verdict.competency)
    label = "verdict.yours" if spoken.mine else "verdict.handed"
    return VerdictLine(
        title=known.title if known else verdict.competency,
        label=Sentence(spoken.words.text(label), phrase=label),
        told=_sentence(spoken.told(verdict)),
        reasons=tuple(map(_sentence, spoken.reasons(verdict))),
        gap=_sentence(spoken.gap(verdict)),
        contrast=_sentence(spoken.contrast(contrast) if contrast else None),
        unclaimed=unclaimed if verdict.claims else (),
    )


def _sentence(phrase: Phrase | None) -> Sentence:
    return Sentence(phrase.text, phrase=phrase.key) if phrase else NOTHING
