"""The workflows are valid, and what they run builds the public site where they look for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.folio import Folio

from whyfolio.errors import Refused
from whyfolio.model.audience import Audience
from whyfolio.publishing.workflows import set_up, workflows

STORY = "date: 2026-09\naudience: public\nwhat: A queue.\nwhy: It helped."
PLACES = [".", 'it\'s mine: # "notes"']


def run(lines: list[str], top: Path) -> None:
    """Run the lines of a workflow in the top folder of a repository, but for pip."""
    programs = top.parent / "bin"
    programs.mkdir()
    program = programs / "whyfolio"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m whyfolio "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    (programs / "pip").symlink_to("/bin/true")
    subprocess.run(
        ["sh", "-euc", "\n".join(lines)],
        cwd=top,
        env={**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"},
        capture_output=True,
        check=True,
    )


def portfolio(tmp_path: Path, inside: str) -> Folio:
    top = tmp_path / "repository"
    (top / ".git").mkdir(parents=True)
    return Folio.at(top / inside).entry("stories/queue", STORY)


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("inside", PLACES)
@pytest.mark.parametrize("host", ["github", "gitlab"])
def test_what_a_workflow_runs_builds_the_public_site_and_no_other(
    tmp_path: Path, inside: str, host: str
) -> None:
    folio = portfolio(tmp_path, inside)
    set_up(folio.root)
    top = tmp_path / "repository"
    if host == "github":
        steps = read(top / ".github/workflows/publish.yml")["jobs"]["build"]["steps"]
        lines = [step["run"] for step in steps if "run" in step]
        uploads = [step["with"]["path"] for step in steps if "upload" in step.get("uses", "")]
        [place] = uploads
    else:
        job = read(top / ".gitlab-ci.yml")["pages"]
        lines, [place] = job["script"], job["artifacts"]["paths"]
    run(lines, top)
    built = files_in(top / place)
    assert not list(top.rglob("review"))
    folio.build(Audience.PUBLIC)
    assert built == folio.site(Audience.PUBLIC)


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def test_each_workflow_says_what_it_costs_and_asks_for_no_more_rights_than_it_needs() -> None:
    made = workflows(".")
    for text in made.values():
        assert "all of your notes lie in this repository" in text
    github = yaml.safe_load(made[".github/workflows/publish.yml"])
    assert github["permissions"] == {"contents": "read"}
    assert "permissions" not in github["jobs"]["build"]
    assert github["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}


def test_no_file_is_written_over_and_then_none_is_written(tmp_path: Path) -> None:
    folio = portfolio(tmp_path, ".")
    folio.write(".gitlab-ci.yml", "stages: [test]\n")
    with pytest.raises(Refused) as refused:
        set_up(folio.root)
    assert refused.value.diagnostic.code == "E721"
    assert not (folio.root / ".github").exists()
    assert (folio.root / ".gitlab-ci.yml").read_text(encoding="utf-8") == "stages: [test]\n"


def test_a_second_time_all_is_as_it_was(tmp_path: Path) -> None:
    folio = portfolio(tmp_path, "notes")
    assert set(set_up(folio.root).values()) == {True}
    assert set(set_up(folio.root).values()) == {False}
