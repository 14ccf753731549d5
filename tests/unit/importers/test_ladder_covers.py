"""A story that shows one of the five areas counts on a ladder that was imported."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from tests.folio import TODAY
from tests.unit.importers.shelf import Shelf

from whyfolio.importers.ladder.covering import agreed, proposal
from whyfolio.importers.registry import Request
from whyfolio.model.audience import Audience
from whyfolio.model.ladder import Competency, Expectation, Ladder, Level
from whyfolio.portfolio.coverage import Question, claims
from whyfolio.portfolio.verdict import Grade, verdicts

CREW = """\
Competency,Junior,Senior
Delivery and quality,Ships small parts,Ships what others could not
Planning ahead and strategy,Says what it is for,Writes the direction
Mentoring,Shows how,Brings people on
Working with your manager,Reports bad news early,Takes worries away
Collaboration across teams,Answers other teams,Settles disagreements
Tidy desk,Wipes it,Wipes that of others
"""
STORY = """
date: 2026-09
what: I put a queue in front of checkout.
why: Sale days lost 1 order in 8.
role: owner
shows:
  - {competency: execution, how: It held.}
  - {competency: relationships, how: Two teams used it.}
"""


def ladder(*titles: str) -> Ladder:
    rows = (
        Competency(title.lower(), title, expectations=(("one", (Expectation(title, "Does it."),)),))
        for title in titles
    )
    return Ladder("l", "L", levels=(Level("one", "One"),), competencies=tuple(rows))


def asked(answers: Sequence[str], said: list[str]) -> Request:
    left = list(answers)

    def ask(question: str, default: str) -> str:
        said.append(f"{question} [{default}]")
        return left.pop(0) or default

    nothing = Path()
    return Request(nothing, "x", lambda: b"", nothing, TODAY, {}, ask=ask, tell=said.append)


FIVE = ladder("Execution", "Strategy", "Leadership", "Upward", "Relationships")
OURS = ladder("Delivery", "Mentoring", "Collaboration")


def test_each_area_gets_the_competency_that_is_nearest(tmp_path: Path) -> None:
    shelf = Shelf.at(tmp_path).put("crew.csv", CREW)
    brought = shelf.bring("crew.csv")
    assert dict(shelf.ladder("crew").covers) == {
        "delivery-and-quality": ("execution",),
        "planning-ahead-and-strategy": ("strategy",),
        "mentoring": ("leadership",),
        "working-with-your-manager": ("upward",),
        "collaboration-across-teams": ("relationships",),
    }
    assert brought.said == [
        "crew: a story that shows one of Five areas would count for",
        "  execution      delivery-and-quality (Delivery and quality)",
        "  strategy       planning-ahead-and-strategy (Planning ahead and strategy)",
        "  leadership     mentoring (Mentoring)",
        "  upward         working-with-your-manager (Working with your manager)",
        "  relationships  collaboration-across-teams (Collaboration across teams)",
        "That is taken as `covers`, as proposed; change the lines that do not fit.",
        'To be measured by it:  ladder = "crew"  below [career] in whyfolio.toml',
    ]


def test_a_story_counts_through_what_was_proposed(tmp_path: Path) -> None:
    shelf = Shelf.at(tmp_path).put("crew.csv", CREW)
    shelf.desk.folio.entry("stories/queue", STORY)
    shelf.bring("crew.csv")
    view = shelf.desk.folio.view(Audience.PRIVATE)
    own = view.ladder("crew")
    assert own is not None
    question = Question(own, "senior", TODAY)
    found = {verdict.competency: verdict.grade for verdict in verdicts(view, question)}
    assert found == {
        "delivery-and-quality": Grade.THIN,
        "planning-ahead-and-strategy": Grade.ABSENT,
        "mentoring": Grade.ABSENT,
        "working-with-your-manager": Grade.ABSENT,
        "collaboration-across-teams": Grade.THIN,
        "tidy-desk": Grade.ABSENT,
    }
    assert len(claims(view, question)) == 2


def test_reviewers_may_read_what_a_ladder_expects_and_the_public_may_not(tmp_path: Path) -> None:
    shelf = Shelf.at(tmp_path).put("crew.csv", CREW)
    shelf.bring("crew.csv")
    assert shelf.desk.folio.view(Audience.PUBLIC).ladder("crew") is None
    assert shelf.desk.folio.view(Audience.REVIEW).ladder("crew") is not None


def test_nothing_is_proposed_where_nothing_is_near() -> None:
    assert proposal(ladder("Blue", "Green")) == {}


def test_the_one_who_imports_may_take_it_or_leave_it() -> None:
    said: list[str] = []
    assert agreed(asked([""], said), OURS, FIVE) == proposal(OURS)
    assert said[-1] == "Write that as `covers`? [y]es, [n]o, [e]ach one [y]"
    assert agreed(asked(["n"], said), OURS, FIVE) == {}


def test_the_one_who_imports_may_change_it_area_by_area() -> None:
    said: list[str] = []
    answers = ["each", "", "collaboration", "-", "nobody", "mentoring", ""]
    assert agreed(asked(answers, said), OURS, FIVE) == {
        "execution": "delivery",
        "strategy": "collaboration",
        "upward": "mentoring",
        "relationships": "collaboration",
    }
    assert '"nobody" is none; delivery, mentoring, collaboration' in said


def test_nobody_is_asked_who_said_yes() -> None:
    said: list[str] = []
    request = dataclasses.replace(asked([], said), options={"yes": "yes"})
    assert agreed(request, OURS, FIVE) == proposal(OURS)
    assert said[-1].startswith("That is taken as `covers`, as proposed")
