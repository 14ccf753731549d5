"""A file that is asked for by its name is of the kind that its name ends in."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.folio import Folio

from whyfolio.cli.main import run

PAGE = (b"<!doctype html>",)
OTHERS = (*PAGE, b"PK", b"%PDF")
BEGINS = {"case.docx": (b"PK",), "case.HTML": PAGE, "case": PAGE, "case.2026": PAGE}
TEXTS = ("case.md", "case.TXT")
NOTES = "- 2026-03-04 Moved the card check into the form\n"


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    story = "date: 2026-09\naudience: review\nwhat: I did it.\nwhy: It helped.\nshows: execution"
    return Folio.at(tmp_path / "folio").entry("stories/it", story)


@pytest.mark.parametrize("name", [*BEGINS, *TEXTS])
@pytest.mark.parametrize("words", [["packet"], ["brag", "2026"]], ids=lambda words: words[0])
def test_a_document_is_what_the_name_of_its_file_says(
    words: list[str], name: str, folio: Folio, tmp_path: Path
) -> None:
    target = tmp_path / name
    start = ["-C", str(folio.root), "--today", "2026-11-21"]
    assert run([*start, *words, "-o", str(target)]) == 0
    made = target.read_bytes()
    assert made.startswith(BEGINS.get(name, b""))
    assert made.startswith(OTHERS) is (name not in TEXTS)


def test_what_is_said_counts_more_than_a_name(folio: Folio, tmp_path: Path) -> None:
    target = tmp_path / "case.txt"
    assert run(["-C", str(folio.root), "packet", "--format", "html", "-o", str(target)]) == 0
    assert target.read_bytes().startswith(b"<!doctype html>")


def test_a_list_and_a_shared_page_are_what_their_file_says(folio: Folio, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(NOTES)
    assert run(["brag", str(tmp_path / "notes.md"), "-o", str(tmp_path / "told.html")]) == 0
    assert (tmp_path / "told.html").read_bytes().startswith(b"<!doctype html>")
    pdf = tmp_path / "it.pdf"
    assert run(["-C", str(folio.root), "share", "stories/it", "-o", str(pdf)]) == 0
    assert pdf.read_bytes().startswith(b"%PDF")
