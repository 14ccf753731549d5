"""The export's files: from a zip, a folder or one table, each of its tables once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from whyfolio.content.tree import unreadable
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.errors import UsageError
from whyfolio.importers.archives import MAGIC, unpack
from whyfolio.importers.csv.reading import Table, table_of, text_of
from whyfolio.importers.found import Found, FoundField, LeftOut
from whyfolio.importers.linkedin.person import Person
from whyfolio.importers.linkedin.records import Records, positions_of
from whyfolio.importers.linkedin.tables import ORDER, PERSON, SECTIONS, sort_of
from whyfolio.importers.registry import Request
from whyfolio.importers.sources import Raw, raws

_OPEN = frozenset(["name", "label", "summary", "url", "profiles"])


def read(request: Request) -> Iterator[Found]:
    """Positions and fields of the profile; nothing of an archive that is not fit to be read.

    Raises:
        UsageError: there is no such file, or none of the export's tables in it.
    """
    faults: list[Diagnostic] = []
    tables: dict[str, Table] = {}
    left: list[LeftOut] = []
    for raw in _files(request, faults):
        sort = sort_of(raw.inside)
        if sort in tables:
            message = f"is a second table of this sort; {tables[sort].name} was read"
            left.append(LeftOut(Place(raw.name), message))
        elif not raw.content.strip():
            left.append(LeftOut(Place(raw.name), "is empty"))
        elif table := _table(raw, faults):
            tables[sort] = table
            faults += table.faults
    yield from faults
    yield from left
    if not (tables or faults or left):
        message = f"there is none of the tables of LinkedIn's export in {request.name}"
        raise UsageError(f"{message}; it holds Positions.csv, Education.csv and others")
    yield from _told(request, tables)


def _told(request: Request, tables: dict[str, Table]) -> Iterator[Found]:
    person, records = Person(), Records()
    for sort in (sort for sort in ORDER if sort in tables):
        if sort in PERSON:
            person.take(sort, tables[sort])
        elif sort in SECTIONS:
            records.take(tables[sort], SECTIONS[sort])
        else:
            yield from positions_of(tables[sort])
    yield from person.found()
    for name, told in records.fields.items():
        yield FoundField(name, told, records.places[name])
    yield from person.notes
    yield from records.notes
    open_ones = [name for name in person.fields if name in _OPEN]
    if open_ones:
        request.tell(f"Anyone may read these of your profile: {', '.join(open_ones)}.")


def _files(request: Request, faults: list[Diagnostic]) -> Iterator[Raw]:
    path = request.path
    if path and path.is_file() and _is_archive(path, request.name, faults):
        unpacked = unpack(path, request.name, lambda inside: bool(sort_of(inside)))
        faults += unpacked.faults
        yield from unpacked.files
        return
    if faults:
        return
    for one in raws(request, lambda inside: bool(sort_of(inside))):
        if isinstance(one, Diagnostic):
            faults.append(one)
        elif sort_of(one.inside):
            yield one


def _is_archive(path: Path, name: str, faults: list[Diagnostic]) -> bool:
    try:
        with path.open("rb") as opened:
            return opened.read(len(MAGIC)) == MAGIC or path.suffix.lower() == ".zip"
    except OSError as error:
        faults.append(unreadable(name, error))
        return False


def _table(raw: Raw, faults: list[Diagnostic]) -> Table | None:
    text = text_of(raw.name, raw.content)
    if not isinstance(text, str):
        faults += text
        return None
    table = table_of(raw.name, text)
    if isinstance(table, Table):
        return table
    faults.append(table)
    return None
