"""JSON Resume → positions and fields of the profile, by the table that the export goes by."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import field

from whyfolio.content.entries import read_entry
from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic
from whyfolio.importers.found import Found, FoundEntry, FoundField, LeftOut
from whyfolio.importers.registry import Importer, Request
from whyfolio.importers.sources import Text, texts
from whyfolio.model.json_resume import ACCOUNTS, BASICS, PLACE, SECTIONS, WORK, Section
from whyfolio.model.profile import Profile
from whyfolio.scaffold.composing import Plain, composed

_ABOUT_THE_FILE = frozenset(["$schema", "meta"])
_OPEN = frozenset(["name", "label", "summary", "url", "profiles"])
# Before 1.0.0, of June 2020; many résumés say it so to this day.
_OLDER = {
    "basics.picture": "image", "basics.website": "url", "work.company": "name",
    "work.website": "url", "volunteer.website": "url", "publications.website": "url",
}  # fmt: skip
_DECODER = json.JSONDecoder()
_SPACE = re.compile(r"[ \t\n\r]*")
_DOC = """A résumé in JSON Resume's form.

Each job becomes a private position, all else a field of profile.md that it does not have yet.

Example: whyfolio import json-resume resume.json --dry-run
"""

_Told = str | tuple[str, ...]


def _read(request: Request) -> Iterator[Found]:
    """Positions and fields of the profile; what the form does not know is left out and named."""
    for text in texts(request, lambda inside: inside.endswith(".json")):
        if isinstance(text, Diagnostic):
            yield text
            continue
        found = list(_Resume(text).found())
        yield from found
        names = [one.name for one in found if isinstance(one, FoundField) and one.name in _OPEN]
        if names:
            request.tell(f"Anyone may read these of your profile: {', '.join(names)}.")


IMPORTER = Importer(_DOC, _read, metavar="FILE")


@dataclass(slots=True)
class _Resume:
    """One file; ``notes`` is what cannot be taken."""

    text: Text
    notes: list[Found] = field(default_factory=list)
    jobs: Counter[str] = field(default_factory=Counter)

    def found(self) -> Iterator[Found]:
        if fault := self._fault():
            yield fault
            return
        sections = {section.word: section for section in SECTIONS}
        for word, value, at in _members(self.text.text, _past_space(self.text.text, 0)):
            if word == "basics":
                yield from self._basics(value, at)
            elif word in sections:
                yield from self._section(sections[word], value, at)
            elif word not in _ABOUT_THE_FILE:
                self._unknown(word, at)
        yield from self.notes

    def _fault(self) -> Diagnostic | None:
        hint = "export it anew from where it comes from"
        try:
            whole = json.loads(self.text.text)
        except json.JSONDecodeError as error:
            place = self.text.place(error.lineno, error.colno)
            return Diagnostic("E738", place, f"this is no JSON: {error.msg.lower()}", hint)
        except (RecursionError, ValueError):
            return Diagnostic("E738", self.text.place(), "this JSON cannot be read whole", hint)
        if isinstance(whole, dict):
            return None
        return Diagnostic("E738", self.text.place(), "this JSON holds no résumé", hint)

    def _basics(self, value: object, at: int) -> Iterator[Found]:
        if not isinstance(value, dict):
            self._odd("basics", at)
            return
        for word, inner, start in _renamed("basics", self.text.text, at):
            if word in BASICS:
                name = BASICS[word]
                told = self._told(word, inner, start)
                if told and self._fits({name: told}, word, start):
                    yield FoundField(name, told, self.text.place(self._line(start)))
            elif word == PLACE.word and isinstance(inner, dict):
                if place := self._record(PLACE, start):
                    yield FoundField(PLACE.field, place, self.text.place(self._line(start)))
            elif word == ACCOUNTS.word:
                yield from self._section(ACCOUNTS, inner, start)
            else:
                self._unknown(f"basics.{word}", start)

    def _section(self, section: Section, value: object, at: int) -> Iterator[Found]:
        if not isinstance(value, list):
            self._odd(section.word, at)
            return
        records: list[Mapping[str, _Told]] = []
        for record, start in _elements(self.text.text, at):
            if not isinstance(record, dict):
                self._odd(section.word, start)
            elif (told := self._record(section, start)) and section is WORK:
                yield self._job(told, start)
            elif told:
                records.append(told)
        if records:
            yield FoundField(section.field, records, self.text.place(self._line(at)))

    def _record(self, section: Section, at: int) -> dict[str, _Told]:
        """One record in our words; what does not fit its field is named and left out."""
        record: dict[str, _Told] = {}
        for word, value, start in _renamed(section.word, self.text.text, at):
            ours = section.words.get(word)
            if ours is None:
                self._unknown(f"{section.word}.{word}", start)
                continue
            told = self._told(f"{section.word}.{word}", value, start)
            alone: Plain = {ours: told}
            whole = alone if section is PLACE else (alone,)
            if told and (section is WORK or self._fits({section.field: whole}, word, start)):
                record[ours] = told
        return record

    def _job(self, told: dict[str, _Told], at: int) -> FoundEntry:
        """A position; one without a title has the name of the place."""
        title = told.get("title") or told.get("organisation") or "Position"
        known = "|".join(str(told.get(name, "")) for name in ("organisation", "title", "start"))
        self.jobs[known] += 1
        again = self.jobs[known]
        source = known if again == 1 else f"{known}|{again}"
        slug = f"{told.get('organisation', '')} {title}" if told.get("title") else str(title)
        place = self.text.place(self._line(at))
        return FoundEntry("position", source, place, {**told, "title": title}, slug=slug)

    def _told(self, word: str, value: object, at: int) -> _Told:
        """A text or a list of texts; "" for what says nothing, and for what is neither."""
        if isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
            return tuple(str(one) for one in value if str(one).strip())
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return str(value) if str(value).strip() else ""
        if value is not None:
            self._odd(word, at)
        return ""

    def _fits(self, fields: Mapping[str, Plain], word: str, at: int) -> bool:
        """Whether the profile's reader takes a value; else it is named and left out."""
        text = composed(Profile, fields)
        faults = read_entry("content/profile.md", text.encode("utf-8", "replace"), Profile)
        wrong = [found for found in faults.diagnostics if found.is_error]
        if wrong:
            place = self.text.place(self._line(at))
            message = f'"{word}" is left out: {wrong[0].message}'
            self.notes.append(Diagnostic("W738", place, message, wrong[0].hint))
        return not wrong

    def _odd(self, word: str, at: int) -> None:
        place = self.text.place(self._line(at))
        message = f'"{word}" is of another sort than JSON Resume says'
        self.notes.append(Diagnostic("W738", place, message, "look it up in its schema"))

    def _unknown(self, word: str, at: int) -> None:
        place = self.text.place(self._line(at))
        self.notes.append(LeftOut(place, f'is "{word}", which JSON Resume does not know'))

    def _line(self, at: int) -> int:
        return self.text.text.count("\n", 0, at) + 1


def _members(text: str, at: int) -> Iterator[tuple[str, object, int]]:
    """Each word and value of an object that begins at ``at``, and where the value begins."""
    at = _past_space(text, at + 1)
    while text[at] != "}":
        word, at = _DECODER.raw_decode(text, at)
        start = _past_space(text, _past_space(text, at) + 1)
        value, at = _DECODER.raw_decode(text, start)
        yield word, value, start
        at = _past_space(text, at)
        at = _past_space(text, at + 1) if text[at] == "," else at


def _renamed(section: str, text: str, at: int) -> Iterator[tuple[str, object, int]]:
    """The members of an object, older words by their newer ones, where those are not there."""
    members = list(_members(text, at))
    there = {word for word, _, _ in members}
    for word, value, start in members:
        newer = _OLDER.get(f"{section}.{word}", word)
        yield word if newer in there else newer, value, start


def _elements(text: str, at: int) -> Iterator[tuple[object, int]]:
    """Each value of a list that begins at ``at``, and where it begins."""
    at = _past_space(text, at + 1)
    while text[at] != "]":
        start = at
        value, at = _DECODER.raw_decode(text, start)
        yield value, start
        at = _past_space(text, at)
        at = _past_space(text, at + 1) if text[at] == "," else at


def _past_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
