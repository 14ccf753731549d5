"""A table as it lies in a file: its encoding, its delimiter, its rows and their lines."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from whyfolio.content.faults import Faults, shown
from whyfolio.content.frontmatter import decode
from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic, Place

DELIMITERS = (",", ";", "\t", "|")
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_EXCEL = re.compile(r"sep=(.)\n", re.IGNORECASE)
_MOST_COLUMNS = 200
_LONGEST_NAME = 200
_LOOKED_AT = 30
_ASKEW = "E762"
_ROW = "E763"


@dataclass(frozen=True, slots=True)
class Row:
    """One record and the line on which it begins; each cell is without space around it."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        name: how messages name its file.
        columns: the words of its first row; "" for a column that is empty from top to bottom.
        header: the line of the first row.
        rows: the others, but for empty ones; each has a cell for each column.
        faults: rows that hold more than the first one names; they are left out.
    """

    name: str
    columns: tuple[str, ...]
    header: int
    rows: tuple[Row, ...]
    faults: tuple[Diagnostic, ...] = ()

    def place(self, line: int) -> Place:
        """A line of its file."""
        return Place(self.name, line)


def text_of(name: str, content: bytes, encoding: str = "") -> str | list[Diagnostic]:
    """The text of a file in UTF-8, in UTF-16 with its mark, or in the encoding that is named.

    Line ends become line feeds. What is of another encoding, of more than 1 MiB, or holds
    control characters, is told with its line (E105, E106).
    """
    faults = Faults(name)
    called = encoding or _MARKS.get(content[:2], "")
    if called:
        try:
            content = content.decode(called).removeprefix("\ufeff").encode()
        except (UnicodeDecodeError, UnicodeEncodeError) as error:
            raw = content[: error.start] if isinstance(error, UnicodeDecodeError) else b""
            line = raw.decode(called, "ignore").count("\n") + 1
            message = f"this is no text in {called}"
            return [Diagnostic("E105", Place(name, line), message, "save it as UTF-8")]
    text = decode(content, faults)
    return faults.found if text is None else text


def table_of(name: str, text: str, delimiter: str = "") -> Table | Diagnostic:
    """The table in a text.

    Args:
        name: how messages name its file.
        text: with line feeds only.
        delimiter: the sign between two cells; else it is known by the rows.

    Returns:
        The table, or why there is none (E762): a quotation mark that is never closed, no first
        row, or one that is no head of a table.
    """
    first = 1
    if excel := _EXCEL.match(text):
        delimiter, text, first = delimiter or excel[1], text[excel.end() :], 2
    try:
        rows = [row for row in _rows(text, delimiter or _delimiter(text), first) if any(row.cells)]
    except _Askew as error:
        return _no_table(name, error.line, error.why)
    if not rows:
        return _no_table(name, first, "this table is empty")
    head, *others = rows
    if len(head.cells) > _MOST_COLUMNS:
        why = f"this first row has {len(head.cells):,} columns, and {_MOST_COLUMNS} are the most"
        return _no_table(name, head.line, why)
    if max(map(len, head.cells)) > _LONGEST_NAME:
        return _no_table(name, head.line, "this first row holds texts, not the names of columns")
    return _table(name, head, others)


def _table(name: str, head: Row, others: Sequence[Row]) -> Table:
    """The rows, each as wide as the head; a column with values and no name is called by number."""
    width = len(head.cells)
    kept: list[Row] = []
    faults: list[Diagnostic] = []
    for row in others:
        beyond = [cell for cell in row.cells[width:] if cell]
        if beyond:
            message = f"this row goes on behind the last column, with {_quoted(beyond[0])}"
            hint = "put quotation marks around a cell that holds the delimiter"
            faults.append(Diagnostic(_ROW, Place(name, row.line), message, hint))
            continue
        cells = (row.cells + ("",) * width)[:width]
        kept.append(Row(row.line, cells))
    columns = tuple(
        " ".join(word.split()) or (f"column {at + 1}" if any(row.cells[at] for row in kept) else "")
        for at, word in enumerate(head.cells)
    )
    return Table(name, columns, head.line, tuple(kept), tuple(faults))


class _Askew(Exception):
    """A text that is no table from some line on."""

    def __init__(self, line: int, why: str) -> None:
        self.line, self.why = line, why
        super().__init__(why)


def _rows(text: str, delimiter: str, first: int, *, strict: bool = True) -> Iterator[Row]:
    """Every record with its line."""
    lines = io.StringIO(text, newline="\n")
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=strict)
    while True:
        line = reader.line_num + first
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _Askew(line, _WHY.get(str(error).split(" ", 1)[0], _STRAY)) from None
        yield Row(line, tuple(cell.strip() for cell in cells))


_STRAY = "a cell of this row goes on behind its closing quotation mark"
_WHY = {
    "unexpected": "a quotation mark opens in this row and is never closed",
    "field": "a cell of this row is larger than 128 KiB",
}


def _delimiter(text: str) -> str:
    """The sign that cuts the most rows into as many cells as the first one."""
    best, best_score = DELIMITERS[0], (0.0, 0)
    for sign in DELIMITERS:
        try:
            rows = list(islice(_rows(text, sign, 1, strict=False), _LOOKED_AT))
        except _Askew:
            continue
        widths = [len(row.cells) for row in rows if any(row.cells)]
        if not widths or widths[0] == 1:
            continue
        score = (sum(width == widths[0] for width in widths) / len(widths), widths[0])
        if score > best_score:
            best, best_score = sign, score
    return best


def _no_table(name: str, line: int, why: str) -> Diagnostic:
    return Diagnostic(_ASKEW, Place(name, line), why, "mend the table, and import it again")


def _quoted(text: str) -> str:
    return f'"{shown(text)}"'
