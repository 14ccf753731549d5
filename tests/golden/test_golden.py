"""Whole portfolios and what they become, file by file: `CASE/` → `CASE/expected/AUDIENCE/`.

    make golden        writes the expected files anew; read the diff before you commit it

The style sheet is left out, but for its address: its looks are told by the theme's own tests.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.folio import TODAY, Folio

from whyfolio.model.audience import Audience

HERE = Path(__file__).parent
CASES = sorted(path.parent.name for path in HERE.glob("*/whyfolio.toml"))
LEFT_OUT = ("assets/",)
STYLES = "assets/STYLES.css"


def made(case: str, audience: Audience) -> dict[str, str]:
    """The text of every file that a case's portfolio becomes."""
    pages = Folio(HERE / case, TODAY).pages(audience)
    sheet = next(path for path in pages if path.endswith(".css")).encode()
    return {
        path: content.replace(sheet, STYLES.encode()).decode()
        for path, content in pages.items()
        if not path.startswith(LEFT_OUT)
    }


def expected(case: str, audience: Audience) -> dict[str, str]:
    folder = HERE / case / "expected" / audience.value
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.REVIEW])
def test_a_portfolio_becomes_exactly_these_files(
    case: str, audience: Audience, request: pytest.FixtureRequest
) -> None:
    now = made(case, audience)
    if request.config.getoption("--update-golden"):
        folder = HERE / case / "expected" / audience.value
        shutil.rmtree(folder, ignore_errors=True)
        for path, text in now.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="")
    then = expected(case, audience)
    assert sorted(now) == sorted(then)
    for path, text in now.items():
        assert text == then[path], path


def test_there_are_cases() -> None:
    assert len(CASES) >= 3
