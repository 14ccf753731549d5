"""The verdict's arithmetic: every boundary, each rule by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.folio import SETTINGS, Folio

from whyfolio.config import Config
from whyfolio.dates import parse_when
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry
from whyfolio.model.growth import Feedback
from whyfolio.model.ladder import Competency, Expectation, Ladder, Level, Rule
from whyfolio.model.profile import Profile
from whyfolio.model.values import Evidence, Impact, Shows
from whyfolio.model.work import ROLES, Story
from whyfolio.portfolio.coverage import Question, question_of
from whyfolio.portfolio.portfolio import Portfolio
from whyfolio.portfolio.verdict import Grade, Verdict, contrasts, verdicts
from whyfolio.portfolio.view import View, select

AS_OF = date(2026, 11, 21)
LEVELS = ("mid", "senior", "staff", "principal")
NAMES = ("one", "two", "three", "four", "five")
LADDER = Ladder(
    id="own",
    title="Own",
    levels=tuple(Level(name, name.title()) for name in LEVELS),
    competencies=tuple(
        Competency(
            id=name,
            title=name.title(),
            expectations=tuple(
                (level, (Expectation(f"{name}.{level}.1", "Does it."),)) for level in LEVELS
            ),
        )
        for name in NAMES
    ),
    covers=(("one", ("first", "eins")),),
)


@dataclass(frozen=True)
class Told:
    """A story for a test: `role day proofs`, with `@level` it shows and `#place` of the claim.

    The proofs are letters: a(rtefact), m(etric), v(oice), or `-` for none.
    """

    words: str

    def entries(self, number: int) -> list[Entry]:
        role, day, proofs, *more = self.words.split()
        level = next((word[1:] for word in more if word.startswith("@")), "")
        place = int(next((word[1:] for word in more if word.startswith("#")), "1"))
        before = [name for name in NAMES if name != "one"][: place - 1]
        slug = f"story-{number}"
        story = Story(
            path=f"content/stories/{slug}.md",
            slug=slug,
            title=slug,
            date=parse_when(day),
            what="I did it.",
            why="It helped.",
            role="" if role == "none" else role,
            evidence=(Evidence(url="https://a.example"),) * proofs.count("a"),
            impact=(Impact(measure="pages", after="1", source="the pager"),) * proofs.count("m"),
            shows=tuple(Shows(competency=name, level=level) for name in (*before, "one")),
        )
        said = Feedback(
            path=f"content/feedback/{slug}.md",
            slug=slug,
            title=slug,
            date=parse_when(day),
            quote="Well done.",
            about=(story.ref,),
        )
        return [story, *(replace(said, slug=f"{slug}-{n}") for n in range(proofs.count("v")))]


def view_of(entries: Sequence[Entry], ladder: Ladder = LADDER) -> View:
    portfolio = Portfolio(Profile(), tuple(entries), (), (ladder,), (), {}, Config(), AS_OF)
    return select(portfolio, Audience.PRIVATE)


def judged(
    stories: Sequence[str], *, rule: Rule | None = None, as_of: date = AS_OF, level: str = "staff"
) -> Verdict:
    ladder = replace(LADDER, rule=rule or Rule())
    entries = [entry for n, told in enumerate(stories) for entry in Told(told).entries(n)]
    found = verdicts(view_of(entries, ladder), Question(ladder, level, as_of))
    return next(verdict for verdict in found if verdict.competency == "one")


def plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def reasons(verdict: Verdict) -> str:
    return ", ".join(
        f"{reason.why.value} {plain(reason.have)}"
        + (f"/{plain(reason.wanted)}" if reason.wanted else "")
        for reason in verdict.reasons
    )


WHOLE = ["owner 2026-01-15 am", "lead 2026-03-01 av", "owner 2026-09-30 mv"]

CASES = {
    # --- nothing, a little, enough -------------------------------------------------------------
    "no story": ([], "absent 0 real", "few_stories 0/1"),
    "the least there is": (
        ["idea 2026-09 -"],
        "thin 0.1 real",
        "points 0.1/1.5, no_proof 1, role 1",
    ),
    "just under adequate": (
        [
            "contributor 2026-09 am",
            "contributor 2026-08 av",
            "contributor 2026-07 -",
            "idea 2026-07 -",
        ],
        "thin 1.45 evidence",
        "points 1.45/1.5, no_proof 2, role 4",
    ),
    "at adequate": (
        ["owner 2026-09 am", "owner 2026-08 -", "owner 2026-07 -"],
        "adequate 1.5 real",
        "points 1.5/3, spread 2/4, no_proof 2",
    ),
    "three stories at 2.9": (
        ["owner 2026-01 am", "owner 2026-09 a", "contributor 2026-09 am", "contributor 2026-09 mv"],
        "adequate 2.9 evidence",
        "points 2.9/3, one_proof 1, role 2",
    ),
    "four stories at 3": (
        ["owner 2026-01 am", "owner 2026-09 av", "contributor 2026-09 am", "mentor 2026-09 mv"],
        "strong 3 ",
        "",
    ),
    "three whole stories": (WHOLE, "strong 3 ", ""),
    # --- the part played and the kinds of proof ------------------------------------------------
    "an owner, whole": (["owner 2026-09 am"], "thin 1 real", "points 1/1.5"),
    "a lead, whole": (["lead 2026-09 av"], "thin 1 real", "points 1/1.5"),
    "a contributor": (["contributor 2026-09 mv"], "thin 0.6 real", "points 0.6/1.5, role 1"),
    "a reviewer": (["reviewer 2026-09 mv"], "thin 0.4 real", "points 0.4/1.5, role 1"),
    "a mentor": (["mentor 2026-09 mv"], "thin 0.4 real", "points 0.4/1.5, role 1"),
    "an idea": (["idea 2026-09 mv"], "thin 0.4 real", "points 0.4/1.5, role 1"),
    "no part said": (["none 2026-09 mv"], "thin 0.4 real", "points 0.4/1.5, role 1"),
    "three kinds count as two": (["owner 2026-09 amv"], "thin 1 real", "points 1/1.5"),
    "an artefact alone": (["owner 2026-09 a"], "thin 0.7 real", "points 0.7/1.5, one_proof 1"),
    "a metric alone": (["owner 2026-09 m"], "thin 0.7 real", "points 0.7/1.5, one_proof 1"),
    "a voice alone": (["owner 2026-09 v"], "thin 0.7 real", "points 0.7/1.5, one_proof 1"),
    "three of one kind are one kind": (
        ["owner 2026-09 aaa"],
        "thin 0.7 real",
        "points 0.7/1.5, one_proof 1",
    ),
    "no proof": (["owner 2026-09 -"], "thin 0.25 real", "points 0.25/1.5, no_proof 1"),
    # --- evidence gap or real gap --------------------------------------------------------------
    "unproved, but enough for adequate": (
        ["owner 2026-09 -", "owner 2026-08 -"],
        "thin 0.5 evidence",
        "points 0.5/1.5, no_proof 2",
    ),
    "unproved, and enough for strong": (
        ["owner 2026-01 -", "owner 2026-08 a", "owner 2026-09 -"],
        "thin 1.2 evidence",
        "points 1.2/1.5, no_proof 2, one_proof 1",
    ),
    "proof alone would not do": (
        ["owner 2026-09 a", "owner 2026-08 am"],
        "adequate 1.7 real",
        "points 1.7/3, few_stories 2/3, spread 1/4, one_proof 1",
    ),
    # --- time ----------------------------------------------------------------------------------
    "a day under four months": (
        ["owner 2026-05-15 am", "owner 2026-07-01 am", "owner 2026-09-14 am"],
        "adequate 3 real",
        "spread 3/4",
    ),
    "exactly four months": (
        ["owner 2026-05-15 am", "owner 2026-07-01 am", "owner 2026-09-15 am"],
        "strong 3 ",
        "",
    ),
    "the last days count, not the first": (
        ["owner 2026-01-01/2026-05-15 am", "owner 2026-07-01 am", "owner 2026-09-14 am"],
        "adequate 3 real",
        "spread 3/4",
    ),
    "a month counts to its end": (
        ["owner 2026-05 am", "owner 2026-07 am", "owner 2026-09 am"],
        "strong 3 ",
        "",
    ),
    "the newest exactly six months old": (
        ["owner 2026-01-01 am", "owner 2026-03-01 am", "owner 2026-05-21 am"],
        "strong 3 ",
        "",
    ),
    "the newest a day older": (
        ["owner 2026-01-01 am", "owner 2026-03-01 am", "owner 2026-05-20 am"],
        "adequate 3 real",
        "stale 6/6",
    ),
    # --- levels --------------------------------------------------------------------------------
    "at the level": (["owner 2026-09 am @staff"], "thin 1 real", "points 1/1.5"),
    "above the level": (["owner 2026-09 am @principal"], "thin 1 real", "points 1/1.5"),
    "below the level": (["owner 2026-09 am @senior"], "absent 0 real", "few_stories 0/1, below 1"),
    "no level of this ladder": (
        ["owner 2026-09 am @ninth"],
        "absent 0 real",
        "few_stories 0/1, below 1",
    ),
    # --- one story stretched -------------------------------------------------------------------
    "the third competency": (["owner 2026-09 am #3"], "thin 1 real", "points 1/1.5"),
    "the fourth competency": (
        ["owner 2026-09 am #4"],
        "absent 0 real",
        "few_stories 0/1, stretched 1",
    ),
    "strong needs three that count": (
        [*WHOLE[:2], "owner 2026-09-30 mv #4"],
        "adequate 2 real",
        "points 2/3, few_stories 2/3, spread 1/4, stale 8/6, stretched 1",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_verdict_of(case: str) -> None:
    stories, told, why = CASES[case]
    verdict = judged(stories)
    assert f"{verdict.grade.value} {plain(verdict.points)} {verdict.gap.value}" == told
    assert reasons(verdict) == why


RULES = {
    "two stories are enough": (
        Rule(stories=2, strong=2.0),
        ["owner 2026-01 am", "owner 2026-09 am"],
        Grade.STRONG,
    ),
    "two of three": (
        Rule(strong=2.0),
        ["owner 2026-01 am", "owner 2026-09 am"],
        Grade.ADEQUATE,
    ),
    "three of three": (
        Rule(strong=2.0),
        ["owner 2026-01 am", "owner 2026-09 a", "owner 2026-08 a"],
        Grade.STRONG,
    ),
    "a higher strong": (Rule(strong=3.1), WHOLE, Grade.ADEQUATE),
    "a higher adequate": (Rule(adequate=3.0), WHOLE[:2], Grade.THIN),
    "a lower adequate": (Rule(adequate=0.25), ["owner 2026-09 -"], Grade.ADEQUATE),
    "a longer spread": (Rule(spread_months=9), WHOLE, Grade.ADEQUATE),
    "no spread": (Rule(spread_months=0), ["owner 2026-09 am"] * 3, Grade.STRONG),
    "a shorter memory": (Rule(recent_months=1), WHOLE, Grade.ADEQUATE),
    "a longer memory": (
        Rule(recent_months=9),
        ["owner 2025-09 am", "owner 2025-10 am", "owner 2026-02-21 am"],
        Grade.STRONG,
    ),
    "one full claim": (Rule(full_claims=1), ["owner 2026-09 am #2"], Grade.ABSENT),
    "four full claims": (Rule(full_claims=4), ["owner 2026-09 am #4"], Grade.THIN),
}


@pytest.mark.parametrize("case", RULES)
def test_the_ladder_may_set_other_thresholds(case: str) -> None:
    rule, stories, grade = RULES[case]
    assert judged(stories, rule=rule).grade is grade


def test_the_end_of_a_short_month_completes_six_months() -> None:
    stories = ["owner 2025-09 am", "owner 2025-10 am", "owner 2026-02-28 am"]
    assert judged(stories, as_of=date(2026, 8, 31)).grade is Grade.STRONG
    assert judged(stories, as_of=date(2026, 9, 1)).grade is Grade.ADEQUATE


@pytest.mark.parametrize(
    ("asked", "counts"), [("mid", True), ("senior", True), ("staff", False), ("principal", False)]
)
def test_a_claim_counts_at_its_level_and_below(asked: str, counts: bool) -> None:
    assert bool(judged(["owner 2026-09 am @senior"], level=asked).claims) is counts


def test_a_claim_that_says_no_level_is_for_the_level_asked() -> None:
    assert [judged(["owner 2026-09 am"], level=level).points for level in LEVELS] == [1, 1, 1, 1]


def one_story(**fields: object) -> View:
    story = Told("owner 2026-09 am").entries(0)[0]
    assert isinstance(story, Story)
    return view_of([replace(story, **fields)])  # type: ignore[arg-type]


def points_of(view: View, level: str = "staff") -> dict[str, Decimal]:
    found = verdicts(view, Question(LADDER, level, AS_OF))
    return {verdict.competency: verdict.points for verdict in found if verdict.points}


def test_a_story_without_a_why_is_no_claim() -> None:
    assert points_of(one_story(why="")) == {}


def test_a_competency_shown_twice_is_one_claim_at_its_highest_level() -> None:
    shows = (Shows(competency="one", level="mid"), Shows(competency="one", level="staff"))
    assert points_of(one_story(shows=shows)) == {"one": 1}


def test_a_competency_under_two_names_takes_one_place() -> None:
    names = ("first", "two", "eins", "three", "four")
    shows = tuple(Shows(competency=name) for name in names)
    assert points_of(one_story(shows=shows)) == {"one": 1, "two": 1, "three": 1}


def test_what_another_ladder_calls_a_competency_takes_no_place() -> None:
    shows = tuple(Shows(competency=name) for name in ("delivery", "craft", "two", "three", "one"))
    assert points_of(one_story(shows=shows)) == {"one": 1, "two": 1, "three": 1}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("impact", Impact(measure="pages", before="6", source="the pager")),
        ("impact", Impact(measure="pages", before="6", after="1")),
        ("impact", Impact(measure="pages", shown_change="−97 %")),
        ("impact", Impact(instead="a third of the budget")),
        ("evidence", Evidence(title="Postmortem", says="It was the queue.")),
        ("evidence", Evidence(instead="a page that cannot be shown")),
    ],
)
def test_what_nobody_can_check_is_no_proof(field: str, value: object) -> None:
    bare = {"impact": (), "evidence": ()}
    assert points_of(one_story(**{**bare, field: (value,)})) == {"one": Decimal("0.25")}


@pytest.mark.parametrize(
    ("quote", "day", "expected"),
    [
        ("Well done.", "2026-11-21", "0.7"),
        ("", "2026-10", "0.25"),
        ("Later.", "2026-11-22", "0.25"),
    ],
)
def test_a_voice_has_words_and_has_spoken_by_the_day(quote: str, day: str, expected: str) -> None:
    story = Told("owner 2026-09 -").entries(0)[0]
    said = Feedback(
        path="f.md", slug="f", title="f", date=parse_when(day), quote=quote, about=(story.ref,)
    )
    portfolio = Portfolio(
        Profile(), (story, said), (), (LADDER,), (), {}, Config(), date(2027, 1, 1)
    )
    assert points_of(select(portfolio, Audience.PRIVATE)) == {"one": Decimal(expected)}


def test_what_does_not_apply_or_is_not_expected_is_neither_here_nor_there() -> None:
    bare = Competency(id="six", title="Six", expectations=(("mid", (Expectation("x", "Y."),)),))
    ladder = replace(LADDER, competencies=(*LADDER.competencies, bare))
    entries = Told("owner 2026-09 am").entries(0)
    question = Question(ladder, "staff", AS_OF, not_applicable=frozenset(["one"]))
    found = {
        verdict.competency: verdict for verdict in verdicts(view_of(entries, ladder), question)
    }
    assert found["one"].grade is Grade.NOT_APPLICABLE
    assert found["six"].grade is Grade.NO_EXPECTATION
    assert {(found[name].reasons, found[name].gap.value) for name in ("one", "six")} == {((), "")}


# --- what holds for all portfolios ------------------------------------------------------------

told_stories = st.lists(
    st.builds(
        "{} {} {} @{} #{}".format,
        st.sampled_from([*ROLES, "none"]),
        st.dates(date(2025, 1, 1), AS_OF).map(date.isoformat),
        st.sampled_from(["-", "a", "m", "v", "am", "amv", "aa"]),
        st.sampled_from(LEVELS),
        st.integers(1, 5),
    ),
    max_size=8,
)
ORDER = list(Grade)[:4]


def all_judged(entries: Sequence[Entry]) -> tuple[Verdict, ...]:
    return verdicts(view_of(entries), Question(LADDER, "senior", AS_OF))


def entries_of(stories: Sequence[str]) -> list[Entry]:
    return [entry for n, told in enumerate(stories) for entry in Told(told).entries(n)]


@given(stories=told_stories, more=told_stories)
def test_more_stories_never_lower_points_or_grade(stories: list[str], more: list[str]) -> None:
    fewer, all_of_them = all_judged(entries_of(stories)), all_judged(entries_of([*stories, *more]))
    for before, after in zip(fewer, all_of_them, strict=True):
        assert before.points <= after.points
        assert ORDER.index(before.grade) <= ORDER.index(after.grade)


@given(stories=told_stories, order=st.randoms(use_true_random=False))
def test_the_order_of_entries_does_not_matter(stories: list[str], order: Random) -> None:
    entries = entries_of(stories)
    shuffled = entries.copy()
    order.shuffle(shuffled)
    assert all_judged(shuffled) == all_judged(entries)


@given(stories=told_stories)
def test_the_gap_says_whether_proof_alone_would_help(stories: list[str]) -> None:
    proved = [" ".join([*told.split()[:2], "am", *told.split()[3:]]) for told in stories]
    pairs = zip(all_judged(entries_of(stories)), all_judged(entries_of(proved)), strict=True)
    for verdict, with_proof in pairs:
        assert verdict.proved_grade is with_proof.grade
        expected = "evidence" if with_proof.grade is not verdict.grade else "real"
        assert verdict.gap.value == ("" if verdict.grade is Grade.STRONG else expected)


@given(stories=told_stories)
def test_a_verdict_has_reasons_unless_it_is_strong(stories: list[str]) -> None:
    for verdict in all_judged(entries_of(stories)):
        assert bool(verdict.reasons) is (verdict.grade is not Grade.STRONG)


# --- as the author writes it -------------------------------------------------------------------

CAREER = f'{SETTINGS}[career]\nlevel = "senior"\nnext_level = "staff"\n'
NOTE = """date: 2026-{month}
what: I did it.
why: It helped.
role: owner
audience: review
shows: execution - by doing it
evidence:
  - {{url: https://a.example/{month}{opened}}}
impact:
  - {{measure: pages, before: 6, after: 1, source: the pager{opened}}}
"""


def test_two_views_of_one_portfolio_are_told_apart(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path, CAREER)
    folio.entry("stories/a", NOTE.format(month="02", opened=", audience: private"))
    folio.entry("stories/b", NOTE.format(month="05", opened=""))
    folio.entry("stories/c", NOTE.format(month="09", opened="").replace("review", "private"))
    mine = folio.view(Audience.PRIVATE)
    question = question_of(mine)
    assert question is not None
    assert mine.theirs is not None
    [contrast] = contrasts(verdicts(mine, question), verdicts(mine.theirs, question))
    assert (contrast.mine.grade, contrast.theirs.grade) == (Grade.STRONG, Grade.THIN)
    assert (contrast.proofs, contrast.stories) == (2, 1)


def test_only_the_author_holds_what_reviewers_see_beside_it(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path, CAREER).entry("stories/a", NOTE.format(month="02", opened=""))
    assert [folio.view(audience).theirs is None for audience in Audience] == [True, True, False]


def test_without_a_level_there_is_no_question(tmp_path: Path) -> None:
    assert question_of(Folio.at(tmp_path).view(Audience.PRIVATE)) is None
