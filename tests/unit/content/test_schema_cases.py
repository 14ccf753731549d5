"""The schemas against all that is written for the reader: the example, and each broken case."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, Draft202012Validator, ValidationError

from whyfolio.content.blocks import read_field
from whyfolio.content.entries import read_entry
from whyfolio.content.faults import Faults
from whyfolio.content.frontmatter import decode, read_front
from whyfolio.content.nodes import Mapping, Node, Scalar, Sequence, Style
from whyfolio.content.schema import SCHEMA_KINDS, schema_of
from whyfolio.model.entry import Entry
from whyfolio.model.fields import fields_of
from whyfolio.model.kinds import BY_FOLDER, KINDS
from whyfolio.model.profile import Profile

PROJECT = Path(__file__).parents[3]
CASES = PROJECT / "tests" / "diagnostics"
BLOCK = re.compile(r"^~~~~ (\S+)\n(.*?)^~~~~$", re.MULTILINE | re.DOTALL)
SAID = re.compile(r"^(\S+?):(\d+):\d+: error\[(E\d+)\]: (.*)$", re.MULTILINE)
# What of the reader's codes a schema can say; the rest is of YAML, of the body, of other files.
CODES = frozenset(["E101", "E116", "E201", "E202", "E203", "E204", "E205", "E206", "E207"])
CODES |= {"E208", "E209", "E210", "E212", "E213"}
# And what of those it cannot, with the reason.
BEYOND = {
    "names a day that does not exist (day is out": "an expression knows no calendar",
    "is a range that ends before it begins": "nor can it compare",
    "a list begins here, and line": "no YAML reader gives both",
    "gives no slug": "a file name is not in the file",
    "is a device name on Windows": "a list of names that is not a form",
}


def plain(node: Node | None) -> Any:
    """What YAML 1.2 makes of a node, its sentences read as typed."""
    if isinstance(node, Sequence):
        return [plain(member) for member in node.members]
    if isinstance(node, Mapping):
        return {pair.key: plain(pair.value) for pair in node.pairs}
    if not isinstance(node, Scalar) or node.style is not Style.PLAIN:
        return node.text if node else None
    if re.fullmatch(r"[-+]?[0-9]+", node.text):
        return int(node.text)
    return {"true": True, "false": False}.get(node.text, node.text)


def front_of(path: str, raw: bytes, shape: type[Entry]) -> dict[str, Any]:
    faults = Faults(path)
    front = read_front(decode(raw, faults) or "", faults)
    pairs = [read_field(field, fields_of(shape), faults) for field in front.fields]
    return {pair.key: plain(pair.value) for pair in pairs}


def shape_of(path: str) -> type[Entry]:
    folder = path.split("/")[1]
    return Profile if folder == "profile.md" else BY_FOLDER[folder]


def errors(shape: type[Entry], front: dict[str, Any]) -> list[ValidationError]:
    return list(Draft202012Validator(schema_of(shape.kind)).iter_errors(front))


@pytest.mark.parametrize("shape", [*KINDS.values(), Profile], ids=lambda shape: shape.kind)
def test_all_front_matter_of_the_example_validates(shape: type[Entry]) -> None:
    content = PROJECT / "content"
    paths = [content / "profile.md"] if shape is Profile else (content / shape.folder).glob("*.md")
    found = {}
    for path in paths:
        name = path.relative_to(PROJECT).as_posix()
        front = front_of(name, path.read_bytes(), shape)
        assert front
        found[name] = [error.message for error in errors(shape, front)]
    assert {name: said for name, said in found.items() if said} == {}
    assert found


def broken() -> list[Any]:
    """Each complaint that a schema should have too: case, file, line, code."""
    found = []
    for case in sorted(CASES.glob("*.md")):
        text = case.read_text(encoding="utf-8")
        files = {name: inner for name, inner in BLOCK.findall(text) if name != "diagnostics"}
        for path, line, code, message in SAID.findall(text):
            known = path in files and "/" in path and path.split("/")[1] in BY_FOLDER
            beyond = any(words in message for words in BEYOND)
            if code in CODES and known and not beyond:
                at = f"{case.stem}:{Path(path).name}:{line}-{code}"
                found.append(pytest.param(path, files[path], int(line), id=at))
    return found


def field_at(path: str, text: str, line: int, shape: type[Entry]) -> str:
    """The field of the front matter that a line belongs to; "" for none."""
    front = read_front(text, Faults(path))
    above = [field for field in front.fields if field.key_place.line <= line]
    return above[-1].key if above else ""


@pytest.mark.parametrize(("path", "text", "line"), broken())
def test_what_the_reader_refuses_the_schema_refuses_in_the_same_field(
    path: str, text: str, line: int
) -> None:
    shape = shape_of(path)
    assert read_entry(path, text.encode(), shape).diagnostics
    found = errors(shape, front_of(path, text.encode(), shape))
    named = {str(error.absolute_path[0]) for error in found if error.absolute_path}
    whole = " ".join(error.message for error in found if not error.absolute_path)
    field = field_at(path, text, line, shape)
    assert field in named or (f"'{field}'" if field else "'date' is a required") in whole


def properties(schema: dict[str, Any], path: str = "") -> dict[str, dict[str, Any]]:
    """Every property of a schema at any depth."""
    found: dict[str, dict[str, Any]] = {}
    for name, below in schema.get("properties", {}).items():
        found[f"{path}/{name}"] = below
    inner = [*schema.get("properties", {}).items(), ("*", schema.get("items"))]
    inner += [("*", schema.get("additionalProperties"))]
    inner += [("", choice) for word in ("oneOf", "anyOf") for choice in schema.get(word, ())]
    for name, below in inner:
        if isinstance(below, dict):
            found |= properties(below, f"{path}/{name}" if name else path)
    return found


@pytest.mark.parametrize("kind", SCHEMA_KINDS)
def test_every_property_at_every_depth_says_what_it_is(kind: str) -> None:
    found = properties(schema_of(kind))
    assert found
    silent = [path for path, below in found.items() if not below.get("description", "").strip()]
    assert silent == []


@pytest.mark.parametrize("kind", SCHEMA_KINDS)
def test_every_example_is_one(kind: str) -> None:
    examples = [
        (path, below, example)
        for path, below in properties(schema_of(kind)).items()
        for example in below.get("examples", ())
    ]
    wrong = [
        path
        for path, below, example in examples
        if not Draft202012Validator(below).is_valid(example)
    ]
    assert wrong == []
    assert examples or kind in {"settings", "ladder", "form"}


def test_an_editor_knows_the_few_words_of_a_field() -> None:
    story = schema_of("story")["properties"]
    assert story["role"]["enum"][:2] == ["owner", "lead"]
    assert story["audience"]["enum"] == ["public", "review", "private"]
    assert schema_of("packet")["properties"]["audience"]["enum"] == ["review", "private"]
    assert "2026-Q3" in story["date"]["examples"]


def patterns(schema: Any) -> list[str]:
    if isinstance(schema, list):
        return [found for part in schema for found in patterns(part)]
    if not isinstance(schema, dict):
        return []
    own = [schema["pattern"]] if isinstance(schema.get("pattern"), str) else []
    return [*own, *(found for part in schema.values() for found in patterns(part))]


@pytest.mark.parametrize("kind", SCHEMA_KINDS)
def test_every_expression_is_one_in_javascript_too(kind: str) -> None:
    """Editors compile them with the flag `u`, which knows no other escapes than these."""
    known = re.compile(r"\\[dDwWsSbBnrtfv^$\\.*+?()\[\]{}|/]")
    strange = [
        escape
        for pattern in patterns(schema_of(kind))
        for escape in re.findall(r"\\.", pattern)
        if not known.match(escape)
    ]
    assert strange == []
    assert not any("(?P" in pattern or "\\Z" in pattern for pattern in patterns(schema_of(kind)))


@pytest.mark.parametrize("kind", SCHEMA_KINDS)
def test_a_schema_holds_nothing_newer_than_its_draft(kind: str) -> None:
    schema = schema_of(kind)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    Draft7Validator.check_schema(schema)
