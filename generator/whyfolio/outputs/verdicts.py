"""The verdicts of a packet as sentences: for its author, and for reviewers only if they may.

This is the only place that decides who reads a verdict, and the only one that words it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from whyfolio.dates import When, parse_when
from whyfolio.model.audience import Audience
from whyfolio.model.kinds import Packet
from whyfolio.model.ladder import Ladder
from whyfolio.outputs.sentence import LADDER, NOTHING, Sentence, said
from whyfolio.outputs.site import Desk
from whyfolio.portfolio.coverage import Question, claims, question_of
from whyfolio.portfolio.levels import climb
from whyfolio.portfolio.verdict import (
    Contrast,
    Gap,
    Grade,
    Reason,
    Verdict,
    Why,
    contrasts,
    verdicts,
)

SHOWN_IN = "review"


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """One verdict, told.

    Attributes:
        title: the competency's.
        label: whose eyes it is for, in a few words.
        grade: the bare word, for a mark beside it.
        told: "3 stories, 2 led by you, 2 with two kinds of proof, Jan – Sep 2026 → strong".
        reasons: why it is not higher.
        gap: whether proof alone would make it higher.
        contrast: how it looks to reviewers, where that differs.
        unclaimed: what the level asked for expects beyond the present one and no claim says it
            meets; for the author alone.
    """

    title: str
    label: Sentence
    grade: str
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
    teller = _Teller(desk, question, _unclaimed(desk, packet, question) if mine else {})
    return {
        verdict.competency: teller.line(verdict, differing.get(verdict.competency))
        for verdict in found
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


class _Teller:
    """Words verdicts in the language of a desk."""

    def __init__(
        self, desk: Desk, question: Question, unclaimed: Mapping[str, tuple[Sentence, ...]]
    ) -> None:
        self._words = desk.words
        self._question = question
        self._unclaimed = unclaimed
        self._mine = desk.view.audience is Audience.PRIVATE

    @property
    def _ladder(self) -> Ladder:
        return self._question.ladder

    def line(self, verdict: Verdict, contrast: Contrast | None) -> VerdictLine:
        known = self._ladder.competency(verdict.competency)
        return VerdictLine(
            title=known.title if known else verdict.competency,
            label=self._phrase("verdict.yours" if self._mine else "verdict.handed"),
            grade=self._grade(verdict.grade),
            told=self._told(verdict),
            reasons=tuple(self._reasons(verdict)),
            gap=self._gap(verdict),
            contrast=self._contrast(contrast) if contrast else NOTHING,
            unclaimed=self._unclaimed.get(verdict.competency, ()) if verdict.claims else (),
        )

    def _phrase(self, key: str, **slots: object) -> Sentence:
        return Sentence(self._words.text(key, **slots), phrase=key)

    def _grade(self, grade: Grade) -> str:
        return self._words.word("verdict", grade.value)

    def _told(self, verdict: Verdict) -> Sentence:
        evidence = ", ".join(self._evidence(verdict))
        return self._phrase("verdict.told", evidence=evidence, grade=self._grade(verdict.grade))

    def _evidence(self, verdict: Verdict) -> Iterator[str]:
        words, count = self._words, len(verdict.claims)
        if not count:
            yield words.text("verdict.none")
            return
        yield words.count("verdict.stories", count)
        if verdict.led:
            yield words.text("verdict.led_by_you" if self._mine else "verdict.led", n=verdict.led)
        if verdict.well_proved:
            yield words.text("verdict.proved", n=verdict.well_proved)
        if when := _stretch(verdict):
            yield words.when(when)

    def _reasons(self, verdict: Verdict) -> Iterator[Sentence]:
        told_already = verdict.grade is Grade.ABSENT
        for reason in verdict.reasons:
            if not (told_already and reason.why is Why.STORIES):
                yield self._reason(reason, verdict)

    def _reason(self, reason: Reason, verdict: Verdict) -> Sentence:
        key, asked = f"verdict.{reason.why.value}", self._ladder.level(verdict.level)
        if key not in self._words.catalogue:
            key = f"{key}.{'one' if reason.have == 1 else 'many'}"
        return self._phrase(
            key,
            n=int(reason.have),
            have=_told(reason.have, reason.why),
            wanted=_told(reason.wanted, reason.why),
            when=self._words.when(_month(verdict)),
            level=asked.title if asked else verdict.level,
            places=self._ladder.rule.full_claims,
        )

    def _gap(self, verdict: Verdict) -> Sentence:
        if verdict.gap is Gap.NONE:
            return NOTHING
        key = f"verdict.{verdict.gap.value}"
        return self._phrase(key, grade=self._grade(verdict.proved_grade))

    def _contrast(self, contrast: Contrast) -> Sentence:
        words = self._words
        why = [
            words.count(f"verdict.hidden_{kind}", number)
            for kind, number in (("proofs", contrast.proofs), ("stories", contrast.stories))
            if number
        ]
        return self._phrase(
            "verdict.contrast_why" if why else "verdict.contrast",
            mine=self._grade(contrast.mine.grade),
            theirs=self._grade(contrast.theirs.grade),
            why=", ".join(why),
        )


def points_told(points: Decimal) -> str:
    """Points with as many decimals as they have, and at least one: "2.0", "1.42"."""
    return str(points.quantize(Decimal("0.1"))) if points == round(points, 1) else str(points)


def _told(amount: Decimal, why: Why) -> str:
    return points_told(amount) if why is Why.POINTS else str(int(amount))


def _stretch(verdict: Verdict) -> When | None:
    if verdict.oldest is None or verdict.newest is None:
        return None
    first, last = f"{verdict.oldest:%Y-%m}", f"{verdict.newest:%Y-%m}"
    return parse_when(first if first == last else f"{first}/{last}")


def _month(verdict: Verdict) -> When | None:
    return parse_when(f"{verdict.newest:%Y-%m}") if verdict.newest else None
