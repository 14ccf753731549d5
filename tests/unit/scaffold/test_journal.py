"""The log grows by one line at its end, and every other byte stays."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from whyfolio.content.faults import Faults
from whyfolio.content.log import read_log
from whyfolio.errors import Refused, UsageError
from whyfolio.scaffold.journal import LOG, add_line, mark_line

DAY = date(2026, 11, 21)


def log(project: Path, content: bytes) -> Path:
    path = project / LOG
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", b"- 2026-11-21 Done\n"),
        (b"# Log\n", b"# Log\n- 2026-11-21 Done\n"),
        (b"- 2026-11-20 One", b"- 2026-11-20 One\n- 2026-11-21 Done\n"),
        (
            b"\xef\xbb\xbf# Log\r\n\r\n- x\r\n",
            b"\xef\xbb\xbf# Log\r\n\r\n- x\r\n- 2026-11-21 Done\r\n",
        ),
    ],
)
def test_a_line_is_added_at_the_end(tmp_path: Path, before: bytes, after: bytes) -> None:
    path = log(tmp_path, before)
    assert add_line(tmp_path, "Done", DAY) == "- 2026-11-21 Done"
    assert path.read_bytes() == after


def test_without_a_log_one_is_begun(tmp_path: Path) -> None:
    add_line(tmp_path, "Done", DAY)
    assert (tmp_path / LOG).read_bytes() == b"# Log\n\n- 2026-11-21 Done\n"


def test_a_text_of_several_lines_becomes_one(tmp_path: Path) -> None:
    line = add_line(tmp_path, " One\r\n\ttwo\x1b[2J \u2028 three ", DAY)
    assert line == "- 2026-11-21 One two [2J three"
    found = read_log((tmp_path / LOG).read_text(encoding="utf-8"), Faults(LOG))
    assert [(said.date, said.text) for said in found] == [(DAY, "One two [2J three")]


def test_lines_written_at_once_are_all_kept(tmp_path: Path) -> None:
    log(tmp_path, b"# Log\n")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: add_line(tmp_path, f"Line {number}", DAY), range(64)))
    lines = (tmp_path / LOG).read_text(encoding="utf-8").splitlines()
    assert sorted(lines[1:]) == sorted(f"- 2026-11-21 Line {number}" for number in range(64))


@pytest.mark.parametrize("text", ["", "  \n ", "\x1b"])
def test_nothing_is_no_line(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError):
        add_line(tmp_path, text, DAY)
    assert not (tmp_path / LOG).exists()


def test_a_log_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / LOG).mkdir(parents=True)
    with pytest.raises(Refused) as refusal:
        add_line(tmp_path, "Done", DAY)
    assert refusal.value.diagnostic.code == "E722"
    assert refusal.value.diagnostic.place.file == LOG


def test_a_line_that_became_an_entry_names_it_at_its_end(tmp_path: Path) -> None:
    log = "# Log\r\n\r\n- 2026-11-02 One,\r\n  and more of it.\r\n  - inner\r\n- 2026-11-03 Two"
    path = tmp_path / LOG
    path.parent.mkdir()
    path.write_bytes(log.encode())
    mark_line(tmp_path, 3, "story", "stories/one")
    mark_line(tmp_path, 6, "lesson", "lessons/two")
    assert path.read_bytes().decode() == (
        "# Log\r\n\r\n- 2026-11-02 One,\r\n  and more of it. [story](stories/one.md)\r\n"
        "  - inner\r\n- 2026-11-03 Two [lesson](lessons/two.md)"
    )
