"""A table's file as what is found in it."""

from __future__ import annotations

import codecs
import posixpath
from collections.abc import Iterator

from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.errors import UsageError
from whyfolio.importers.csv.dates import told_rough
from whyfolio.importers.csv.mapping import mapping_of
from whyfolio.importers.csv.reading import table_of, text_of
from whyfolio.importers.csv.rows import Rows
from whyfolio.importers.found import Found, LeftOut
from whyfolio.importers.registry import Request
from whyfolio.importers.sources import Raw, raws

_ENDINGS = frozenset([".csv", ".tsv", ".tab"])
_ORDERS = {"day-first": "day first", "month-first": "month first"}
_SIGNS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}


def read(request: Request) -> Iterator[Found]:
    """Everything in a table, or in each table of a folder.

    Raises:
        UsageError: there is no such file, an option cannot be meant, or no column maps.
    """
    delimiter, encoding = _delimiter(request), _encoding(request)
    for raw in raws(request, lambda inside: posixpath.splitext(inside)[1].lower() in _ENDINGS):
        if isinstance(raw, Diagnostic):
            yield raw
        else:
            yield from _table(request, raw, delimiter, encoding)


def _table(request: Request, raw: Raw, delimiter: str, encoding: str) -> Iterator[Found]:
    text = text_of(raw.name, raw.content, encoding)
    if not isinstance(text, str):
        for fault in text:
            hint = fault.hint if fault.code != "E105" or encoding else _HINT
            yield Diagnostic(fault.code, fault.place, fault.message, hint)
        return
    table = table_of(raw.name, text, delimiter)
    if isinstance(table, Diagnostic):
        yield table
        return
    mapped = mapping_of(table, request)
    if mapped is None:
        yield LeftOut(Place(raw.name), "was not wanted so")
        return
    yield from table.faults
    order = _ORDERS.get(request.options.get("dates", ""), "")
    rows = Rows(table, mapped, request.today, order)
    yield from rows.found()
    if rows.rough:
        request.tell(told_rough(raw.name, rows.rough))


_HINT = "save it as UTF-8, or name its encoding, as in --encoding cp1252"


def _delimiter(request: Request) -> str:
    said = request.options.get("delimiter", "")
    sign = _SIGNS.get(said, said)
    if len(sign) > 1 or sign in {'"', "\n", "\r", " "}:
        message = f'--delimiter says "{said}"; it is one sign, as ; or tab'
        raise UsageError(message)
    return sign


def _encoding(request: Request) -> str:
    said = request.options.get("encoding", "")
    try:
        known = not said or codecs.lookup(said)._is_text_encoding  # noqa: SLF001 - no other way
    except (LookupError, ValueError):
        known = False
    if not known:
        message = f'there is no encoding "{said}"; there is utf-8, utf-16, cp1252 and others'
        raise UsageError(message)
    return said
