"""A verdict in words: the sentence, its reasons, its gap, and how it looks to somebody else.

Every phrase is the catalogue's; only numbers, dates and the ladder's own titles fill its slots.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from whyfolio.dataclass import dataclass
from whyfolio.dates import When, parse_when
from whyfolio.model.ladder import Ladder
from whyfolio.portfolio.verdict import Contrast, Gap, Grade, Reason, Verdict, Why
from whyfolio.render.locale import Words


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the catalogue with its slots filled; ``key`` is its key there."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class VerdictWords:
    """Words verdicts in one language.

    Attributes:
        words: the language.
        ladder: what was measured by.
        mine: whether the reader is the author.
    """

    words: Words
    ladder: Ladder
    mine: bool = True

    def grade(self, grade: Grade) -> str:
        """The verdict as one word or two."""
        return self.words.word("verdict", grade.value)

    def told(self, verdict: Verdict) -> Phrase:
        """As in "3 stories, 2 led by you, 2 with two kinds of proof, Jan – Sep 2026 → strong"."""
        evidence = ", ".join(self._evidence(verdict))
        return self._phrase("verdict.told", evidence=evidence, grade=self.grade(verdict.grade))

    def reasons(self, verdict: Verdict) -> Iterator[Phrase]:
        """Why it is not higher; nothing that the sentence says already."""
        told_already = verdict.grade is Grade.ABSENT
        for reason in verdict.reasons:
            if not (told_already and reason.why is Why.STORIES):
                yield self._reason(reason, verdict)

    def gap(self, verdict: Verdict) -> Phrase | None:
        """Whether proof alone would make it higher."""
        if verdict.gap is Gap.NONE:
            return None
        key = f"verdict.{verdict.gap.value}"
        return self._phrase(key, grade=self.grade(verdict.proved_grade))

    def contrast(self, contrast: Contrast) -> Phrase:
        """As in "strong for you, thin for them: 2 proofs are not shown to them"."""
        words = self.words
        why = [
            words.count(f"verdict.hidden_{kind}", number)
            for kind, number in (("proofs", contrast.proofs), ("stories", contrast.stories))
            if number
        ]
        return self._phrase(
            "verdict.contrast_why" if why else "verdict.contrast",
            mine=self.grade(contrast.mine.grade),
            theirs=self.grade(contrast.theirs.grade),
            why=", ".join(why),
        )

    def _evidence(self, verdict: Verdict) -> Iterator[str]:
        words, count = self.words, len(verdict.claims)
        if not count:
            yield words.text("verdict.none")
            return
        yield words.count("verdict.stories", count)
        if verdict.led:
            yield words.text("verdict.led_by_you" if self.mine else "verdict.led", n=verdict.led)
        if verdict.well_proved:
            yield words.text("verdict.proved", n=verdict.well_proved)
        if when := _stretch(verdict):
            yield words.when(when)

    def _reason(self, reason: Reason, verdict: Verdict) -> Phrase:
        key, asked = f"verdict.{reason.why.value}", self.ladder.level(verdict.level)
        if key not in self.words.catalogue:
            key = f"{key}.{'one' if reason.have == 1 else 'many'}"
        return self._phrase(
            key,
            n=int(reason.have),
            have=_told(reason.have, reason.why),
            wanted=_told(reason.wanted, reason.why),
            when=self.words.when(_month(verdict)),
            level=asked.title if asked else verdict.level,
            places=self.ladder.rule.full_claims,
        )

    def _phrase(self, key: str, **slots: object) -> Phrase:
        return Phrase(key, self.words.text(key, **slots))


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
