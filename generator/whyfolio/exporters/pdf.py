"""PDF by WeasyPrint: tagged, titled, with bookmarks, from memory alone, the same each time."""

from __future__ import annotations

import gc
import io
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Any

from bs4 import Tag

from whyfolio.exporters.document import Document
from whyfolio.exporters.extras import library
from whyfolio.exporters.html import page
from whyfolio.exporters.page import HEADINGS, body_of, every, paper_of

VARIANT = "pdf/ua-1"  # tags, title, language: what a screen reader needs


def export(document: Document) -> bytes:
    """The document as PDF.

    Raises:
        UsageError: WeasyPrint or a library of the system that it needs is missing.
    """
    for reader in ("pypdf", "pypdfium2"):  # the guard reads with them what is made here
        library(reader, "pdf", "a PDF")
    out = io.BytesIO()
    with _no_search_for_circles():
        laid_out(document).write_pdf(out, pdf_variant=VARIANT)
    return out.getvalue()


@contextmanager
def _no_search_for_circles() -> Iterator[None]:
    """Let Python's collector rest: it takes a fifth of the time, and finds next to nothing."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def laid_out(document: Document) -> Any:  # noqa: ANN401 - WeasyPrint is published without types
    """The document on its pages, as a `weasyprint.Document`.

    Raises:
        UsageError: as `export`.
    """
    weasyprint = library("weasyprint", "pdf", "a PDF")
    fetcher = library("weasyprint.urls", "pdf", "a PDF").URLFetcher(allowed_protocols=["data"])
    body = body_of(document)
    _name_headings(body)
    written = page(document, styles(document), body)
    html = weasyprint.HTML(string=written, url_fetcher=fetcher)
    return html.render(pdf_variant=VARIANT)


def _name_headings(body: Tag) -> None:
    """Give each heading with a number for its proof its bookmark, without the number."""
    for heading in every(body, *HEADINGS):
        marks = heading.find_all(class_="ref")
        if marks:
            apart = set(map(id, marks))
            words = [part for part in heading.children if id(part) not in apart]
            heading["data-name"] = " ".join("".join(part.get_text() for part in words).split())


def styles(document: Document) -> str:
    """The theme's styles and those of paper: its size by the language's country, its footer."""
    paper = files("whyfolio.exporters").joinpath("paper.css").read_text(encoding="utf-8")
    title = document.title.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    footer = (
        f'@page {{ size: {paper_of(document)} !important; @bottom-left {{ content: "{title}"; }} }}'
    )
    return f"{document.stylesheet}\n{paper}\n{footer}\n"


def pages(content: bytes) -> int:
    """How many pages a PDF has."""
    with library("pypdfium2", "pdf", "a PDF").PdfDocument(content) as document:
        return len(document)
