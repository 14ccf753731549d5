"""The JSON Schemas: they take what an author writes and refuse what the reader refuses."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from whyfolio.config import GROUPS, settings_of
from whyfolio.content.ladders import read_ladder
from whyfolio.content.schema import SCHEMA_KINDS, schema_of
from whyfolio.content.yamlfile import packaged
from whyfolio.model.fields import walk
from whyfolio.model.kinds import BY_FOLDER, KINDS
from whyfolio.model.profile import Profile

PROJECT = Path(__file__).parents[3]
CONTENT = PROJECT / "content"


def errors(kind: str, value: object) -> list[str]:
    plain = json.loads(json.dumps(value, default=date.isoformat))
    found = Draft202012Validator(schema_of(kind)).iter_errors(plain)
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in found]


def front_matter(path: Path) -> object:
    """The front matter as another YAML reader sees it; None where it cannot read the sentences."""
    text = path.read_text(encoding="utf-8").split("---\n", 2)[1]
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        return None


@pytest.mark.parametrize("kind", SCHEMA_KINDS)
def test_every_schema_is_a_schema(kind):
    schema = schema_of(kind)
    Draft202012Validator.check_schema(schema)
    assert schema["title"] == f"whyfolio {kind}"
    json.dumps(schema)


def test_a_kind_that_does_not_exist_has_no_schema():
    with pytest.raises(KeyError):
        schema_of("tale")


@pytest.mark.parametrize("folder", BY_FOLDER)
def test_the_entries_of_the_example_validate(folder):
    read = {path.name: front_matter(path) for path in (CONTENT / folder).glob("*.md")}
    readable = {name: value for name, value in read.items() if value is not None}
    assert len(readable) * 2 > len(read)
    kind = BY_FOLDER[folder].kind
    assert {name: found for name, value in readable.items() if (found := errors(kind, value))} == {}


def test_the_profile_and_the_settings_of_the_example_validate():
    assert errors("profile", front_matter(CONTENT / "profile.md")) == []
    settings = tomllib.loads((PROJECT / "whyfolio.toml").read_text(encoding="utf-8"))
    assert errors("settings", settings) == []


@pytest.mark.parametrize("kind", ["ladder", "form"])
def test_shipped_and_example_ladders_and_forms_validate(kind):
    texts = [text for _name, text in packaged(f"{kind}s")]
    own = [path.read_text(encoding="utf-8") for path in (CONTENT / f"{kind}s").glob("*.yaml")]
    assert own
    assert [errors(kind, yaml.safe_load(text)) for text in texts + own] == [[]] * len(texts + own)


def described(schema: dict, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], str]:
    """The path of each property in a schema, with its description."""
    found = {}
    for name, below in schema.get("properties", {}).items():
        found[(*path, name)] = below.get("description", "")
        found |= described(below, (*path, name))
    for choice in [*schema.get("oneOf", []), *([schema["items"]] if "items" in schema else [])]:
        found |= described(choice, path)
    return found


@pytest.mark.parametrize("shape", [*KINDS.values(), Profile], ids=lambda shape: shape.kind)
def test_every_declared_field_is_in_the_schema_with_its_sentence(shape):
    found = described(schema_of(shape.kind))
    declared = dict(walk(shape))
    assert set(found) == set(declared)
    for path, field in declared.items():
        assert found[path].startswith(field.doc), path


def test_every_declared_setting_is_in_the_schema_with_its_sentence():
    found = described(schema_of("settings"))
    for group, shape in GROUPS.items():
        for word, setting in settings_of(shape).items():
            assert found[(group, word)] == setting.doc


@pytest.mark.parametrize("kind", SCHEMA_KINDS)
def test_an_unknown_field_fails(kind):
    assert any("'whut' was unexpected" in error for error in errors(kind, {"whut": "x"}))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("story", {"what": "x"}),
        ("story", {"date": "soon"}),
        ("story", {"date": "2026", "role": "boss"}),
        ("story", {"date": "2026", "audience": "friends"}),
        ("story", {"date": "2026", "impact": [{"measur": "x"}]}),
        ("story", {"date": "2026", "shows": [{"how": "x"}]}),
        ("story", {"date": "2026", "decisions": ["queue"]}),
        ("decision", {"date": "2026", "confidence": 101}),
        ("lesson", {"date": "2026", "short": "x" * 161}),
        ("lesson", {"date": "2026", "what": ["x"]}),
        ("settings", {"sprint": {"weeks": 99}}),
        ("settings", {"guard": {"allow": [{"text": "x"}]}}),
        ("ladder", {"id": "x", "levels": []}),
        ("form", {"id": "x", "sections": [{"id": "a", "prompt": "b", "unit": "lines"}]}),
    ],
)
def test_what_the_reader_refuses_fails(kind, value):
    assert len(errors(kind, value)) == 1


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("story", {"date": 2026, "impact": "lost orders 12 % -> 0.4 % (Grafana, 2026-09)"}),
        ("story", {"date": "2026-H1", "impact": [{"before": 12, "else": "percent"}, "a 1 -> 2"]}),
        ("story", {"date": "2026-03/2026-05", "with": "Ana (design, lead); Tom"}),
        ("story", {"date": "2026", "with": [{"name": "Tom", "else": "a colleague"}]}),
        ("story", {"date": "2026", "shows": {"competency": "execution"}, "first_time": True}),
        ("decision", {"date": "2026", "status": "parked until spring"}),
        ("feedback", {"date": "2026-Q1", "from": "Sam Okoro (manager)"}),
    ],
)
def test_shorthands_single_values_and_free_words_pass(kind, value):
    assert errors(kind, value) == []


def test_a_schema_says_who_reads_a_field():
    story = schema_of("story")["properties"]
    assert story["what"]["description"] == "What you did, in one sentence."
    assert story["impact"]["description"] == (
        "What became different. For review unless its entry says otherwise."
    )
    assert story["outcome_due"]["description"].endswith(" Always private.")


def test_a_ladder_that_validates_is_read_without_fault():
    value = {"id": "x", "levels": [{"id": "mid"}], "competencies": [{"id": "a"}]}
    assert errors("ladder", value) == []
    assert read_ladder("x.yaml", yaml.safe_dump(value))[1] == ()
