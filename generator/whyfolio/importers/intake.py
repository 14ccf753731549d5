"""From what was found to what is to be written: names, links, and what is there already."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date
from typing import TypeVar

from whyfolio.content.loaded import Loaded
from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.importers.fitting import fitted
from whyfolio.importers.found import (
    Found,
    FoundEntry,
    FoundField,
    FoundFile,
    FoundLine,
    LeftOut,
    Link,
    Value,
    mark_of,
)
from whyfolio.model.audience import Audience
from whyfolio.model.fields import fields_of
from whyfolio.model.kinds import KINDS
from whyfolio.model.profile import Profile
from whyfolio.names import collision_key, slug_fault, slugify
from whyfolio.scaffold.composing import Plain
from whyfolio.scaffold.entry import NewEntry, names_for, slug_for, title_for

_One = TypeVar("_One", FoundLine, FoundField)


@dataclass(frozen=True, slots=True)
class NewFile:
    """One file to write.

    Attributes:
        path: relative to the portfolio.
        text: what it will hold.
        kind: an entry's kind, or "ladder" or "form".
        title: in a few words what it is.
        date: an entry's date.
        status: an entry's status, where its kind has one.
        place: where it was read.
    """

    path: str
    text: str
    kind: str
    title: str
    date: str
    status: str
    place: Place

    @property
    def ref(self) -> str:
        """The entry's ref, or the file below `content/`."""
        return posixpath.splitext(self.path.removeprefix("content/"))[0]


