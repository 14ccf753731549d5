"""The declarations of fields."""

from __future__ import annotations

import dataclasses

import pytest

from whyfolio.model.audience import Audience
from whyfolio.model.fields import Many, Record, Text, declare, fields_of, walk
from whyfolio.model.kinds import BY_FOLDER, KINDS
from whyfolio.model.profile import Profile

SHAPES = [*KINDS.values(), Profile]
REVIEW, PRIVATE = Audience.REVIEW, Audience.PRIVATE


def test_words_that_python_keeps_for_itself_have_an_attribute_of_another_name():
    renamed = {
        (shape.kind, word): field.attribute
        for shape in SHAPES
        for word, field in fields_of(shape).items()
        if word != field.attribute
    }
    assert renamed == {
        ("story", "for"): "for_whom",
        ("story", "with"): "people",
        ("feedback", "from"): "giver",
        ("session", "with"): "people",
    }


def marked(test):
    return {
        f"{shape.kind}.{word}"
        for shape in SHAPES
        for word, field in fields_of(shape).items()
        if test(field)
    }


def test_the_fields_for_reviewers_are_those_of_the_contract():
    found = marked(lambda field: field.default is REVIEW)
    assert found == {
        *("story.impact", "story.evidence", "story.shows", "story.cost", "story.with"),
        *("decision.deciders", "decision.consulted", "decision.informed"),
        *("goal.helped_by", "session.with", "position.level"),
    }


def test_the_fields_that_are_always_private_are_those_of_the_contract():
    found = marked(lambda field: field.ceiling is PRIVATE)
    assert {name for name in found if name.endswith(".imported")} == {
        f"{shape.kind}.imported" for shape in SHAPES
    }
    assert {name for name in found if not name.endswith(".imported")} == {
        *("story.outcome_due", "goal.origin", "goal.why_mine"),
        *("action.learned_action", "action.learned_outcome", "action.learned_self"),
        *("session.agenda", "session.next_steps", "session.mood", "session.reaction"),
        "profile.exemplars",
    }


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.kind)
def test_every_field_says_what_it_is_for_and_what_is_absent_is_empty(shape):
    entry = shape()
    for _path, field in walk(shape):
        assert field.doc.endswith("."), field.name
        assert not field.default.rank < field.ceiling.rank, field.name
    for field in fields_of(shape).values():
        assert getattr(entry, field.attribute) in ("", (), None, False), field.name


def test_walking_a_kind_enters_its_records():
    paths = {path for path, _field in walk(KINDS["packet"])}
    assert {("advocates",), ("advocates", "person"), ("advocates", "person", "name")} <= paths


def test_prose_is_told_from_lines_also_in_lists():
    decision = fields_of(KINDS["decision"])
    prose = {word for word, field in decision.items() if field.is_prose}
    assert {"what", "why", "know", "best_guess"} <= prose
    assert not {"title", "tags", "confidence", "options", "status"} & prose


def test_a_ceiling_narrows_the_default():
    @dataclasses.dataclass(frozen=True)
    class Shape:
        note: str = declare(Text(), "A note.", ceiling=PRIVATE)

    assert fields_of(Shape)["note"].default is PRIVATE


def test_a_kind_is_found_by_its_word_and_by_its_folder():
    assert list(KINDS) == [
        *("position", "story", "decision", "lesson", "feedback"),
        *("goal", "action", "session", "packet", "page"),
    ]
    assert {shape.kind for shape in BY_FOLDER.values()} == set(KINDS)


def test_records_that_have_a_shorthand_are_those_of_the_contract():
    shorthands = set()
    for shape in SHAPES:
        for _path, field in walk(shape):
            of = field.type.of if isinstance(field.type, Many) else field.type
            if isinstance(of, Record) and of.shorthand:
                shorthands.add((field.name, of.shorthand))
    assert {("impact", "impact"), ("evidence", "evidence"), ("with", "people")} <= shorthands
    assert {("shows", "shows"), ("from", "person"), ("person", "person")} <= shorthands
