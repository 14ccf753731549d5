"""The mapping of a table's columns: proposed, changed by options, shown, and asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from whyfolio.dataclass import dataclass
from whyfolio.errors import UsageError
from whyfolio.importers.csv.columns import (
    BODY,
    LEFT_OUT,
    fields_for,
    likely_kind,
    main_fields,
    needs_date,
    plain,
    proposed,
)
from whyfolio.importers.csv.reading import Table
from whyfolio.importers.registry import Request
from whyfolio.names import hint_for, join_words

_ARROW = re.compile(r"->|→")
_QUESTION = "Enter takes it so; FIELD=COLUMN changes it, kind=KIND starts anew, q stops."


@dataclass(frozen=True, slots=True)
class Mapped:
    """What a row is, and the field of each column by its number.

    A column without a field stands in the body under its name; one of ``LEFT_OUT`` nowhere.
    """

    kind: str
    fields: Mapping[int, str]

    def lacks(self) -> str:
        """What a row of this kind needs and no column gives, for a message; "" where all is."""
        said = self.fields.values()
        if not any(field in said for field in main_fields(self.kind)):
            return join_words(main_fields(self.kind))
        return "date" if needs_date(self.kind) and "date" not in said else ""


def mapping_of(table: Table, request: Request) -> Mapped | None:
    """The mapping that options and columns give; None where the person who was asked stopped.

    Raises:
        UsageError: an option names no field or column, or nothing maps and nobody can be asked.
    """
    kind = request.options.get("kind", "") or likely_kind(table.columns)
    mapped = _proposal(kind, table)
    changes = list(filter(None, request.options.get("map", "").split("\n")))
    if changes:
        mapped = _changed(_without(mapped, changes), changes, table.columns)
    if request.ask is None:
        _refuse(mapped, table)
        for line in shown(mapped, table):
            request.tell(line)
        return mapped
    return _asked(mapped, table, request)


def _asked(mapped: Mapped, table: Table, request: Request) -> Mapped | None:
    assert request.ask is not None  # noqa: S101 - the caller looked
    while True:
        for line in shown(mapped, table):
            request.tell(line)
        answer = request.ask(_QUESTION, "").strip()
        if answer.lower() in {"q", "quit", "n", "no"}:
            return None
        try:
            if not answer:
                _refuse(mapped, table)
                return mapped
            mapped = _answered(mapped, answer, table)
        except UsageError as error:
            request.tell(str(error))


def _proposal(kind: str, table: Table) -> Mapped:
    """What the columns' names say; an impact that is a sentence and no figure is a why."""
    fields = proposed(kind, table.columns)
    for at in [at for at, field in fields.items() if field == "impact"]:
        if not any(_ARROW.search(row.cells[at]) for row in table.rows):
            fields[at] = BODY if "why" in fields.values() else "why"
    return Mapped(kind, fields)


def _answered(mapped: Mapped, answer: str, table: Table) -> Mapped:
    name, _, said = (part.strip() for part in answer.partition("="))
    if name == "kind":
        kinds = ("story", "decision", "lesson", "feedback", "goal", "action", "session",
                 "position", "log")  # fmt: skip
        if said not in kinds:
            message = f'there is no kind "{said}"; {hint_for(said, kinds, join_words(kinds))}'
            raise UsageError(message)
        return _proposal(said, table)
    return _changed(_without(mapped, [answer]), [answer], table.columns)


def _without(mapped: Mapped, changes: Sequence[str]) -> Mapped:
    """The proposal without the fields that are about to be given anew."""
    said = {change.partition("=")[0].strip() for change in changes} - {BODY, LEFT_OUT}
    return replace(mapped, fields={at: f for at, f in mapped.fields.items() if f not in said})


def _changed(mapped: Mapped, changes: Sequence[str], columns: Sequence[str]) -> Mapped:
    fields = dict(mapped.fields)
    allowed = (*fields_for(mapped.kind), LEFT_OUT)
    named = {plain(column): at for at, column in reversed(list(enumerate(columns))) if column}
    for change in changes:
        field, sign, column = (part.strip() for part in change.partition("="))
        if not sign:
            message = f'"{change}" is no FIELD=COLUMN'
            raise UsageError(message)
        if field not in allowed:
            hint = hint_for(field, allowed, f"there is {join_words(allowed, 'and')}")
            message = f'a {mapped.kind} that comes from a table has no field "{field}"; {hint}'
            raise UsageError(message)
        if plain(column) not in named:
            hint = hint_for(column, filter(None, columns), _columns(columns))
            message = f'this table has no column "{column}"; {hint}'
            raise UsageError(message)
        fields[named[plain(column)]] = field
    return replace(mapped, fields=dict(sorted(fields.items())))


def _refuse(mapped: Mapped, table: Table) -> None:
    if lacks := mapped.lacks():
        first = lacks.split(" ")[0].rstrip(",")
        raise UsageError(
            f"no column of {table.name} is the {lacks} of a {mapped.kind}; "
            f"{_columns(table.columns)}; say it with --map {first}=COLUMN, or say another --kind"
        )


def _columns(columns: Sequence[str]) -> str:
    return f"it has {join_words(filter(None, columns), 'and')}"


def shown(mapped: Mapped, table: Table) -> Iterator[str]:
    """The mapping, a line a column."""
    many = "line" if len(table.rows) == 1 else "lines"
    yield f"{table.name}: {len(table.rows)} {many} of a table, each a {_word(mapped.kind)}"
    wide = max((len(column) for column in table.columns), default=0)
    for at, column in enumerate(table.columns):
        if column:
            yield f"  {column:{wide}}  {_target(mapped.fields.get(at, ''))}"


def _word(kind: str) -> str:
    return "line of the log" if kind == "log" else kind


def _target(field: str) -> str:
    said = {"": f"{BODY}, under its name", LEFT_OUT: "left out"}
    return f"→ {said.get(field, field)}"
