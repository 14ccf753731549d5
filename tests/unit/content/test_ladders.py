"""Ladders: reading them, and the one that comes with whyfolio."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whyfolio.content.ladders import read_ladder, shipped_ladders
from whyfolio.content.yamlfile import packaged
from whyfolio.model.audience import Audience
from whyfolio.model.ladder import Competency, Expectation, Ladder, Level, Rule

PROJECT = Path(__file__).parents[3]

FULL = """\
id: ours
title: Our ladder
version: 1.10
source: https://wiki.example/ladder
license: internal
audience: private
levels:
  - {id: mid, title: Engineer, scope: a task}
  - id: senior
competencies:
  - id: craft
    title: Craft
    theme: Work
    means: Good work.
    levels:
      senior:
        - Leaves it
          simpler.
        - {id: craft-s2, text: "Says no: politely."}
      mid: Asks.
  - id: people
rule: {strong: 2.5, stories: 2}
covers: {craft: [execution, strategy], people: leadership}
"""


def faults(text: str) -> list[str]:
    """Each fault as `line:column CODE message | hint`."""
    return [
        f"{at.place.line}:{at.place.column} {at.code} {at.message} | {at.hint}"
        for at in read_ladder("content/ladders/x.yaml", text)[1]
    ]


def small(*, more: str = "", competencies: str = "[{id: craft}]") -> str:
    return f"id: x\nlevels: [{{id: mid}}]\ncompetencies: {competencies}\n{more}"


def test_every_field_of_a_ladder_is_read():
    ladder, found = read_ladder("content/ladders/ours.yaml", FULL)
    assert found == ()
    assert ladder == Ladder(
        id="ours",
        title="Our ladder",
        version="1.10",
        source="https://wiki.example/ladder",
        license="internal",
        audience=Audience.PRIVATE,
        levels=(Level("mid", "Engineer", "a task"), Level("senior", "senior")),
        competencies=(
            Competency(
                "craft",
                "Craft",
                "Work",
                "Good work.",
                (
                    ("mid", (Expectation("craft.mid.1", "Asks."),)),
                    (
                        "senior",
                        (
                            Expectation("craft.senior.1", "Leaves it simpler."),
                            Expectation("craft-s2", "Says no: politely."),
                        ),
                    ),
                ),
            ),
            Competency("people", "people"),
        ),
        rule=Rule(strong=2.5, stories=2),
        covers=(("craft", ("execution", "strategy")), ("people", ("leadership",))),
    )


def test_the_ladder_of_the_example_has_no_fault():
    path = PROJECT / "content/ladders/harbor-engineering.yaml"
    ladder, found = read_ladder(path.name, path.read_text(encoding="utf-8"))
    assert found == ()
    assert ladder.competency("relationships").id == "partnership"


def test_a_ladder_is_for_reviewers_until_it_says_otherwise():
    assert read_ladder("x.yaml", small())[0].audience is Audience.REVIEW


def test_an_audience_that_cannot_be_read_opens_nothing():
    ladder, found = read_ladder("x.yaml", small(more="audience: pubic\n"))
    assert ladder.audience is Audience.PRIVATE
    assert [at.hint for at in found] == ['did you mean "public"?']


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "1:1 E501 is empty | begin with `id:`"),
        ("- a\n", "1:1 E501 is not a group of `name: value` lines | begin with `id:`"),
        (
            small(more="titel: x\n"),
            '4:1 E502 unknown field "titel" in the ladder | did you mean "title"?',
        ),
        (
            small(competencies="[{id: craft, mean: x}]"),
            '3:28 E502 unknown field "mean" in a competency | did you mean "means"?',
        ),
        (
            small(competencies="[{id: craft, levels: {mid: [Says no: politely]}}]"),
            '3:43 E502 unknown field "Says no" in an expectation | put the sentence in quotes',
        ),
        (
            small(more="title: [a]\n"),
            '4:8 E503 "title" is a list, not a text | ',
        ),
        (small(more="rule: 3\n"), '4:7 E503 "the rule" is a text, not a group of fields | '),
        (
            small(more="title: a\ntitle: b\n"),
            '5:1 E503 "title" is written twice | keep one of them',
        ),
        (
            "levels: [{id: mid}]\ncompetencies: [{id: craft}]\n",
            '1:1 E504 "id" is missing in the ladder | write `id: …`',
        ),
        (
            small(competencies="[{title: Craft}]"),
            '3:16 E504 "id" is missing in a competency | write `id: …`',
        ),
        (
            small(competencies="[{id: craft}, {id: craft}]"),
            '3:34 E505 the competency "craft" is there twice | rename one of them',
        ),
        (
            "id: x\nlevels: [{id: mid}, {id: mid}]\ncompetencies: [{id: craft}]\n",
            '2:26 E505 the level "mid" is there twice | rename one of them',
        ),
        (
            small(competencies="[{id: a, levels: {mid: [{id: e, text: x}, {id: e, text: y}]}}]"),
            '3:62 E505 the expectation "e" is there twice | rename one of them',
        ),
        (
            small(competencies="[{id: craft, levels: {mids: [x]}}]"),
            '3:37 E506 "mids" is no level of this ladder | did you mean "mid"?',
        ),
        (
            small(more="rule: {stories: 2.5}\n"),
            '4:17 E507 "2.5" is not a whole number | write "stories" in digits',
        ),
        (
            small(more="rule: {strong: lots}\n"),
            '4:16 E507 "lots" is not a number | write "strong" in digits',
        ),
        (
            small(more="rule: {adequate: 4}\n"),
            '4:7 E507 "adequate" (4.0) is more than "strong" (3.0) | lower it',
        ),
        (
            small(more="covers: {crafts: [execution]}\n"),
            '4:10 E509 "crafts" is no competency of this ladder | did you mean "craft"?',
        ),
    ],
)
def test_a_fault_stands_at_its_line_and_column(text, fault):
    assert faults(text) == [fault]


@pytest.mark.parametrize("text", ["id: a: b\n", "id: x\n\ttitle: y\n", 'id: "x\n', "id: *no\n"])
def test_a_text_that_is_not_yaml_is_told_once(text):
    ladder, found = read_ladder("x.yaml", text)
    assert ladder is None
    assert [at.code for at in found] == ["E501"]


@pytest.mark.parametrize("text", ["id: \x00\n", "[" * 5000])
def test_a_text_that_is_no_text_is_told_and_not_raised(text):
    assert [at.code for at in read_ladder("x.yaml", text)[1]] == ["E501"]


def test_all_faults_are_told_in_one_run_and_the_rest_is_read():
    ladder, found = read_ladder(
        "content/ladders/x.yaml",
        "titel: x\nlevels: [{id: mid}]\ncompetencies:\n  - id: craft\n    levels: {top: [a]}\n",
    )
    assert [at.code for at in found] == ["E504", "E502", "E506"]
    assert (ladder.id, [one.id for one in ladder.competencies]) == ("x", ["craft"])


@given(st.text(alphabet="id: leves[]{}-\n\"'#&*!|>x\t"))
def test_no_text_breaks_the_reader(text):
    ladder, found = read_ladder("x.yaml", text)
    assert ladder is not None or found


def test_the_shipped_ladder_is_five_areas_at_four_levels_for_everyone():
    (ladder,) = shipped_ladders()
    assert (ladder.id, ladder.audience) == ("five-areas", Audience.PUBLIC)
    assert [level.id for level in ladder.levels] == ["mid", "senior", "staff", "principal"]
    assert [one.id for one in ladder.competencies] == [
        *("execution", "strategy", "leadership", "upward", "relationships")
    ]
    assert ladder.rule == Rule()


def test_every_cell_of_the_shipped_ladder_expects_two_or_three_things():
    (ladder,) = shipped_ladders()
    cells = {
        (competency.id, level.id): len(competency.at(level.id))
        for competency in ladder.competencies
        for level in ladder.levels
    }
    assert len(cells) == 20
    assert set(cells.values()) <= {2, 3}


def test_no_two_expectations_of_the_shipped_ladder_are_the_same():
    (ladder,) = shipped_ladders()
    texts = [
        expectation.text
        for competency in ladder.competencies
        for _level, expectations in competency.expectations
        for expectation in expectations
    ]
    assert len(texts) == len(set(texts))
    assert all(text.endswith(".") for text in texts)


def test_the_shipped_ladders_are_without_fault():
    assert [read_ladder(name, text)[1] for name, text in packaged("ladders")] == [()]
