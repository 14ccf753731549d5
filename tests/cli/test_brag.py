"""`whyfolio brag`: what leaves is what reviewers may read, and nothing is written over."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.folio import Folio

from whyfolio.cli.main import commands, run

CANARIES = re.compile(rb"canary\d+x", re.IGNORECASE)
STORY = """
date: 2026-09
audience: review
what: I moved the queue [for canary1x]{.private}.
why: It helped [the canary2x]{.private else="somebody"}.
impact:
  - {measure: orders canary3x lost, before: 12, after: 3, audience: private, else: fewer}
with:
  - {name: canary4x Vale, role: a colleague, audience: private}
otherwise: "{% canary %}"
shows: leadership - by doing it
"""


@pytest.fixture
def folio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folio:
    monkeypatch.chdir(tmp_path)
    return Folio.at(tmp_path)


def brag(folio: Folio, *words: str, text: bytes | None = None) -> Result:
    where = ["-C", str(folio.root), "--today", "2026-11-21"]
    result = CliRunner().invoke(
        commands, [*where, "brag", *words], input=text, standalone_mode=False
    )
    if result.exception:
        raise result.exception
    return result


def full(folio: Folio) -> Folio:
    folio.entry("stories/seen", STORY)
    folio.entry("stories/kept", "title: canary5x\ndate: 2026-09\nwhat: canary6x\nwhy: canary7x")
    folio.entry("goals/kept", "title: canary8x goal\nstatus: clear")
    folio.entry("feedback/kept", "date: 2026-09\nfrom: canary9x Fox\nquote: canary10x canary11x")
    folio.entry("stories/draft", f"draft: yes\n{STORY}".replace("queue", "canary12x"))
    return folio.write("content/log.md", "# Log\n\n- 2026-09-03 canary13x was said\n")


@pytest.mark.parametrize("kind", ["html", "md", "txt", "docx", "pdf"])
def test_nothing_that_is_held_back_is_in_a_document(folio: Folio, kind: str) -> None:
    if kind == "pdf":
        pytest.importorskip("weasyprint")
    if kind == "docx":
        pytest.importorskip("pypandoc")
    brag(full(folio), "2026-H2", "--format", kind)
    made = (folio.root / f"brag-2026-H2.{kind}").read_bytes()
    if kind == "docx":
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            made = b"\n".join(archive.read(name) for name in archive.namelist())
    assert CANARIES.findall(made) == []
    assert kind == "pdf" or b"I moved the queue" in made


def test_nothing_that_is_held_back_is_in_a_form(folio: Folio) -> None:
    result = brag(full(folio), "--form", "open-question")
    made = (folio.root / "brag-2026-H2.txt").read_bytes()
    assert b"I moved the queue" in made
    assert CANARIES.findall(made) == []
    assert CANARIES.findall(result.stdout.encode()) == []
    assert "stories/kept.md" in result.stdout  # its author is told which story is closed


def test_the_guard_stops_a_form_that_would_hold_private_words(
    folio: Folio, monkeypatch: pytest.MonkeyPatch
) -> None:
    folio.entry("stories/kept", "date: 2026-09\nwhat: The northern warehouse is sold in May.")
    folio.entry("stories/seen", "date: 2026-09\naudience: review\nwhat: I did it.\nwhy: x")
    leak = "The northern warehouse is sold in May."
    monkeypatch.setattr("whyfolio.cli.bragging.as_text", lambda _: leak)
    result = brag(folio, "--form", "open-question")
    assert result.return_value == 1
    assert "content/stories/kept.md:3" in result.stderr
    assert not (folio.root / "brag-2026-H2.txt").exists()


def test_a_file_that_is_not_ours_is_not_written_over(folio: Folio) -> None:
    full(folio).write("brag-2026-H2.txt", "My own words.")
    where = ["-C", str(folio.root), "--today", "2026-11-21"]
    assert run([*where, "brag", "--form", "open-question"]) == 1
    assert (folio.root / "brag-2026-H2.txt").read_text() == "My own words."


def test_a_form_is_written_anew_where_it_is_as_it_was_written(folio: Folio) -> None:
    brag(full(folio), "--form", "open-question")
    folio.entry("stories/seen", STORY.replace("queue", "lock"))
    brag(folio, "--form", "open-question")
    assert "I moved the lock" in (folio.root / "brag-2026-H2.txt").read_text()


def test_the_settings_form_of_a_cycle_is_filled_by_its_name(folio: Folio) -> None:
    cycle = '\n[[cycle]]\nid = "FY26"\ntitle = "Year"\nstart = 2025-10-01\nend = 2026-09-30\n'
    full(folio).write("whyfolio.toml", f"schema = 1\n{cycle}")
    result = brag(folio, "fy26", "--form", "three-boxes")
    assert "since" not in result.stderr
    assert "from 1 Oct 2025 to 30 Sep 2026." in result.stderr
    assert (folio.root / "brag-FY26.txt").exists()


def test_a_period_that_reviewers_would_read_nothing_of_is_not_handed_over(folio: Folio) -> None:
    result = brag(full(folio), "2024", "--format", "md")
    assert result.return_value == 1
    assert result.stderr == (
        "0 stories from 1 Jan 2024 to 31 Dec 2024.\n"
        "Reviewers would read nothing of it, so nothing was written.\n"
    )
    assert not (folio.root / "brag-2024.md").exists()


def test_a_document_says_what_it_leaves_out_and_which_form_its_cycle_asks_for(
    folio: Folio,
) -> None:
    cycle = '[[cycle]]\nid = "H2"\nstart = 2026-07-01\nend = 2026-12-31\nform = "four-axes"\n'
    full(folio).write("whyfolio.toml", f"schema = 1\n{cycle}")
    told = brag(folio, "--format", "md").stderr
    assert "1 story that is private: content/stories/kept.md:1" in told
    assert "1 draft: content/stories/draft.md:2" in told
    assert "1 line of the log, which is yours alone: content/log.md:3" in told
    assert "Its form:  whyfolio brag H2 --form four-axes" in told


def test_a_list_can_come_from_a_pipe(folio: Folio) -> None:
    text = b"- 2026-03-04 Moved it\n- some day\n"
    result = brag(folio, "-", "--form", "open-question", text=text)
    assert "- Moved it." in result.stdout
    assert result.stderr == "<stdin>:2: no date: some day\n"


def test_a_list_is_told_month_by_month_and_what_has_no_date_is_not_lost(folio: Folio) -> None:
    folio.write("notes.md", "## March 2026\n- one\n- 2026-02-04 two\n## Ideas\n- three\n")
    told = brag(folio, "notes.md").stdout
    assert [line for line in told.split("\n") if line.startswith("## ")] == [
        "## Mar 2026",
        "## Feb 2026",
        "## Undated",
    ]
    assert [word for word in ("one", "two", "three") if word not in told] == []


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"\xff\xfe- 2026", 2), (b"", 1), (b"no day at all\n", 1), (b"- 2026-03-04 x\n", 0)],
)
def test_a_file_that_tells_nothing_ends_with_its_code(
    folio: Folio, content: bytes, code: int
) -> None:
    folio.write("notes.md", content)
    assert run(["brag", str(folio.root / "notes.md"), "--form", "three-boxes"]) == code


def test_a_form_with_a_fault_is_shown_where_the_forms_are_listed(folio: Folio) -> None:
    folio.write("content/forms/own.yaml", "id: own\nsections:\n  - {id: a}\n")
    where = ["-C", str(folio.root)]
    assert run([*where, "forms"]) == 1
    folio.write("content/forms/own.yaml", "id: own\nsections:\n  - {id: a, prompt: What?}\n")
    assert run([*where, "forms"]) == 0
