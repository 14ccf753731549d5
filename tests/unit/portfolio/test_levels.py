"""What one level expects beyond another, and what two ladders say otherwise."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.folio import Folio

from whyfolio.content.ladders import read_ladder, shipped_ladders
from whyfolio.model.audience import Audience
from whyfolio.model.ladder import Ladder
from whyfolio.portfolio.coverage import Question, claims
from whyfolio.portfolio.levels import Climb, climb, ladder_difference

LADDER = """
id: own
title: Own
version: "1"
levels: [{id: mid, title: Mid}, {id: senior, title: Senior}, {id: staff, title: Staff}]
competencies:
  - id: delivery
    title: Delivery
    levels:
      mid: [Finishes things.]
      senior: [Finishes things., {id: whole, text: From end to end.}]
      staff: [{id: whole-too, text: From end to end.}, {id: teams, text: Across teams.}]
  - id: craft
    title: Craft
    levels:
      senior: [Leaves it simpler.]
covers: {delivery: [execution]}
"""


def ladder(text: str = LADDER) -> Ladder:
    found, problems = read_ladder("own.yaml", text)
    assert found is not None
    assert problems == ()
    return found


def told(found: tuple[Climb, ...]) -> dict[str, list[str]]:
    return {
        one.competency.id: [f"{step.level}: {step.expectation.text}" for step in one.steps]
        for one in found
    }


@pytest.mark.parametrize(
    ("present", "asked", "expected"),
    [
        ("senior", "staff", {"delivery": ["staff: Across teams."]}),
        (
            "mid",
            "senior",
            {"delivery": ["senior: From end to end."], "craft": ["senior: Leaves it simpler."]},
        ),
        (
            "mid",
            "staff",
            {
                "delivery": ["senior: From end to end.", "staff: Across teams."],
                "craft": ["senior: Leaves it simpler."],
            },
        ),
        ("", "staff", {"delivery": ["staff: From end to end.", "staff: Across teams."]}),
        ("unheard", "mid", {"delivery": ["mid: Finishes things."]}),
        ("staff", "staff", {}),
        ("staff", "mid", {}),
    ],
)
def test_a_level_expects_what_it_and_those_between_have_and_the_present_one_has_not(
    present: str, asked: str, expected: dict[str, list[str]]
) -> None:
    assert told(climb(ladder(), present, asked)) == expected


STORY = "date: 2026-09\nwhat: I did it.\nwhy: It helped.\nshows:\n  - {{competency: {}}}\n"


@pytest.mark.parametrize(
    ("shows", "meeting", "unnamed"),
    [
        ("execution, meets: [teams]", ["stories/a"], []),
        ("delivery, level: staff, meets: [teams, whole-too]", ["stories/a"], []),
        ("delivery, level: senior, meets: [teams]", ["stories/a"], []),
        ("delivery, level: staff", [], ["stories/a"]),
        ("delivery, level: staff, meets: [whole-too]", [], ["stories/a"]),
        ("delivery, level: senior", [], []),
        ("craft, meets: [teams]", [], []),
    ],
)
def test_a_claim_meets_an_expectation_that_it_names(
    tmp_path: Path, shows: str, meeting: list[str], unnamed: list[str]
) -> None:
    folio = Folio.at(tmp_path).write("content/ladders/own.yaml", LADDER)
    view = folio.entry("stories/a", STORY.format(shows)).view(Audience.PRIVATE)
    own = view.ladder("own")
    assert own is not None
    [delivery] = climb(own, "senior", "staff", claims(view, Question(own, "staff")))
    [step] = delivery.steps
    assert [claim.ref for claim in step.claims] == meeting
    assert [claim.ref for claim in delivery.unnamed] == unnamed
    assert delivery.unclaimed == (() if meeting else (step,))


def test_an_expectation_that_two_levels_share_is_met_by_either_name(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path).write("content/ladders/own.yaml", LADDER)
    folio.entry("stories/a", STORY.format("delivery, meets: [whole]"))
    folio.entry("stories/b", STORY.format("delivery, meets: [whole-too]"))
    view = folio.view(Audience.PRIVATE)
    own = view.ladder("own")
    assert own is not None
    step = climb(own, "mid", "staff", claims(view, Question(own, "staff")))[0].steps[0]
    assert sorted(claim.ref for claim in step.claims) == ["stories/a", "stories/b"]


def test_a_ladder_does_not_differ_from_itself() -> None:
    for own in (*shipped_ladders(), ladder()):
        found = ladder_difference(own, own)
        assert not any(getattr(found, name) for name in found.__slots__)


def test_everything_that_differs_is_told() -> None:
    later = LADDER.replace("{id: staff, title: Staff}", "{id: lead, title: Lead}")
    later = later.replace("staff: [{id", "lead: [{id").replace("  - id: craft", "  - id: care")
    later = later.replace("title: Craft", "title: Care").replace("[Finishes things.]", "[Ends it.]")
    later += "rule: {strong: 2.5, recent_months: 9}\n"
    found = ladder_difference(ladder(), ladder(later))
    assert (found.levels_gone, found.levels_new) == (("Staff",), ("Lead",))
    assert (found.competencies_gone, found.competencies_new) == (("Craft",), ("Care",))
    assert found.thresholds_gone == ("strong: 3.0", "recent_months: 6")
    assert found.thresholds_new == ("strong: 2.5", "recent_months: 9")
    [change] = found.changes
    assert (change.competency, change.level) == ("Delivery", "Mid")
    assert (change.gone, change.new) == (("Finishes things.",), ("Ends it.",))


def test_what_a_competency_means_may_change() -> None:
    first = ladder()
    delivery = replace(first.competencies[0], means="Things get finished.")
    second = replace(first, competencies=(delivery, first.competencies[1]))
    [change] = ladder_difference(first, second).changes
    assert (change.level, change.gone, change.new) == ("", (), ("Things get finished.",))
