"""The words in a PDF: those of its pages, and those that no page shows."""

from __future__ import annotations

import io
from collections.abc import Iterator
from threading import Lock

_PDFIUM = Lock()  # it does one thing at a time in a process
_CUT = "\ufffe"  # where PDFium takes a hyphen at a line's end for a cut word


class NotPortable(Exception):
    """The bytes are no PDF that can be read whole."""


def texts(content: bytes) -> tuple[str, str]:
    """What the pages of a PDF say, and what all else in it says.

    The second holds every string of every object: title and author, bookmarks, addresses of
    links, descriptions of pictures, names and contents of attached files, and the metadata.

    Raises:
        NotPortable: the bytes cannot be read, are locked, or a library that reads is missing.
    """
    try:
        import pypdf
        from pypdf.errors import PyPdfError
        from pypdfium2 import PdfiumError
    except ImportError as error:
        raise NotPortable from error
    try:
        document = pypdf.PdfReader(io.BytesIO(content), strict=False)
        if document.is_encrypted:
            raise NotPortable
        around = dict.fromkeys(_said(document))
        pages = " ".join(_shown(content))
    except (
        PdfiumError,
        PyPdfError,
        OSError,
        ValueError,
        KeyError,
        TypeError,
        RecursionError,
    ) as error:
        raise NotPortable from error
    return pages, "|".join(around)


def _shown(content: bytes) -> Iterator[str]:
    """The words of each page, also where they are hidden, covered, or beside the paper."""
    from pypdfium2 import PdfDocument

    with _PDFIUM, PdfDocument(content) as document:
        for page in document:
            yield page.get_textpage().get_text_range().replace(_CUT, "-\n")


def _said(document: object) -> Iterator[str]:
    from pypdf import PdfReader
    from pypdf.generic import IndirectObject

    assert isinstance(document, PdfReader)  # noqa: S101 - imported late
    yield from _strings(document.metadata)
    for number in range(1, int(str(document.trailer["/Size"]))):
        yield from _strings(document.get_object(IndirectObject(number, 0, document)))


def _strings(found: object) -> Iterator[str]:
    """The strings of one object; other objects that it names speak for themselves."""
    from pypdf.generic import StreamObject, TextStringObject

    if isinstance(found, TextStringObject):
        yield str(found)
    elif isinstance(found, bytes):
        yield found.decode("utf-8", "replace")
    elif isinstance(found, dict):
        for key in found:
            yield from _strings(found.raw_get(key) if hasattr(found, "raw_get") else found[key])
        if isinstance(found, StreamObject) and _is_text(found):
            yield found.get_data().decode("utf-8", "replace")
    elif isinstance(found, list):
        for member in found:
            yield from _strings(member)


def _is_text(stream: object) -> bool:
    """Whether a stream is metadata or an attached file, and no picture, font or drawing."""
    assert isinstance(stream, dict)  # noqa: S101 - a stream is a dictionary with bytes behind it
    return stream.get("/Type") in {"/Metadata", "/EmbeddedFile"}
