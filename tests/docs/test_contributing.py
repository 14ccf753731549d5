"""What CONTRIBUTING shows by example is done to a copy of whyfolio, and the copy does it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.cli.test_transcripts import replayed
from tests.docs.words import BLOCK, ROOT

GUIDES = sorted(path.name for path in (ROOT / "docs" / "contributing").glob("*.md"))
# What a copy needs to run: the program, its themes, and the example that themes are drawn with.
HOUSE = ("generator", "themes", "content")


def changed(text: str, change: str) -> str:
    """A file after a change: its lines with `+` are added beside those that are there already.

    A change whose other lines are not there, or stand at two places, is a fault of its page.
    """
    lines = change.splitlines(keepends=True)
    before = "".join(line[1:] for line in lines if line[0] in " -")
    after = "".join(line[1:] for line in lines if line[0] in " +")
    assert text.count(before) == 1, f"stands {text.count(before)} times:\n{before}"
    return text.replace(before, after)


@pytest.mark.parametrize("guide", [name for name in GUIDES if name != "index.md"])
def test_what_a_guide_adds_works_as_it_says(
    guide: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    house, desk = tmp_path / "house", tmp_path / "desk"
    for part in HOUSE:
        shutil.copytree(ROOT / part, house / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "whyfolio.toml", house)
    desk.mkdir()
    monkeypatch.setenv("PYTHONPATH", str(house / "generator"))
    page = ROOT / "docs" / "contributing" / guide

    def block(found: re.Match[str]) -> str:
        word, _, path = found["words"].partition(" ")
        if word == "diff":
            target = house / path
            target.write_text(changed(target.read_text("utf-8"), found["text"]), "utf-8")
        elif word == "file" and path.startswith(("generator/", "themes/")):
            (house / path).parent.mkdir(parents=True, exist_ok=True)
            (house / path).write_text(found["text"], "utf-8")
        else:
            return replayed(found[0], desk)
        return found[0]

    then = page.read_text(encoding="utf-8")
    now = BLOCK.sub(block, then)
    if request.config.getoption("--update-golden"):
        page.write_text(now, encoding="utf-8")
    else:
        assert now == then
