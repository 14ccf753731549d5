"""Rows of LinkedIn's tables as records of the profile and as positions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import field

from whyfolio.content.entries import read_entry
from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.importers.csv.reading import Row, Table
from whyfolio.importers.found import Found, FoundEntry, LeftOut
from whyfolio.importers.linkedin.tables import POSITIONS, Section
from whyfolio.importers.linkedin.values import address_of, day_of, prose_of, words_of
from whyfolio.model.profile import Profile
from whyfolio.scaffold.composing import Plain, composed

_DATES = frozenset(["date", "start", "end", "startDate", "endDate"])
_PROSE = frozenset(["summary", "description"])
_SHOWN = frozenset(["", "visible", "hidden", "accepted"])
_PERSON = ("first name", "last name", "job title", "company")
_REFERENCES = "references"

Told = dict[str, Plain]


@dataclass(frozen=True, slots=True)
class Cells:
    """One row by its columns in small letters; empty cells are not there."""

    table: Table
    row: Row
    by_name: Mapping[str, str]

    @property
    def place(self) -> Place:
        """Its line."""
        return self.table.place(self.row.line)

    def joined(self, *names: str, between: str = " ") -> str:
        """The cells of some columns in one text."""
        return between.join(self.by_name[name] for name in names if name in self.by_name)


def rows_of(table: Table) -> Iterator[Cells]:
    """Every row by the names of its columns; of two columns of one name the first counts."""
    names = [name.lower() for name in table.columns]
    for row in table.rows:
        by_name: dict[str, str] = {}
        for name, cell in zip(names, row.cells, strict=True):
            if name and cell:
                by_name.setdefault(name, words_of(cell))
        yield Cells(table, row, by_name)


def unread(table: Table, known: frozenset[str]) -> Iterator[Diagnostic]:
    """A warning for each column that has values and no place anywhere (W761)."""
    for at, name in enumerate(table.columns):
        if name and name.lower() not in known and any(row.cells[at] for row in table.rows):
            message = f'the column "{name}" is left out: a résumé has no place for it'
            hint = "write it into profile.md yourself, where it matters"
            yield Diagnostic("W761", table.place(table.header), message, hint)


@dataclass(slots=True)
class Records:
    """What the tables of sections give, field by field; ``notes`` is what cannot be taken."""

    fields: dict[str, list[Told]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    notes: list[Found] = field(default_factory=list)

    def take(self, table: Table, section: Section) -> None:
        """Add a table's rows to the field of its section."""
        if not section.rest:
            known = frozenset(section.words)
            if section.holder == _REFERENCES:
                known |= {*_PERSON, "status", "creation date"}
            self.notes += unread(table, known)
        lists: list[str] = []
        for cells in rows_of(table):
            record = _record(cells, section)
            if section.holder == _REFERENCES:
                if cells.by_name.get("status", "").lower() not in _SHOWN:
                    self.notes.append(LeftOut(cells.place, "is a text that you never accepted"))
                    continue
                record = {"name": _referee(cells), **record}
            if section.one_record:
                lists.append(" ".join(_rest(cells, section)))
            else:
                self._add(section.holder, record, cells.place)
        if lists:
            self._add(section.holder, {**section.called, section.rest: lists}, table.place(1))

    def _add(self, name: str, record: Told, place: Place) -> None:
        kept = self._fit(name, {word: value for word, value in record.items() if value}, place)
        if kept:
            self.fields.setdefault(name, []).append(kept)
            self.places.setdefault(name, place)

    def _fit(self, name: str, record: Told, place: Place) -> Told:
        """The members that the profile's reader takes; each other one is told (W738)."""
        if not _fault({name: (record,)}):
            return record
        kept = {}
        for word, value in record.items():
            fault = _fault({name: ({word: value},)})
            if fault:
                message = f'"{word}" is left out: {fault.message}'
                self.notes.append(Diagnostic("W738", place, message, fault.hint))
            else:
                kept[word] = value
        return kept


def _fault(fields: Mapping[str, Plain]) -> Diagnostic | None:
    text = composed(Profile, fields)
    read = read_entry("content/profile.md", text.encode("utf-8", "replace"), Profile)
    return next((found for found in read.diagnostics if found.is_error), None)


def fits(fields: Mapping[str, Plain]) -> str:
    """Why the profile cannot hold these fields; "" where it can."""
    fault = _fault(fields)
    return fault.message if fault else ""


def _record(cells: Cells, section: Section) -> Told:
    record: Told = {}
    for theirs, ours in section.words.items():
        said = cells.by_name.get(theirs, "")
        if not said or ours in record:
            continue
        if ours in _PROSE and section.rest == "highlights":
            record[ours], points = prose_of(said)
            record["highlights"] = points
        else:
            record[ours] = _value(ours, said)
    rest = [] if section.one_record else _rest(cells, section)
    if rest and section.rest == "summary":
        record["summary"] = "\n\n".join(filter(None, [str(record.get("summary", "")), *rest]))
    elif rest:
        there = record.get(section.rest, ())
        record[section.rest] = (*(there if isinstance(there, tuple) else ()), *rest)
    return record


def _rest(cells: Cells, section: Section) -> list[str]:
    """What the columns say that no member is for."""
    return [
        said if name in section.plain else f"{name.capitalize()}: {said}"
        for name, said in cells.by_name.items()
        if section.rest and name not in section.words
    ]


def _value(ours: str, said: str) -> str:
    if ours in _DATES:
        return day_of(said)
    if ours == "url":
        return address_of(said)
    return "\n\n".join(filter(str.strip, said.split("\n"))) if ours in _PROSE else said


def _referee(cells: Cells) -> str:
    name = cells.joined("first name", "last name")
    return ", ".join(filter(None, [name, cells.joined("job title", "company", between=", ")]))


def positions_of(table: Table) -> Iterator[Found]:
    """A position for each job; one without a title has the name of the place."""
    yield from unread(table, frozenset(POSITIONS))
    jobs: Counter[str] = Counter()
    for cells in rows_of(table):
        told: Told = {ours: _value(ours, cells.by_name.get(theirs, "")) for theirs, ours in
                      POSITIONS.items()}  # fmt: skip
        told["summary"], told["highlights"] = prose_of(cells.by_name.get("description", ""))
        known = "|".join(str(told[name]) for name in ("organisation", "title", "start"))
        jobs[known] += 1
        source = known if jobs[known] == 1 else f"{known}|{jobs[known]}"
        title = str(told["title"] or told["organisation"] or "Position")
        slug = f"{told['organisation']} {title}" if told["title"] else title
        fields = {name: value for name, value in {**told, "title": title}.items() if value}
        yield FoundEntry("position", source, cells.place, fields, slug=slug)
