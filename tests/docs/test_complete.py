"""Whatever a person can type is documented: commands, options, settings, fields, codes, pages."""

from __future__ import annotations

import re

import click
import pytest
from tools import floors

from tests.architecture.test_codes import reference
from tests.docs.words import DOCS, ROOT, every_command, pages, prose_of, text_of
from whyfolio.cli.main import COMMANDS
from whyfolio.config.values import GROUPS, WrittenCycle, settings_of
from whyfolio.exporters.portfolio_schema import schema
from whyfolio.model.fields import Many, Record

REFERENCE = DOCS / "reference"


@pytest.mark.parametrize("name", list(reference().PAGES))
def test_a_page_of_the_reference_is_what_its_tool_writes(name: str) -> None:
    written = (REFERENCE / name).read_text(encoding="utf-8")
    assert written == reference().PAGES[name](), "run `.venv/bin/python tools/reference.py`"


def sections(page: str) -> dict[str, str]:
    """The text below each heading of a page of the reference."""
    parts = re.split(
        r"^#{2,3} ", (REFERENCE / page).read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    return {part.partition("\n")[0]: part for part in parts[1:]}


def test_every_command_and_option_is_told_with_a_sentence() -> None:
    told = sections("commands.md")
    common = (REFERENCE / "commands.md").read_text(encoding="utf-8").partition("\n## ")[0]
    wrong = []
    for name, command in every_command():
        if name == "whyfolio":
            continue
        if not command.help or name not in told:
            wrong.append(f"{name}: nothing is said")
            continue
        for option in command.params:
            rows = common + told[name]
            row = re.search(rf"^\| `{re.escape(option.opts[0])}\b.*\| (.*) \|$", rows, re.MULTILINE)
            if isinstance(option, click.Option) and "--help" not in option.opts:
                wrong += [] if row and row[1].strip() else [f"{name} {option.opts[0]}: no sentence"]
    assert wrong == []


def test_every_setting_has_its_row() -> None:
    told = sections("settings.md")
    for name, shape in {**GROUPS, "[cycle]": WrittenCycle}.items():
        rows = re.findall(r"^\| `(\w+)`(?:: `(\w+)`)?", told[f"[{name}]"], re.MULTILINE)
        expected = []
        for setting in settings_of(shape).values():
            expected.append((setting.name, ""))
            of = setting.type.of if isinstance(setting.type, Many) else setting.type
            inner = settings_of(of.shape) if isinstance(of, Record) else {}
            expected += [(setting.name, inside) for inside in inner]
        assert rows == expected


def test_every_member_of_the_json_export_has_its_row() -> None:
    told, whole = sections("json-export.md"), schema()
    for name, group in whole["$defs"].items():
        rows = re.findall(r"^\| `(\w+)`", told["Every entry"] + told[name], re.MULTILINE)
        assert set(group.get("properties", ())) - set(rows) == set()
    assert set(whole["properties"]) <= set(
        re.findall(r"^\| `(\w+)`", told["The file"], re.MULTILINE)
    )


LINK = re.compile(r"\]\((?![a-z]+:|#)([^)#\s]+)(?:#[^)\s]*)?\)")


# The first page of the repository; and what is listed by the kind it is of.
OWN_WAY = {"README.md", *(page for page in pages() if page.startswith("docs/decisions/"))}


def test_every_page_is_reached_from_the_first() -> None:
    ahead, seen = ["docs/index.md"], set()
    while ahead:
        page = ahead.pop()
        if page in seen or not page.endswith(".md"):
            continue
        seen.add(page)
        here = (ROOT / page).parent
        for target in LINK.findall(prose_of(page)):
            path = (here / target).resolve()
            assert path.exists(), f"{page}: {target} is not there"
            if path.is_relative_to(ROOT):
                ahead.append(path.relative_to(ROOT).as_posix())
    assert sorted(set(pages()) - seen - OWN_WAY) == []


def test_the_plan_of_the_house_names_rooms_and_tests_that_exist() -> None:
    page = text_of("docs/architecture.md")
    plan, _, promises = page.partition("## Where each promise is kept")
    written = {
        name
        for file in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^(?:async )?def (test_\w+)", file.read_text("utf-8"), re.MULTILINE)
    }
    assert set(re.findall(r"`(test_\w+)`", promises)) - written == set()
    package = ROOT / "generator" / "whyfolio"
    named = re.findall(r"`(tests/[\w/.]+|[a-z_]+/(?:[a-z_]+\.py)?|[a-z_]+\.py)`", promises)
    gone = [path for path in named if not any((at / path).exists() for at in (ROOT, package))]
    assert gone == []
    told = set(re.findall(r"`([a-z_]+)/?`", plan.partition("## One entry")[0]))
    assert not [room for floor in upper_floors() for room in floor if room not in told]


def upper_floors() -> list[list[str]]:
    """The rooms that are folders; a module by itself is told of where it matters."""
    found = floors.floors()
    assert len(found) == 9
    rooms = [[room for room in floor if (floors.PACKAGE / room).is_dir()] for floor in found]
    return rooms[:-1]


def test_the_first_page_of_the_repository_names_every_command() -> None:
    named = re.findall(r"^whyfolio (\w+)", text_of("README.md"), re.MULTILINE)
    assert set(COMMANDS) - set(named) == set()
