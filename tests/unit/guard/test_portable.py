"""A PDF hides words in many places beside its pages; the guard reads each of them."""

from __future__ import annotations

import io

import pypdf
import pytest
from pypdf.annotations import Link
from pypdf.generic import (
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

from whyfolio.guard.portable import NotPortable, texts
from whyfolio.guard.readers import Unreadable, reader_for


def written(writer: pypdf.PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def blank() -> pypdf.PdfWriter:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    return writer


def said(writer: pypdf.PdfWriter) -> str:
    reader = reader_for("packet.pdf")
    assert reader is not None
    return reader(written(writer)).whole


def test_its_title_and_every_other_word_about_it_is_read() -> None:
    writer = blank()
    writer.add_metadata({"/Title": "The merger", "/Keywords": "Contoso, spring"})
    assert "The merger" in said(writer)
    assert "Contoso, spring" in said(writer)


def test_bookmarks_addresses_and_descriptions_are_read() -> None:
    writer = blank()
    writer.add_outline_item(title="What the bank said", page_number=0)
    link = Link(rect=(0, 0, 9, 9), url="https://wiki.example/x/secret-page")
    writer.add_annotation(page_number=0, annotation=link)
    described = DictionaryObject({NameObject("/Alt"): TextStringObject("The chart of losses")})
    writer._add_object(described)
    for words in (
        "What the bank said",
        "https://wiki.example/x/secret-page",
        "The chart of losses",
    ):
        assert words in said(writer), words


def test_a_file_inside_is_read_with_its_name() -> None:
    writer = blank()
    writer.add_attachment("salaries.csv", b"Kim Vale,90000")
    assert "salaries.csv" in said(writer)
    assert "Kim Vale,90000" in said(writer)


@pytest.mark.parametrize(
    "drawn",
    [
        b"/F1 12 Tf 20 100 Td (Kim Vale earns) Tj",
        b"/F1 12 Tf 900 -900 Td (Kim Vale earns) Tj",
        b"/F1 12 Tf 3 Tr 20 100 Td (Kim Vale earns) Tj",
        b"/F1 0.01 Tf 20 100 Td (Kim Vale earns) Tj",
        b"/F1 12 Tf 20 100 Td (Kim ) Tj (Va) Tj (le) Tj 0 -14 Td (earns) Tj",
    ],
    ids=["shown", "beside the paper", "not drawn", "too small to see", "in pieces"],
)
def test_the_words_of_a_page_are_read_where_nobody_sees_them_too(drawn: bytes) -> None:
    writer = blank()
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    named = DictionaryObject({NameObject(k): NameObject(v) for k, v in font.items()})
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(named)})
    stream = DecodedStreamObject()
    stream.set_data(b"BT " + drawn + b" ET")
    page = writer.pages[0]
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    page[NameObject("/Contents")] = writer._add_object(stream)
    shown, _around = texts(written(writer))
    assert " ".join(shown.split()) == "Kim Vale earns"


@pytest.mark.parametrize("content", [b"", b"no PDF", b"%PDF-1.7\n%%EOF"])
def test_what_cannot_be_read_whole_is_refused(content: bytes) -> None:
    with pytest.raises(NotPortable):
        texts(content)


def test_what_is_locked_is_refused() -> None:
    writer = blank()
    writer.encrypt("key", algorithm="RC4-128")
    reader = reader_for("x.pdf")
    assert reader is not None
    with pytest.raises(Unreadable):
        reader(written(writer))
