"""The verdict: how well a competency is evidenced at a level, with its reasons.

Points are the part played times the proof there is. All sums are exact decimals, so that
three claims of one point each are three. The thresholds are those of the ladder's rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from whyfolio.dataclass import dataclass
from whyfolio.dates import add_months, months_between
from whyfolio.model.ladder import Competency, Rule
from whyfolio.portfolio.coverage import Claim, Question, claims, of_competency
from whyfolio.portfolio.view import View

LED = frozenset(["owner", "lead"])
_ROLES = {"owner": Decimal(1), "lead": Decimal(1), "contributor": Decimal("0.6")}
_OTHER_ROLE = Decimal("0.4")
_UNPROVED, _ONE_KIND, _WHOLE = Decimal("0.25"), Decimal("0.7"), Decimal(1)


class Grade(StrEnum):
    """How well a competency is evidenced; the first four are in order."""

    ABSENT = "absent"
    THIN = "thin"
    ADEQUATE = "adequate"
    STRONG = "strong"
    NOT_APPLICABLE = "not applicable"
    NO_EXPECTATION = "no expectation"


_ORDER = (Grade.ABSENT, Grade.THIN, Grade.ADEQUATE, Grade.STRONG)


class Gap(StrEnum):
    """What would help: proof of what was done, or more that is done."""

    NONE = ""
    EVIDENCE = "evidence"
    REAL = "real"


class Why(StrEnum):
    """Why a verdict is not higher: first what is missing, then what makes it so."""

    POINTS = "points"
    STORIES = "few_stories"
    SPREAD = "spread"
    STALE = "stale"
    NO_PROOF = "no_proof"
    ONE_PROOF = "one_proof"
    ROLE = "role"
    BELOW = "below"
    STRETCHED = "stretched"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason; ``have`` is points, months or how many stories, ``wanted`` what is asked."""

    why: Why
    have: Decimal
    wanted: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How well one competency is evidenced at one level.

    Attributes:
        competency: its id on the ladder.
        level: the id of the level asked for.
        grade: the verdict.
        points: exact; ``proved_points`` is the sum if every claim had two kinds of proof.
        claims: those that give points.
        oldest: the last day of the first of their stories; None without a dated one.
        newest: the last day of the last of them.
        reasons: why it is not higher; empty where it is strong.
        gap: whether proof alone would make it higher.
        proved_grade: the grade it would have then.
    """

    competency: str
    level: str
    grade: Grade
    points: Decimal
    proved_points: Decimal
    claims: tuple[Claim, ...]
    oldest: date | None
    newest: date | None
    reasons: tuple[Reason, ...]
    gap: Gap
    proved_grade: Grade

    @property
    def stories(self) -> tuple[str, ...]:
        """The refs of the stories that give points."""
        return tuple(claim.ref for claim in self.claims)

    @property
    def led(self) -> int:
        """How many of the stories were led or owned."""
        return sum(claim.role in LED for claim in self.claims)

    @property
    def well_proved(self) -> int:
        """How many of the stories have two kinds of proof or three."""
        return sum(_proof(claim) == _WHOLE for claim in self.claims)

    @property
    def span(self) -> int:
        """Whole months from the first of the stories to the last."""
        if self.oldest is None or self.newest is None:
            return 0
        return months_between(self.oldest, self.newest)


@dataclass(frozen=True, slots=True)
class Contrast:
    """One competency as two audiences see it, where it is not the same to them.

    Attributes:
        mine: the verdict on the author's view.
        theirs: the verdict on the other view.
        proofs: how many proofs of the stories that they do see they do not see.
        stories: how many stories that count for the author do not count for them.
    """

    mine: Verdict
    theirs: Verdict
    proofs: int
    stories: int


def verdicts(view: View, question: Question) -> tuple[Verdict, ...]:
    """A verdict for every competency of the ladder, in its order."""
    found = claims(view, question)
    return tuple(
        _verdict(competency, of_competency(found, competency.id), question)
        for competency in question.ladder.competencies
    )


def contrasts(mine: Sequence[Verdict], theirs: Sequence[Verdict]) -> tuple[Contrast, ...]:
    """The competencies that two views judge differently.

    Args:
        mine: what `verdicts` gives for the author's view.
        theirs: the same for another view and the same question.
    """
    others = {verdict.competency: verdict for verdict in theirs}
    pairs = ((own, others[own.competency]) for own in mine if own.competency in others)
    return tuple(_contrast(own, other) for own, other in pairs if own.grade != other.grade)


def points(claim: Claim) -> Decimal:
    """What a claim counts: the part played × the kinds of proof."""
    return _part(claim) * _proof(claim)


def _part(claim: Claim) -> Decimal:
    return _ROLES.get(claim.role, _OTHER_ROLE)


def _proof(claim: Claim) -> Decimal:
    kinds = len(claim.kinds)
    if kinds == 0:
        return _UNPROVED
    return _ONE_KIND if kinds == 1 else _WHOLE


def _verdict(competency: Competency, found: Sequence[Claim], question: Question) -> Verdict:
    ladder = question.ladder
    rule, asked = ladder.rule, ladder.rank(question.level)
    at_level = [claim for claim in found if ladder.rank(claim.level) >= asked]
    counted = tuple(claim for claim in at_level if claim.place <= rule.full_claims)
    days = [claim.last for claim in counted if claim.last]
    plain = Verdict(
        competency=competency.id,
        level=question.level,
        grade=Grade.ABSENT,
        points=sum(map(points, counted), Decimal(0)),
        proved_points=sum(map(_part, counted), Decimal(0)),
        claims=counted,
        oldest=min(days, default=None),
        newest=max(days, default=None),
        reasons=(),
        gap=Gap.NONE,
        proved_grade=Grade.ABSENT,
    )
    if competency.id in question.not_applicable:
        return replace(plain, grade=Grade.NOT_APPLICABLE, proved_grade=Grade.NOT_APPLICABLE)
    if not competency.at(question.level):
        return replace(plain, grade=Grade.NO_EXPECTATION, proved_grade=Grade.NO_EXPECTATION)
    elsewhere = _elsewhere(len(found) - len(at_level), len(at_level) - len(counted))
    return _judged(plain, tuple(_missing_for_strong(plain, question)), elsewhere, rule)


def _judged(
    plain: Verdict, missing: tuple[Reason, ...], elsewhere: tuple[Reason, ...], rule: Rule
) -> Verdict:
    grade = _grade(plain.points, missing, rule)
    proved_grade = _grade(plain.proved_points, missing, rule)
    if grade is Grade.STRONG:
        return replace(plain, grade=grade, proved_grade=grade)
    if grade is Grade.ABSENT:
        reasons: tuple[Reason, ...] = (Reason(Why.STORIES, Decimal(0), Decimal(1)),)
    else:
        wanted = _decimal(rule.strong if grade is Grade.ADEQUATE else rule.adequate)
        few = plain.points < wanted
        reasons = (
            *((Reason(Why.POINTS, plain.points, wanted),) if few else ()),
            *(missing if grade is Grade.ADEQUATE else ()),
            *(_weakened(plain) if few else ()),
        )
    higher = _ORDER.index(proved_grade) > _ORDER.index(grade)
    return replace(
        plain,
        grade=grade,
        reasons=(*reasons, *elsewhere),
        gap=Gap.EVIDENCE if higher else Gap.REAL,
        proved_grade=proved_grade,
    )


def _grade(total: Decimal, missing: tuple[Reason, ...], rule: Rule) -> Grade:
    if total <= 0:
        return Grade.ABSENT
    if total >= _decimal(rule.strong) and not missing:
        return Grade.STRONG
    return Grade.ADEQUATE if total >= _decimal(rule.adequate) else Grade.THIN


def _missing_for_strong(plain: Verdict, question: Question) -> Iterator[Reason]:
    """What strong asks for besides points: enough stories, over time, and one of late."""
    rule, count = question.ladder.rule, len(plain.claims)
    if count < rule.stories:
        yield Reason(Why.STORIES, Decimal(count), Decimal(rule.stories))
    if plain.span < rule.spread_months:
        yield Reason(Why.SPREAD, Decimal(plain.span), Decimal(rule.spread_months))
    day = question.as_of
    if plain.newest and day and plain.newest < add_months(day, -rule.recent_months):
        months = months_between(plain.newest, day)
        yield Reason(Why.STALE, Decimal(months), Decimal(rule.recent_months))


def _weakened(plain: Verdict) -> Iterator[Reason]:
    """What keeps claims from counting in full."""
    factors = [_proof(claim) for claim in plain.claims]
    led = plain.led
    for why, number in (
        (Why.NO_PROOF, factors.count(_UNPROVED)),
        (Why.ONE_PROOF, factors.count(_ONE_KIND)),
        (Why.ROLE, len(factors) - led),
    ):
        if number:
            yield Reason(why, Decimal(number))


def _elsewhere(below: int, stretched: int) -> tuple[Reason, ...]:
    """Claims that give no points at this level or for this competency."""
    counts = ((Why.BELOW, below), (Why.STRETCHED, stretched))
    return tuple(Reason(why, Decimal(number)) for why, number in counts if number)


def _decimal(number: float) -> Decimal:
    return Decimal(str(number))


def _contrast(mine: Verdict, theirs: Verdict) -> Contrast:
    seen = {claim.ref: claim for claim in theirs.claims}
    hidden = [
        len(claim.proofs) - len(seen[claim.ref].proofs)
        for claim in mine.claims
        if claim.ref in seen
    ]
    missing = sum(claim.ref not in seen for claim in mine.claims)
    return Contrast(mine, theirs, sum(max(0, number) for number in hidden), missing)
