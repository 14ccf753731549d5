"""Templates are compiled once: the program's own for all projects of a user."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from jinja2 import Environment
from tests.folio import TODAY, Folio

from whyfolio.build import build
from whyfolio.locate import HOME_VARIABLE
from whyfolio.memos import Memos
from whyfolio.render import compiled

OWN = "themes/overrides/templates/partials/after.html"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user of whom nothing is known yet."""
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def compilations(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates that are compiled, by their files; what this program compiled is forgotten."""
    seen: list[str] = []
    whole = Environment._compile

    def noted(self: Environment, source: str, filename: str) -> object:
        seen.append(filename)
        return whole(self, source, filename)

    monkeypatch.setattr(Environment, "_compile", noted)
    monkeypatch.setattr(compiled, "_here", {})
    return seen


def built(root: Path) -> Path:
    folio = Folio.at(root)
    told = "title: Queue\ndate: 2026-09\naudience: public\nwhat: I cut it.\nwhy: It was slow."
    folio.entry("stories/queue", told, "So I did.")
    memos = Memos(folio.root)
    assert build(folio.root, TODAY, memos=memos).built
    memos.save()
    return folio.root


def test_another_project_of_the_same_user_compiles_none_of_them_again(
    tmp_path: Path, compilations: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = built(tmp_path / "first")
    assert len(compilations) > 10
    compilations.clear()
    monkeypatch.setattr(compiled, "_here", {})

    second = built(tmp_path / "second")

    assert compilations == []
    pages = [sorted((root / "site").rglob("*.html")) for root in (first, second)]
    assert [page.read_bytes() for page in pages[0]] == [page.read_bytes() for page in pages[1]]


def test_what_a_project_writes_itself_stays_in_the_project(tmp_path: Path, home: Path) -> None:
    template = tmp_path / "own" / OWN
    template.parent.mkdir(parents=True)
    template.write_text("<p>Only here</p>\n")

    root = built(tmp_path / "own")

    kept = {path for path in home.rglob("*") if path.is_file()}
    assert kept
    assert [path for path in kept if b"Only here" in path.read_bytes()] == []
    assert b"Only here" in (root / ".whyfolio/memo/templates-public").read_bytes()


def test_so_it_does_where_the_program_lies_in_the_project_itself(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "packaged_themes", lambda: tmp_path / "own" / "themes")
    template = tmp_path / "own" / OWN
    template.parent.mkdir(parents=True)
    template.write_text("<p>Only here</p>\n")

    built(tmp_path / "own")

    assert [p for p in home.rglob("*") if p.is_file() and b"Only here" in p.read_bytes()] == []


def test_nobody_else_may_read_them_and_what_is_damaged_is_compiled_again(
    tmp_path: Path, home: Path, compilations: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    built(tmp_path / "first")
    kept = home / "memo" / "packaged"
    if os.name == "posix":
        modes = [stat.S_IMODE(path.stat().st_mode) for path in (kept, kept.parent)]
        assert modes == [0o600, 0o700]
    content = kept.read_bytes()
    kept.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    compilations.clear()
    monkeypatch.setattr(compiled, "_here", {})

    built(tmp_path / "second")

    assert len(compilations) > 10