@dataclass(frozen=True, slots=True)
class Intake:
    """What one import would write.

    Attributes:
        files: entries, ladders and forms, in the order in which they were found.
        lines: lines for the log.
        fields: fields for the profile.
        known: how many things were there already.
        left_out: what is not taken, with the reason.
        diagnostics: what could not be read, or not be taken as it is.
    """

    files: tuple[NewFile, ...] = ()
    lines: tuple[FoundLine, ...] = ()
    fields: tuple[FoundField, ...] = ()
    known: int = 0
    left_out: tuple[LeftOut, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def known_marks(loaded: Loaded) -> dict[str, str]:
    """Mark → ref of every entry that an import wrote."""
    return {mark: entry.ref for entry in loaded.entries for mark in entry.imported}


def take_in(importer: str, found: Iterable[Found], loaded: Loaded, today: date) -> Intake:
    """Settle everything that an importer found against what the portfolio holds.

    Args:
        importer: its name, the first part of the marks.
        found: what it yields; it is read to its end.
        loaded: the portfolio's content.
        today: the day it is.
    """
    said = {(line.date, line.text) for line in loaded.log}
    states = {entry.ref: str(getattr(entry, "status", "")) for entry in loaded.entries}
    desk = _Desk(importer, today, _Names.of(loaded), known_marks(loaded), said, states)
    for one in found:
        desk.sort(one, loaded)
    files = tuple(desk.written())
    return Intake(
        files=(*files, *desk.files),
        lines=tuple(desk.lines),
        fields=tuple(desk.fields),
        known=desk.known,
        left_out=tuple(desk.left_out),
        diagnostics=tuple(desk.diagnostics),
    )


@dataclass(slots=True)
class _Names:
    """Names that are taken, folder by folder."""

    taken: set[str]

    @classmethod
    def of(cls, loaded: Loaded) -> _Names:
        taken = {collision_key(posixpath.splitext(path)[0]) for path in loaded.sources}
        for entry in loaded.entries:
            own = (entry.slug, *entry.aliases)
            taken |= {collision_key(f"content/{entry.folder}/{name}") for name in own}
        return cls(taken)

    def free(self, folder: str, base: str) -> str:
        """The base, or the base with the first number that nobody has; it is taken then."""
        for name in names_for(base):
            key = collision_key(f"content/{folder}/{name}")
            if key not in self.taken:
                self.taken.add(key)
                return name
        raise AssertionError  # the names never end


@dataclass(slots=True)
class _Desk:
    """What is sorted while the importer reads."""

    importer: str
    today: date
    names: _Names
    refs: dict[str, str]
    said: set[tuple[date, str]]
    states: Mapping[str, str]
    entries: list[tuple[FoundEntry, str]] = field(default_factory=list)
    files: list[NewFile] = field(default_factory=list)
    lines: list[FoundLine] = field(default_factory=list)
    fields: list[FoundField] = field(default_factory=list)
    known: int = 0
    left_out: list[LeftOut] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def sort(self, one: Found, loaded: Loaded) -> None:
        match one:
            case Diagnostic():
                self.diagnostics.append(one)
            case LeftOut():
                self.left_out.append(one)
            case FoundEntry():
                self._name(one)
            case FoundLine():
                self._keep(self.lines, one, there=(one.day, one.text) in self.said)
                self.said.add((one.day, one.text))
            case FoundField():
                declared = fields_of(Profile)[one.name]
                there = getattr(loaded.profile, declared.attribute) != declared.absent
                self._keep(self.fields, one, there=there)
            case FoundFile():
                self._shared(one, loaded.sources)

    def _keep(self, where: list[_One], one: _One, *, there: bool) -> None:
        if there:
            self.known += 1
        else:
            where.append(one)

    def _name(self, one: FoundEntry) -> None:
        marks = self._marks(one)
        known = next((self.refs[mark] for mark in marks if mark in self.refs), "")
        if known:
            self.known += 1
            self._compare(one, known)
            return
        shape = KINDS[one.kind]
        said = {name: value for name, value in one.fields.items() if isinstance(value, str)}
        base = slugify(one.slug)
        if slug_fault(base):
            base = slug_for(NewEntry(one.kind, said), self.today)
        name = self.names.free(shape.folder, base)
        self.refs |= dict.fromkeys(marks, f"{shape.folder}/{name}")
        self.entries.append((one, name))

    def _marks(self, one: FoundEntry) -> tuple[str, ...]:
        """Its own mark first, and each once."""
        return tuple(dict.fromkeys(mark_of(self.importer, id_) for id_ in (one.source, *one.also)))

    def _compare(self, one: FoundEntry, ref: str) -> None:
        """Tell where the source's status is another one now: the entry stays as it is."""
        there, now = self.states.get(ref, ""), one.fields.get("status", "")
        if there and isinstance(now, str) and now and now != there:
            message = f'the status is "{now}" here, and {ref} says "{there}"'
            hint = "change the entry, if the source is right"
            self.diagnostics.append(Diagnostic("W735", one.place, message, hint))

    def _shared(self, one: FoundFile, sources: Mapping[str, str]) -> None:
        ending = ".yaml"
        folder = f"content/{one.folder}/"
        if any(text == one.text for path, text in sources.items() if path.startswith(folder)):
            self.known += 1
            return
        path = f"{folder}{self.names.free(one.folder, one.name)}{ending}"
        kind = one.folder.removesuffix("s")
        self.files.append(NewFile(path, one.text, kind, one.summary, "", "", one.place))

    def written(self) -> Iterator[NewFile]:
        """The entries as files; one that no reader could read is a diagnostic instead."""
        for one, name in self.entries:
            shape = KINDS[one.kind]
            fields = {key: self._plain(value) for key, value in one.fields.items()}
            said = {key: value for key, value in fields.items() if isinstance(value, str)}
            if slug_fault(slugify(one.slug)) and (title := title_for(NewEntry(one.kind, said))):
                fields["title"] = title
            fields["imported"] = self._marks(one)
            if shape.unsaid is not Audience.PRIVATE:
                fields["audience"] = Audience.PRIVATE.value
            path = f"content/{shape.folder}/{name}.md"
            text, problems = fitted(path, shape, fields, self._body(one), one.place)
            self.diagnostics += problems
            if text:
                said = {key: value for key, value in fields.items() if isinstance(value, str)}
                title = said.get("title") or said.get("what") or said.get("quote") or name
                when, status = said.get("date", ""), said.get("status", "")
                yield NewFile(path, text, one.kind, title, when, status, one.place)

    def _plain(self, value: Value) -> Plain:
        """A value whose links are refs; a link to what never came is told and left out."""
        if isinstance(value, Link):
            ref = self.refs.get(mark_of(self.importer, value.source), "")
            if not ref and value.place:
                message = f'"{value.text}" names nothing that was imported'
                hint = "add the ref by hand once it is there"
                self.diagnostics.append(Diagnostic("W732", value.place, message, hint))
            return ref
        if isinstance(value, str):
            return value
        if isinstance(value, Mapping):
            return {name: self._plain(inner) for name, inner in value.items()}
        members = (self._plain(member) for member in value)
        return tuple(dict.fromkeys(members)) if _all_text(value) else tuple(members)

    def _body(self, one: FoundEntry) -> str:
        """The body with its links led to the entries' files."""
        body = one.body
        own = KINDS[one.kind].folder
        for link in sorted(one.links, key=lambda link: link.start, reverse=True):
            ref = self.refs.get(mark_of(self.importer, link.source), "")
            if ref:
                there = f"{posixpath.relpath(ref, own)}.md{link.after}"
                body = body[: link.start] + there + body[link.end :]
        return body


def _all_text(values: Iterable[Value]) -> bool:
    return all(isinstance(value, str | Link) for value in values)
