"""What an editor is told by the exported schemas: every field, every word, for every note."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from whyfolio.content.quoting import quoted
from whyfolio.content.schema import SCHEMA_KINDS
from whyfolio.exporters.schema import files
from whyfolio.model.entry import Entry
from whyfolio.model.fields import Choice, Many, walk
from whyfolio.model.kinds import KINDS
from whyfolio.model.profile import Profile

PROJECT = Path(__file__).parents[3]
EXPORTED: dict[str, dict[str, Any]] = {
    artifact.path.removesuffix(".schema.json"): json.loads(artifact.content) for artifact in files()
}
EDITORS = (PROJECT / "docs/reference/editors.md").read_text(encoding="utf-8")
NOTES = [
    *(
        (shape, path)
        for shape in KINDS.values()
        for path in sorted((PROJECT / "content" / shape.folder).glob("*.md"))
    ),
    (Profile, PROJECT / "content/profile.md"),
]


def front_matter(shape: type[Entry], path: Path) -> object:
    """A note's front matter as any YAML reader takes it, after `whyfolio check --fix`."""
    text = quoted(path.read_text(encoding="utf-8"), shape)
    front = yaml.safe_load(text.split("---\n", 2)[1])
    return json.loads(json.dumps(front, default=date.isoformat))


def test_every_note_of_the_example_is_right_for_the_schema_of_its_kind() -> None:
    wrong = {
        path.name: [f"{error.json_path}: {error.message}" for error in found]
        for shape, path in NOTES
        if (
            found := list(
                Draft7Validator(EXPORTED[shape.kind]).iter_errors(front_matter(shape, path))
            )
        )
    }
    assert wrong == {}
    assert {shape for shape, _ in NOTES} == {*KINDS.values(), Profile}


def properties(schema: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property at any depth, with the path of its names."""
    for name, below in schema.get("properties", {}).items():
        yield f"{path}.{name}".strip("."), below
        yield from properties(below, f"{path}.{name}")
    more = schema.get("additionalProperties")
    inner = [schema.get("items"), more, *schema.get("oneOf", []), *schema.get("anyOf", [])]
    for below in inner:
        if isinstance(below, dict):
            yield from properties(below, path)


@pytest.mark.parametrize("kind", SCHEMA_KINDS)
def test_every_field_at_any_depth_has_a_sentence_for_the_pointer(kind: str) -> None:
    silent = [
        path
        for path, told in properties(EXPORTED[kind])
        if not re.match(r"[A-Z`].*[.?!]\Z", told.get("description", ""), re.DOTALL)
    ]
    assert silent == []


def words_in(schema: dict[str, Any]) -> set[object]:
    """Every word that a schema offers, at any depth but in other properties."""
    found = set(schema.get("enum", []))
    for below in [schema.get("items"), *schema.get("oneOf", []), *schema.get("anyOf", [])]:
        found |= words_in(below) if isinstance(below, dict) else set()
    return found


@pytest.mark.parametrize("shape", [*KINDS.values(), Profile], ids=lambda shape: shape.kind)
def test_every_word_of_a_choice_is_offered(shape: type[Entry]) -> None:
    told = dict(properties(EXPORTED[shape.kind]))
    for path, field in walk(shape):
        of = field.type.of if isinstance(field.type, Many) else field.type
        if isinstance(of, Choice) and path != ("audience",):
            assert words_in(told[".".join(path)]) >= set(of.words), path
    assert "private" in words_in(told["audience"])


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}(?: [^\n]*)?\n(.*?)^```$", EDITORS, re.MULTILINE | re.DOTALL)


def test_the_settings_for_vs_code_name_schemas_that_are_exported_and_files_that_are() -> None:
    told = json.loads(blocks("json")[0])["yaml.schemas"]
    for schema, files_meant in told.items():
        folder, _, name = schema.rpartition("/")
        assert folder == ".vscode/schemas"
        assert name.removesuffix(".schema.json") in EXPORTED
        assert list(PROJECT.glob(files_meant))
    assert f"#:schema ./{folder}/settings.schema.json" in blocks("toml")[0]


def test_the_rule_for_front_matter_knows_the_folder_of_every_kind() -> None:
    rule = blocks("js")[0]
    folders = dict(re.findall(r"(\w+): '(\w+)'", rule))
    assert folders == {kind: shape.folder for kind, shape in KINDS.items()}
    assert "'./.vscode/schemas/profile.schema.json': ['./content/profile.md']" in rule
