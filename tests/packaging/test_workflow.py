"""What runs elsewhere is what runs here: workflows name targets of the Makefile."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
WORKFLOW = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8"))
TARGETS = set(
    re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
)


def commands() -> list[str]:
    steps = (step for job in WORKFLOW["jobs"].values() for step in job["steps"])
    return [step["run"] for step in steps if "run" in step]


def test_every_make_in_the_workflow_is_a_target() -> None:
    named = {word for run in commands() for word in re.findall(r"^make (?:\S+=\S+ )?(\w+)", run)}
    assert {"lint", "test"} <= named
    assert named <= TARGETS


def test_the_tests_run_on_three_systems_and_each_python_that_is_promised() -> None:
    matrix = WORKFLOW["jobs"]["test"]["strategy"]["matrix"]
    assert [name.partition("-")[0] for name in matrix["os"]] == ["ubuntu", "macos", "windows"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    promised = [line.rpartition(" :: ")[2] for line in project["classifiers"]]
    assert {version for version in promised if version.startswith("3.")} <= set(matrix["python"])
    assert len(matrix["python"]) == 4


def test_a_workflow_may_read_and_nothing_else() -> None:
    assert WORKFLOW["permissions"] == {"contents": "read"}


def test_every_form_for_an_issue_is_one_that_github_can_draw() -> None:
    forms = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))
    for path in forms:
        form = yaml.safe_load(path.read_text(encoding="utf-8"))
        if path.name == "config.yml":
            continue
        assert set(form) == {"name", "description", "body"}
        kinds = {part["type"] for part in form["body"]}
        assert kinds <= {"markdown", "textarea", "input", "dropdown", "checkboxes"}
    assert [path.name for path in forms] == ["bug.yml", "config.yml", "idea.yml"]
