"""Word's format: what is in the archive, read by another library."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document as Word
from tests.handed import demo

from whyfolio.errors import UsageError
from whyfolio.exporters import docx, extras
from whyfolio.exporters.blocks import Heading, Listing, Table, blocks_of
from whyfolio.exporters.page import body_of
from whyfolio.exporters.runs import text_of


@pytest.fixture(scope="module")
def made() -> bytes:
    return docx.export(demo())


def squeezed(text: str) -> str:
    return "".join(text.replace("[", "").replace("]", "").split())


def test_its_headings_are_words_own_headings_in_the_order_of_the_page(made: bytes) -> None:
    found = [
        (int(paragraph.style.name[-1]), squeezed(paragraph.text))
        for paragraph in Word(io.BytesIO(made)).paragraphs
        if paragraph.style.name.startswith("Heading")
    ]
    wanted = [
        (block.rank, squeezed(text_of(block.runs)))
        for block in blocks_of(body_of(demo()))
        if isinstance(block, Heading)
    ]
    assert found == wanted


def test_its_tables_hold_the_cells_of_the_pages_tables(made: bytes) -> None:
    found = [
        [[cell.text for cell in row.cells] for row in table.rows]
        for table in Word(io.BytesIO(made)).tables
    ]
    wanted = [
        [[text_of(cell) for cell in row] for row in block.rows]
        for block in blocks_of(body_of(demo()))
        if isinstance(block, Table)
    ]
    assert found == wanted


def test_no_row_of_a_table_is_torn_between_pages(made: bytes) -> None:
    rows = [row for table in Word(io.BytesIO(made)).tables for row in table.rows]
    assert rows
    assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in rows)


def test_the_number_of_a_lead_claim_is_bold(made: bytes) -> None:
    bold = {
        run.text
        for paragraph in Word(io.BytesIO(made)).paragraphs
        for run in paragraph.runs
        if run.bold
    }
    assert {"−11.6 points", "2 quarters", "−83 %"} <= bold


def test_its_lists_are_lists_and_its_small_headings_stay_with_what_follows(made: bytes) -> None:
    word = Word(io.BytesIO(made))
    numbered = [p for p in word.paragraphs if p._p.pPr is not None and p._p.pPr.numPr is not None]
    members = sum(
        len(block.members) for block in blocks_of(body_of(demo())) if isinstance(block, Listing)
    )
    assert len(numbered) >= members
    label = word.styles["Label"].paragraph_format
    assert (label.keep_with_next, word.styles["Heading 3"].paragraph_format.keep_with_next) == (
        True,
        True,
    )
    assert {p.text for p in word.paragraphs if p.style.name == "Label"} >= {"How we know"}


def test_its_links_lead_to_marks_that_are_there(made: bytes) -> None:
    text = zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml").decode()
    wanted = {part.split('"')[0] for part in text.split('w:anchor="')[1:]}
    there = {part.split('"')[0] for part in text.split('w:name="')[1:]}
    assert wanted
    assert wanted <= there


def test_it_says_title_author_language_and_day(made: bytes) -> None:
    said = Word(io.BytesIO(made)).core_properties
    assert (said.title, said.author, said.language) == (
        "The case for Staff, 2026-H2",
        "Mira Holt",
        "en",
    )
    assert said.created.date() == date(2026, 11, 21)
    styles = zipfile.ZipFile(io.BytesIO(made)).read("word/styles.xml").decode()
    assert re.findall(r'<w:lang [^>]*w:val="en"', styles)


def test_the_same_document_gives_the_same_bytes(made: bytes) -> None:
    assert docx.export(demo()) == made


def test_without_the_extra_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def hidden(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(extras, "import_module", hidden)
    with pytest.raises(UsageError) as refusal:
        docx.export(demo())
    told = "a DOCX needs pypandoc; add it with: pip install 'whyfolio[docx]'"
    assert str(refusal.value) == told
