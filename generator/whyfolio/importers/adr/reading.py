"""A folder of records: each is read, those that name each other are linked, dates are found."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic
from whyfolio.importers.adr.content import read_content
from whyfolio.importers.adr.front import Front, read_front
from whyfolio.importers.adr.head import read_head
from whyfolio.importers.adr.kept import NO_NUMBER, is_wanted, only_by_status, other_format, why_not
from whyfolio.importers.adr.mapping import body_links, body_of, fields_of_record
from whyfolio.importers.adr.outline import Outline, outline
from whyfolio.importers.adr.relations import Edges, edges_of
from whyfolio.importers.adr.repository import Repository, repository_of, with_history
from whyfolio.importers.adr.shapes import SECTIONS, Record, cleaned, section_key, stem_of
from whyfolio.importers.adr.targets import Shelf
from whyfolio.importers.found import Found, FoundEntry, LeftOut, Link, Value, mark_of
from whyfolio.importers.registry import Request
from whyfolio.importers.sources import Text, texts

_DAY_IN_NAME = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_NUMBER = re.compile(r"\A(?:m?adr|rfc)?[-_ ]*\d*[-_ .]+", re.IGNORECASE)
_BEGINNING = 400


def read(request: Request) -> Iterator[Found]:
    """Every decision record of a file, folder or pipe, with what could not be read among it."""
    records: list[Record] = []
    skipped: list[tuple[Text, str]] = []
    seen: set[str] = set()
    for text in texts(request, is_wanted):
        if isinstance(text, Diagnostic):
            yield text
            continue
        if other := other_format(text.inside):
            skipped.append((text, f"is {other}, and only Markdown is read"))
            continue
        if text.file is not None:
            real = os.path.realpath(text.file)
            if real in seen:
                continue
            seen.add(real)
        record = record_of(text)
        reason = why_not(record) if text.inside != "-" else ""
        if reason:
            skipped.append((text, reason))
        else:
            records.append(record)
    if any(record.number is not None for record in records):
        skipped += [(one.text, NO_NUMBER) for one in records if only_by_status(one)]
        records = [record for record in records if not only_by_status(record)]
    yield from _left_out(skipped, records)
    yield from _entries(records, request)


def record_of(text: Text) -> Record:
    """One text, taken apart."""
    front = read_front(text.text)
    cut = outline(front.body)
    title = _title(front, cut) or _from_name(text.inside)
    return Record(text, front, cut, title, read_head(front, cut), read_content(cut))


def _title(front: Front, cut: Outline) -> str:
    """The first heading, unless it is a section's; else what the front matter says."""
    heads = [section for section in cut.sections if section.depth]
    top = next((one for one in heads if one.depth == 1), heads[0] if heads else None)
    own = top is not None and top.title and section_key(top.title) not in SECTIONS
    return cleaned(top.title) if top and own else cleaned(front.text("title"))


def _from_name(inside: str) -> str:
    if inside == "-":
        return ""
    words = re.sub(r"[-_]+", " ", _NUMBER.sub("", stem_of(inside), count=1)).strip()
    return words[:1].upper() + words[1:]


def _left_out(skipped: Iterable[tuple[Text, str]], records: Sequence[Record]) -> Iterator[LeftOut]:
    """What is no record, where records lie beside it."""
    folders = {record.text.inside.rpartition("/")[0] for record in records}
    for text, reason in skipped:
        if text.inside.rpartition("/")[0] in folders or not text.inside.count("/"):
            yield LeftOut(text.place(), reason)


