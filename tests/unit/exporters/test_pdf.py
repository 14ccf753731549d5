"""PDF: what a reader, a screen reader and a printer find in it."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pypdf
import pytest
from tests.folio import Folio
from tests.handed import demo, demo_brag, document

from whyfolio.errors import UsageError
from whyfolio.exporters import extras, pdf
from whyfolio.exporters.page import HEADINGS, body_of, every

HEADING_LIKE = {*HEADINGS, "dt"}


@cache
def on_paper(kind: str, language: str) -> object:
    """The example's packet, or its brag document of a period, on the paper of a language."""
    shown = demo() if kind == "packet" else demo_brag(kind)
    return pdf.laid_out(dataclasses.replace(shown, language=language))


@pytest.fixture(scope="module")
def laid_out() -> object:
    return on_paper("packet", "en")


@pytest.fixture(scope="module")
def made(laid_out: object) -> pypdf.PdfReader:
    out = io.BytesIO()
    laid_out.write_pdf(out, pdf_variant=pdf.VARIANT)
    return pypdf.PdfReader(out)


def texts_of(box: object, inside: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each text of a page in reading order, with the elements that it stands in."""
    inside = (*inside, box.element_tag or "")
    if hasattr(box, "text"):
        yield box.text, inside
    for child in getattr(box, "children", ()):
        if type(child).__name__ != "MarginBox":
            yield from texts_of(child, inside)


def test_it_says_its_title_its_language_its_author_and_that_it_is_tagged(
    made: pypdf.PdfReader,
) -> None:
    root = made.trailer["/Root"]
    assert made.metadata is not None
    assert made.metadata.title == "The case for Staff, 2026-H2 · Mira Holt"
    assert made.metadata.author == "Mira Holt"
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("en", True)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert made.xmp_metadata is not None
    assert b'pdfuaid:part="1"' in made.xmp_metadata.stream.get_data()


def test_its_bookmarks_are_its_headings_without_their_numbers(made: pypdf.PdfReader) -> None:
    def titles(outline: list[object]) -> Iterator[str]:
        for member in outline:
            if isinstance(member, list):
                yield from titles(member)
            else:
                yield str(member["/Title"])

    body = body_of(demo())
    for mark in body.find_all(class_="ref"):
        mark.decompose()
    headings = [" ".join(heading.get_text().split()) for heading in every(body, *HEADINGS)]
    assert [" ".join(title.split()) for title in titles(made.outline)] == headings


def test_its_links_are_those_of_the_page(made: pypdf.PdfReader) -> None:
    actions = [
        annotation.get_object().get("/A") or annotation.get_object()
        for found in made.pages
        for annotation in found.get("/Annots", ())
    ]
    written = {str(link["href"]) for link in every(body_of(demo()), "a")}
    assert {str(a["/URI"]) for a in actions if "/URI" in a} == {
        address for address in written if not address.startswith("#")
    }
    inside = {str(a["/D"] if "/D" in a else a["/Dest"]) for a in actions if "/URI" not in a}
    assert {f"#{name}" for name in inside} == {name for name in written if name.startswith("#")}
    assert inside <= set(made.named_destinations)


def test_no_page_is_blank_and_each_names_the_document_and_its_number(
    made: pypdf.PdfReader,
) -> None:
    total = len(made.pages)
    for number, found in enumerate(made.pages, start=1):
        text = found.extract_text()
        assert f"{number} / {total}" in text
        assert "The case for Staff, 2026-H2" in text
        assert len(text) > 200, f"page {number} is nearly blank"


def test_its_text_reads_in_the_order_of_the_page(made: pypdf.PdfReader) -> None:
    text = "".join(found.extract_text() for found in made.pages)
    squeezed = "".join(text.split())
    at = 0
    for paragraph in every(body_of(demo()), "h2", "h3"):
        words = "".join(paragraph.get_text().split())
        at = squeezed.index(words, at) + len(words)


@pytest.mark.parametrize("language", ["en", "en-US"])
@pytest.mark.parametrize("kind", ["packet", "2026-H1"])
def test_no_heading_stands_alone_at_the_end_of_a_page(kind: str, language: str) -> None:
    alone = []
    for number, found in enumerate(on_paper(kind, language).pages, start=1):
        *_, (text, inside) = texts_of(found._page_box)
        if HEADING_LIKE & set(inside):
            alone.append((number, text))
    assert alone == []


def test_the_brief_is_the_first_page_and_nothing_else_is(laid_out: object) -> None:
    def holds(box: object) -> bool:
        classes = (getattr(box, "element", None) is not None and box.element.get("class")) or ""
        return "first-page" in classes.split() or any(map(holds, getattr(box, "children", ())))

    assert [holds(found._page_box) for found in laid_out.pages] == [
        number == 0 for number in range(len(laid_out.pages))
    ]
    first = [text for text, _ in texts_of(laid_out.pages[0]._page_box)]
    assert "A note on the numbers." not in " ".join(first)


def claims_of(box: object) -> Iterator[tuple[str, float]]:
    """Each claim on a page by its id, with its height there."""
    element = getattr(box, "element", None)
    if element is not None and "claim" in (element.get("class") or "").split():
        yield element.get("id"), box.margin_height()
        return
    for child in getattr(box, "children", ()):
        yield from claims_of(child)


@pytest.mark.parametrize("language", ["en", "en-US"])
@pytest.mark.parametrize("kind", ["packet", "2026-H1"])
def test_no_claim_is_torn_that_fits_on_a_page(kind: str, language: str) -> None:
    pages = on_paper(kind, language).pages
    heights: dict[str, list[float]] = {}
    for found in pages:
        for name, height in claims_of(found._page_box):
            heights.setdefault(name, []).append(height)
    assert heights
    whole = min(found._page_box.height for found in pages)
    torn = {name: parts for name, parts in heights.items() if len(parts) > 1}
    assert [name for name, parts in torn.items() if sum(parts) < whole] == []


@pytest.mark.parametrize(("language", "size"), [("en", (595, 842)), ("en-US", (612, 792))])
def test_paper_is_what_the_languages_country_uses(
    tmp_path: Path, language: str, size: tuple[int, int]
) -> None:
    shown = dataclasses.replace(small(tmp_path), language=language)
    box = pypdf.PdfReader(io.BytesIO(pdf.export(shown))).pages[0].mediabox
    assert (round(box.width), round(box.height)) == size


def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    shown = small(tmp_path)
    assert pdf.export(shown) == pdf.export(shown)


def test_it_asks_for_nothing_beside_what_it_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from urllib import request

    def fetched(self: object, full: object, *_rest: object, **_more: object) -> None:
        url = full if isinstance(full, str) else full.full_url
        assert url.startswith("data:"), url

    monkeypatch.setattr(request.OpenerDirector, "open", fetched)
    shown = small(tmp_path)
    styles = '@import "https://x.example/a.css"; body { background: url(https://x.example/b.png) }'
    pdf.export(dataclasses.replace(shown, stylesheet=shown.stylesheet + styles))


def test_without_the_extra_one_line_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hidden(name: str) -> None:
        raise ImportError(name)

    shown = small(tmp_path)
    monkeypatch.setattr(extras, "import_module", hidden)
    with pytest.raises(UsageError) as refusal:
        pdf.export(shown)
    assert str(refusal.value) == "a PDF needs pypdf; add it with: pip install 'whyfolio[pdf]'"


def small(root: Path) -> object:
    folio = Folio.at(root)
    folio.entry("packets/one", "ladder: five-areas\nlevel: staff\nthesis: I make it boring.\n")
    folio.entry("stories/one", "date: 2026-09\naudience: review\nwhat: A queue.\nwhy: It hurt.\n")
    return document(folio.root, "one")
