"""The rows of a mapped table as entries or lines for the log."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date

from whyfolio.dataclass import dataclass
from whyfolio.dates import Grain
from whyfolio.diagnostics import Diagnostic
from whyfolio.importers.csv.columns import BODY, LEFT_OUT, LOG, main_fields, needs_date
from whyfolio.importers.csv.dates import date_of, order_of
from whyfolio.importers.csv.mapping import Mapped
from whyfolio.importers.csv.reading import Row, Table
from whyfolio.importers.found import Found, FoundEntry, FoundLine
from whyfolio.importers.written_dates import Unclear
from whyfolio.model.fields import (
    Choice,
    Date,
    FieldType,
    Flag,
    Many,
    Name,
    Number,
    Record,
    Text,
    fields_of,
)
from whyfolio.model.kinds import KINDS
from whyfolio.names import join_words
from whyfolio.scaffold.composing import Plain

_BETWEEN = re.compile(r"\s*[;,\n]\s*")
_STILL = frozenset(["present", "current", "now", "today", "ongoing", "to date"])
_YES = frozenset(["yes", "y", "true", "1", "x", "✓", "✔", "✅"])
_ROW = "E763"
_HINT = "mend the row, and import the table again"


@dataclass(slots=True)
class Rows:
    """A table, what its columns are, and how its days are written where that is not plain."""

    table: Table
    mapped: Mapped
    today: date
    order: str = ""
    rough: int = 0
    _known: Counter[str] = field(default_factory=Counter)
    _orders: dict[int, str] = field(default_factory=dict)

    def found(self) -> Iterator[Found]:
        """What each row becomes, or why it becomes nothing (E763)."""
        for at in self.mapped.fields:
            cells = (row.cells[at] for row in self.table.rows)
            self._orders[at] = self.order or order_of(cells)
        for row in self.table.rows:
            try:
                yield self._one(row)
            except Unclear as error:
                hint = "write it as 2026-03-04, or say --dates day-first or month-first"
                yield Diagnostic(_ROW, self.table.place(row.line), str(error), hint)
            except _Lacking as error:
                yield Diagnostic(_ROW, self.table.place(row.line), str(error), _HINT)

    def _one(self, row: Row) -> FoundEntry | FoundLine:
        kind = self.mapped.kind
        fields, body = self._values(row)
        main = next((str(fields[name]) for name in main_fields(kind) if fields.get(name)), "")
        if not main:
            message = f"this row has no {join_words(main_fields(kind))}"
            raise _Lacking(message)
        if needs_date(kind) and not fields.get("date"):
            message = "this row has no date"
            raise _Lacking(message)
        place = self.table.place(row.line)
        if kind == LOG:
            return self._line(row, main, str(fields["date"]))
        when = str(fields.get("date") or fields.get("start") or fields.get("horizon") or "")
        known = "|".join([kind, main, str(fields.get("organisation", "")), when])
        self._known[known] += 1
        source = known if self._known[known] == 1 else f"{known}|{self._known[known]}"
        return FoundEntry(kind, source, place, fields, body)

    def _line(self, row: Row, text: str, when: str) -> FoundLine:
        said = date_of(when)
        self.rough += said.grain is not Grain.DAY
        day = said.first if said.grain is Grain.DAY else min(said.last, self.today)
        rest = [
            f"({column}: {cell})"
            for at, (column, cell) in enumerate(zip(self.table.columns, row.cells, strict=True))
            if cell and at not in self.mapped.fields
        ]
        words = " ".join([text, *rest])
        shown = "".join(sign if sign.isprintable() else " " for sign in words)
        return FoundLine(day, " ".join(shown.split()), self.table.place(row.line))

    def _values(self, row: Row) -> tuple[dict[str, Plain], str]:
        """The row's fields, and the body that its other columns make."""
        kinds = _types(self.mapped.kind)
        fields: dict[str, Plain] = {}
        body: list[str] = []
        rest: list[str] = []
        for at, cell in enumerate(row.cells):
            target = self.mapped.fields.get(at, "")
            if not cell or target == LEFT_OUT:
                continue
            if target == BODY:
                body.append(cell)
            elif not target:
                rest.append(f"- {self.table.columns[at]}: {' '.join(cell.split())}")
            else:
                value = self._value(target, kinds[target], cell, at)
                fields[target] = _joined(fields.get(target), value)
        return fields, "\n\n".join([*body, "\n".join(rest)]).strip("\n")

    def _value(self, target: str, kind: FieldType, cell: str, at: int) -> Plain:
        if isinstance(kind, Date):
            return self._day(target, cell, at)
        if isinstance(kind, Many) and isinstance(kind.of, Name):
            return tuple(part.lstrip("#") for part in _BETWEEN.split(cell) if part.strip("# "))
        if isinstance(kind, Many) and isinstance(kind.of, Record):
            return _records(kind.of, cell)
        if isinstance(kind, Many):
            return tuple(filter(None, (line.strip(" \t•-*") for line in cell.split("\n"))))
        return _single(kind, cell)

    def _day(self, target: str, cell: str, at: int) -> str:
        if target == "end" and cell.lower() in _STILL:
            return ""
        try:
            return date_of(cell, self._orders.get(at, "")).text
        except Unclear:
            if target == "date":
                raise
            return cell  # it stands in the body then, with a message


class _Lacking(Exception):
    """A row without what every row needs."""


def _types(kind: str) -> Mapping[str, FieldType]:
    if kind == LOG:
        return {"date": Date(), "text": Text()}
    return {name: declared.type for name, declared in fields_of(KINDS[kind]).items()}


def _single(kind: FieldType, cell: str) -> str:
    if isinstance(kind, Choice):
        words = {word.casefold(): word for word in kind.words}
        return words.get(cell.casefold().rstrip("."), cell)
    if isinstance(kind, Flag):
        return "yes" if cell.casefold() in _YES else "no"
    if isinstance(kind, Number):
        return cell.removesuffix("%").strip()
    if isinstance(kind, Text) and kind.prose:
        return "\n\n".join(filter(str.strip, cell.split("\n")))
    return " ".join(cell.split())


def _records(kind: Record, cell: str) -> Plain:
    """What stands in one cell for several records, each in its one-line form."""
    if kind.shorthand == "people":
        return cell if "(" in cell else "; ".join(filter(None, _BETWEEN.split(cell)))
    return tuple(filter(None, (line.strip() for line in cell.split("\n"))))


def _joined(there: Plain | None, value: Plain) -> Plain:
    """Two columns of one field: lists one behind the other, texts with a space between."""
    if not there:
        return value
    if isinstance(there, tuple) and isinstance(value, tuple):
        return (*there, *value)
    return f"{there} {value}".strip()
