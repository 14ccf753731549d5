"""A spreadsheet saved as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import PurePosixPath

from whyfolio.diagnostics import Diagnostic
from whyfolio.importers.ladder.draft import Draft, Reading, unread
from whyfolio.importers.ladder.grid import Line, read_table
from whyfolio.importers.registry import Request
from whyfolio.importers.sources import Text

_SIGNS = (",", ";", "\t", "|")
_LOOKED_AT = 20


def read_sheet(text: Text, request: Request) -> Iterator[Reading]:
    """The ladder of one table; what it cannot be, at its line (E510)."""
    sign = _sign(text.text)
    if sign is None:
        yield unread(text.place(), "this is no table: no line has two cells", "save it as CSV")
        return
    lines = _lines(text, sign)
    if isinstance(lines, Diagnostic):
        yield lines
        return
    table = read_table(lines, text.place, request.options.get("levels", ""))
    if isinstance(table, Diagnostic):
        yield table
        return
    yield from table.left
    name = name_of(text)
    yield Draft(name, table.title or name, text.place(), table.rungs, table.rows)


def name_of(text: Text) -> str:
    """What a file is called, without its ending."""
    stem = PurePosixPath(text.inside).stem
    return "Ladder" if stem in {"-", ""} else stem


def _sign(words: str) -> str | None:
    """What stands between the cells: the sign that most of the first lines have."""
    lines = [line for line in words.splitlines() if line.strip()][:_LOOKED_AT]
    counts = {sign: sum(line.count(sign) for line in lines) for sign in _SIGNS}
    having = {sign: sum(sign in line for line in lines) for sign in _SIGNS}
    best = max(_SIGNS, key=lambda sign: (lines[0].count(sign) if lines else 0, having[sign]))
    best = best if counts[best] else max(_SIGNS, key=lambda sign: counts[sign])
    return best if counts[best] else None


def _lines(text: Text, sign: str) -> list[Line] | Diagnostic:
    reader = csv.reader(io.StringIO(text.text, newline=""), delimiter=sign, strict=True)
    lines: list[Line] = []
    start = 1
    try:
        for cells in reader:
            lines.append(Line(start, tuple(cells)))
            start = reader.line_num + 1
    except csv.Error as error:
        hint = "save it anew from the spreadsheet"
        return unread(text.place(start), f"this table cannot be read: {error}", hint)
    return lines