@dataclass(slots=True)
class _Origins:
    """Where records come from, and when."""

    request: Request
    repository: Repository | None = None
    sources: dict[str, str] = field(default_factory=dict)
    has_history: bool = False

    def name(self, records: Iterable[Record]) -> None:
        """A source id for each: its path in the repository; elsewhere its name and beginning."""
        taken: set[str] = set()
        looked: set[Path] = set()
        for record in records:
            file = record.text.file
            if file and self.repository is None and file.parent not in looked:
                looked.add(file.parent)
                self.repository = repository_of(file)
            if file and self.repository:
                source = f"{self.repository.name}:{self.repository.inside(file)}"
            else:
                said = _without_head(record) or " ".join(record.front.body.split())
                words = f"{record.title} {said}"[:_BEGINNING]
                source = f"{record.stem}:{sha256(words.encode('utf-8', 'replace')).hexdigest()}"
            if source in taken:
                source = f"{source}:{record.text.inside}"
            taken.add(source)
            self.sources[record.text.inside] = source

    def is_new(self, record: Record) -> bool:
        """Whether a record was not imported before."""
        return mark_of("adr", self.sources[record.text.inside]) not in self.request.known

    def day(self, record: Record) -> tuple[str, str]:
        """The day of a record that names none, and where it is from."""
        named = _DAY_IN_NAME.match(record.stem)
        if named:
            try:
                return date(*(int(part) for part in named.groups())).isoformat(), ""
            except ValueError:
                pass
        file = record.text.file
        if file is None:
            return self.request.today.isoformat(), "today"
        if self.repository and not self.has_history:
            top = self.request.path.resolve() if self.request.path else file
            self.repository = with_history(self.repository, top)
            self.has_history = True
        day = self.repository.day_of(file) if self.repository else ""
        if day:
            return day, ""
        changed = datetime.fromtimestamp(file.stat().st_mtime, tz=UTC).date()
        return changed.isoformat(), "the day on which the file was last changed"


def _without_head(record: Record) -> str:
    """The words of the sections that do not change when a status does."""
    sections = [
        section
        for section in record.outline.sections
        if section.depth > 1 and section_key(section.title) in SECTIONS - {"status", "date"}
    ]
    lines = (line for one in sections for _, line in record.outline.said(one))
    return " ".join(" ".join(lines).split())


def _entries(records: Sequence[Record], request: Request) -> Iterator[Found]:
    origins = _Origins(request)
    origins.name(records)
    shelf = Shelf(records)
    edges, problems = edges_of(records, shelf)
    new = {one.text.name for one in records if origins.is_new(one)}
    yield from (problem for problem in problems if problem.place.file in new)
    undated: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        dated = record.head.dated
        day, taken = (dated.when.text, "") if dated and dated.when else origins.day(record)
        if record.text.name in new:
            yield from _doubts(record, day)
            if taken and not dated:
                undated[taken].append(record)
        yield _entry(record, day, edges, shelf, origins)
    for taken, those in undated.items():
        more = f", nor in {len(those) - 1} more" if len(those) > 1 else ""
        message = f"no date is given here{more}; {taken} is taken"
        yield Diagnostic("W731", those[0].text.place(), message, _DATE_HINT)


def _entry(record: Record, day: str, edges: Edges, shelf: Shelf, origins: _Origins) -> FoundEntry:
    def source_of(address: str) -> str:
        other = shelf.at(address, record)
        return origins.sources[other.text.inside] if other and other is not record else ""

    fields: dict[str, Value] = {**fields_of_record(record), "date": day}
    for name, others in edges.fields(record).items():
        fields[name] = tuple(Link(origins.sources[other.text.inside]) for other in others)
    body = body_of(record, edges.finds)
    return FoundEntry(
        kind="decision",
        source=origins.sources[record.text.inside],
        place=record.text.place(),
        fields=fields,
        body=body,
        slug="" if record.text.inside == "-" else record.stem,
        links=tuple(body_links(body, source_of)),
    )


def _doubts(record: Record, day: str) -> Iterator[Diagnostic]:
    """What of a record's own words had to be guessed."""
    state, dated = record.head.state, record.head.dated
    place = record.text.place(record.head.state_line)
    if state.unfilled:
        message = "the status is still the template's choice of words, so it is left out"
        yield Diagnostic("W731", place, message, "write the one that holds")
    elif state.guessed:
        message = f'the status "{state.guessed}" is read as "{state.word}"'
        hint = "write another `status:` if it means something else"
        yield Diagnostic("W731", place, message, hint)
    if dated and not dated.when:
        message = f'the date "{dated.text[:40]}" is no day, or could be two; {day} is taken'
        yield Diagnostic("W731", record.text.place(dated.line), message, _DATE_HINT)


_DATE_HINT = "write the day on which it was decided"
