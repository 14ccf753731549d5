"""One schema file knows every kind that an author writes."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator, ValidationError

from whyfolio.content.schema import SCHEMA_KINDS
from whyfolio.exporters.schema import export


def test_the_schema_is_one_and_holds_every_kind() -> None:
    schema = json.loads(export())
    Draft202012Validator.check_schema(schema)
    assert tuple(schema["$defs"]) == SCHEMA_KINDS


def test_a_kind_of_it_judges_front_matter() -> None:
    story = Draft202012Validator({**json.loads(export()), "$ref": "#/$defs/story"})
    story.validate({"date": "2026-09", "what": "I did it.", "impact": "pages 6 -> 1"})
    with pytest.raises(ValidationError):
        story.validate({"date": "2026-09", "wat": "I did it."})
