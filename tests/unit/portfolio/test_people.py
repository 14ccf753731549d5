"""Who is meant by a short name."""

from __future__ import annotations

import pytest

from whyfolio.dates import parse_when
from whyfolio.model.growth import Feedback, Goal
from whyfolio.model.values import Person
from whyfolio.model.work import Story
from whyfolio.portfolio.people import called, in_one_line, people_in

ANA = Person(name="Ana Duarte", role="designer", relation="peer")
TOM, OTHER_TOM = Person(name="Tom Reyes"), Person(name="Tom Brandt")


def test_everybody_is_known_once_with_what_is_said_of_them() -> None:
    story = Story(slug="a", date=parse_when("2026-09"), people=(Person(name="Ana Duarte"), TOM))
    voice = Feedback(slug="b", date=parse_when("2026-08"), giver=ANA)
    goal = Goal(slug="c", helped_by=(Person(name="Ana Duarte", role="lead"),))
    assert set(people_in([story, voice, goal])) == {ANA, TOM}


@pytest.mark.parametrize(
    ("short", "expected"),
    [
        ("ana", (ANA,)),
        ("@Duarte", (ANA,)),
        ("Tom Reyes", (TOM,)),
        ("tom-reyes", (TOM,)),
        ("Tom", (TOM, OTHER_TOM)),
        ("an", ()),
        ("", ()),
    ],
)
def test_a_part_of_a_name_is_enough_where_it_is_that_of_one(
    short: str, expected: tuple[Person, ...]
) -> None:
    assert called(short, [ANA, TOM, OTHER_TOM]) == expected


def test_a_person_is_one_line_of_front_matter() -> None:
    assert in_one_line(ANA) == "Ana Duarte (peer, designer)"
    assert in_one_line(TOM) == "Tom Reyes"
