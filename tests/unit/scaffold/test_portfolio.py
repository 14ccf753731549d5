"""A new portfolio has no fault and nothing of anybody else's in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.folio import Folio

from whyfolio.config import load_config
from whyfolio.errors import Refused
from whyfolio.scaffold.portfolio import new_portfolio, write_example

FILES = (".gitignore", "content/log.md", "content/profile.md", "whyfolio.toml")


@pytest.mark.parametrize("name", ["", "Kim Vale", 'K "the" \\ V', "Ørsted 李", "yes", "1.10"])
def test_a_new_portfolio_has_no_fault_whatever_its_author_is_called(
    tmp_path: Path, name: str
) -> None:
    assert sorted(new_portfolio(tmp_path, name)) == sorted(FILES)
    assert Folio(tmp_path).codes() == []
    assert Folio(tmp_path).view().profile.name == name
    config, _ = load_config(tmp_path)
    assert config.site.title == (name or "Work and why it mattered")
    assert config.career.ladder == "five-areas"


def test_built_pages_and_records_are_kept_out_of_git(tmp_path: Path) -> None:
    new_portfolio(tmp_path, "Kim Vale")
    assert (tmp_path / ".gitignore").read_text() == ".whyfolio/\nsite/\n"


def test_files_that_are_there_stay(tmp_path: Path) -> None:
    folio = Folio(tmp_path).write("content/profile.md", "---\nname: Mine\n---\n")
    assert "content/profile.md" not in new_portfolio(tmp_path, "Kim Vale")
    assert folio.view().profile.name == "Mine"
    assert new_portfolio(tmp_path, "Kim Vale") == ()


@pytest.mark.parametrize("name", ["whyfolio.toml", "content/stories/mine.md"])
def test_the_example_is_never_mixed_with_notes(tmp_path: Path, name: str) -> None:
    Folio(tmp_path).write(name, "mine")
    with pytest.raises(Refused) as refusal:
        write_example(tmp_path)
    assert refusal.value.diagnostic.code == "E721"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / name]


def test_the_example_has_no_fault(tmp_path: Path) -> None:
    write_example(tmp_path / "new")
    assert Folio(tmp_path / "new").codes() == []
    assert (tmp_path / "new/.gitignore").is_file()
