"""Which portfolio is meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from platformdirs import user_config_path

from whyfolio import locate
from whyfolio.locate import users_folder


@pytest.fixture
def no_home(monkeypatch, tmp_path):
    """Nothing recorded, nothing named; the record lies in a folder of the test."""
    monkeypatch.delenv("WHYFOLIO_HOME", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.setattr(locate, "_record", lambda: tmp_path / "settings" / "home.txt")


def portfolio(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "whyfolio.toml").write_text("schema = 1\n", encoding="utf-8")
    return folder


def test_the_portfolio_is_looked_for_upwards(tmp_path):
    project = portfolio(tmp_path / "mine")
    inner = project / "content" / "stories"
    inner.mkdir(parents=True)
    assert locate.find_project(inner) == project
    assert locate.find_project(project) == project
    assert locate.find_project(tmp_path) is None


@pytest.mark.usefixtures("no_home")
def test_the_first_portfolio_is_the_default_and_stays_it(tmp_path):
    first, second = portfolio(tmp_path / "first"), portfolio(tmp_path / "second")
    assert locate.default_project() is None
    assert locate.record_default(first) is True
    assert locate.record_default(second) is False
    assert locate.default_project() == first


@pytest.mark.usefixtures("no_home")
def test_a_default_that_is_gone_gives_way_to_the_next(tmp_path):
    first, second = portfolio(tmp_path / "first"), portfolio(tmp_path / "second")
    locate.record_default(first)
    (first / "whyfolio.toml").unlink()
    assert locate.default_project() is None
    assert locate.record_default(second) is True
    assert locate.default_project() == second


@pytest.mark.usefixtures("no_home")
def test_the_variable_counts_before_the_record(tmp_path, monkeypatch):
    first, second = portfolio(tmp_path / "first"), portfolio(tmp_path / "second")
    locate.record_default(first)
    monkeypatch.setenv("WHYFOLIO_HOME", str(second))
    assert locate.default_project() == second


def test_the_variable_may_name_a_folder_that_keeps_the_record(tmp_path, monkeypatch):
    first, kept = portfolio(tmp_path / "first"), tmp_path / "kept"
    monkeypatch.setenv("WHYFOLIO_HOME", str(kept))
    assert locate.default_project() is None
    assert locate.record_default(first) is True
    assert locate.default_project() == first
    assert [path.name for path in kept.iterdir()] == ["home.txt"]


@pytest.mark.parametrize("named", [None, "", "/etc/mine", "/etc/mine/", "mine", " ", "~/mine"])
def test_the_users_folder_is_where_platformdirs_says(
    named: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WHYFOLIO_HOME", raising=False)
    if named is None:
        monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    else:
        monkeypatch.setenv("XDG_CONFIG_HOME", named)

    assert users_folder() == user_config_path("whyfolio", appauthor=False)
