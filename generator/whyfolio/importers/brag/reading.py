"""A brag document's bytes as text, whatever it was written with, and what is found in it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from whyfolio.dates import DateError, When, parse_when
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.errors import UsageError
from whyfolio.importers.archives import MAGIC
from whyfolio.importers.brag.outline import Heading, date_said, outline, prepared
from whyfolio.importers.brag.things import Things
from whyfolio.importers.brag.word import text_of_word
from whyfolio.importers.csv.dates import told_rough
from whyfolio.importers.csv.reading import text_of
from whyfolio.importers.dated_lines import read_dated_lines
from whyfolio.importers.found import Found, LeftOut
from whyfolio.importers.registry import Request
from whyfolio.importers.sources import Raw, raws

_ENDINGS = frozenset([".md", ".markdown", ".mdown", ".txt", ".text", ".docx"])
_NO_BRAG = re.compile(r"(?:readme|index|template|.*[_-]template|template[_-].*)\Z", re.IGNORECASE)
_GLUE = re.compile(r"_|(?<=\d)-(?=[^\W\d])")
_CUT = 60


def read(request: Request) -> Iterator[Found]:
    """Everything in a document, or in each document of a folder.

    Raises:
        UsageError: there is no such file, or `--date` is none.
    """
    usual = _usual(request)
    for raw in raws(request, lambda inside: posixpath.splitext(inside)[1].lower() in _ENDINGS):
        if isinstance(raw, Diagnostic):
            yield raw
        elif _NO_BRAG.match(posixpath.splitext(posixpath.basename(raw.inside))[0]) and (
            request.path and request.path.is_dir()
        ):
            yield LeftOut(Place(raw.name), "is an index or a template")
        else:
            yield from _document(request, raw, usual)


def _usual(request: Request) -> When | None:
    said = request.options.get("date", "")
    try:
        return parse_when(said) if said else None
    except DateError as error:
        message = f'--date says "{said}": {error}'
        raise UsageError(message) from None


def _document(request: Request, raw: Raw, usual: When | None) -> Iterator[Found]:
    if raw.content[:2] == MAGIC or raw.inside.lower().endswith(".docx"):
        text, faults = text_of_word(raw.name, raw.content)
        yield from faults
    else:
        read_text = text_of(raw.name, raw.content)
        text = read_text if isinstance(read_text, str) else ""
        yield from [] if isinstance(read_text, str) else read_text
    if not text.strip():
        return
    plain, front = prepared(text)
    stem = _GLUE.sub(" ", posixpath.splitext(posixpath.basename(raw.inside))[0])
    top = outline(plain)
    when = usual or date_said(front) or date_said(stem) or _of_title(top)
    top.when = when
    things = Things(raw.name, plain.split("\n"), read_dated_lines(plain, when).lines, request.today)
    yield from things.below(top)
    yield from _rest(things)
    if things.rough:
        request.tell(told_rough(raw.name, things.rough))


def _of_title(top: Heading) -> When | None:
    """The date of the document's title, where that stands beside the other headings."""
    first = top.inner[0] if top.inner else None
    return first.when if first and not (first.is_time or first.inner) else None


def _rest(things: Things) -> Iterator[Diagnostic]:
    """What was not taken, in one message a sort."""
    for found, code, what, hint in (
        (things.undated, "E763", "has no date", "add one, or say --date 2026"),
        (things.remarks, "W761", "is a remark and nothing done", "write it down, if it matters"),
    ):
        if found:
            line, words = found[0]
            more = f", and {len(found) - 1} more" if len(found) > 1 else ""
            shown = words if len(words) <= _CUT else f"{words[: _CUT - 1]}…"
            yield Diagnostic(code, Place(things.file, line), f'"{shown}" {what}{more}', hint)
