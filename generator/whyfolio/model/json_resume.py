"""JSON Resume's words and ours: one table for the way out and the way in.

JSON Resume (https://jsonresume.org/schema, version 1.0.0) keeps a résumé in sections. Each
section is a list of records of a shape of ours; positions are entries, all else is in the
profile. Every word of its schema stands here once, so nothing that it holds is lost on the way
in, and a record that came from it goes out as it came. Only `meta` and `$schema` are not here:
they tell of the file, not of the person.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from whyfolio.dataclass import dataclass
from whyfolio.dates import When
from whyfolio.model.fields import Address, FieldType, Many, fields_of
from whyfolio.model.profile import (
    Account,
    Award,
    Education,
    Interest,
    Language,
    Location,
    Profile,
    Project,
    Reference,
    Skill,
    Volunteer,
)
from whyfolio.model.work import Position

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
VERSION = "v1.0.0"
_START = "startDate"  # of a stretch of time its first day is meant, everywhere else the last
_EXACT = {"day": 10, "year": 4}
_MONTH = 7
_ISO = re.compile(r"[12]\d{3}(?:-\d{2}(?:-\d{2})?)?\Z")
_URI_SIGNS = "%/:?#[]@!$&'()*+,;=~"


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a JSON résumé.

    Attributes:
        word: what JSON Resume calls it.
        field: the profile's field that holds its records; "" for positions, which are entries.
        shape: what a record is here.
        words: JSON Resume's word for each member of a record, and ours.
    """

    word: str
    field: str
    shape: type
    words: Mapping[str, str]


def _same(shape: type, **others: str) -> dict[str, str]:
    """Words that are the same on both sides, but for some."""
    renamed = frozenset(others.values())
    return {**{name: name for name in fields_of(shape) if name not in renamed}, **others}


BASICS: Mapping[str, str] = {
    "name": "name",
    "label": "label",
    "image": "photo",
    "email": "email",
    "phone": "phone",
    "url": "url",
    "summary": "summary",
}
PLACE = Section("location", "location", Location, _same(Location))
ACCOUNTS = Section("profiles", "profiles", Account, _same(Account))
WORK = Section(
    "work",
    "",
    Position,
    {
        "name": "organisation",
        "position": "title",
        "description": "description",
        "location": "location",
        "url": "url",
        "startDate": "start",
        "endDate": "end",
        "summary": "summary",
        "highlights": "highlights",
    },
)
# A certificate's summary and an award's address are ours; the schema lets them stand beside.
SECTIONS: tuple[Section, ...] = (
    WORK,
    Section("volunteer", "volunteer", Volunteer, _same(Volunteer)),
    Section("education", "education", Education, _same(Education)),
    Section(
        "awards",
        "awards",
        Award,
        {"title": "title", "awarder": "issuer", "date": "date", "summary": "summary", "url": "url"},
    ),
    Section(
        "certificates",
        "certificates",
        Award,
        {"name": "name", "issuer": "issuer", "date": "date", "url": "url", "summary": "summary"},
    ),
    Section(
        "publications",
        "publications",
        Award,
        {
            "name": "name",
            "publisher": "issuer",
            "releaseDate": "date",
            "url": "url",
            "summary": "summary",
        },
    ),
    Section("skills", "skills", Skill, _same(Skill)),
    Section("languages", "languages", Language, _same(Language)),
    Section("interests", "interests", Interest, _same(Interest)),
    Section("references", "references", Reference, _same(Reference)),
    Section("projects", "projects", Project, _same(Project)),
)
_EITHER = {"title": "name", "name": "title"}  # an award is called by one of two words


def basics_of(profile: Profile) -> dict[str, object]:
    """The profile's own lines as JSON Resume's `basics`; what is empty is left out."""
    found = _members(profile, Profile, BASICS)
    if "@" not in profile.email:
        found.pop("email", None)  # the schema asks for an address that mail can go to
    place = record_of(profile.location, PLACE) if profile.location else {}
    accounts = [record_of(account, ACCOUNTS) for account in profile.profiles]
    return _filled({**found, PLACE.word: place, ACCOUNTS.word: accounts})


def record_of(record: object, section: Section) -> dict[str, object]:
    """One of our records in the words of a section; what is empty is left out."""
    found = _members(record, section.shape, section.words)
    if section.shape is Award:
        for theirs in _EITHER.keys() & section.words.keys():
            found.setdefault(theirs, getattr(record, _EITHER[theirs]))
    return _filled(found)


def _members(record: object, shape: type, words: Mapping[str, str]) -> dict[str, object]:
    declared = fields_of(shape)
    members = {
        theirs: _told(getattr(record, declared[ours].attribute), declared[ours].type, theirs)
        for theirs, ours in words.items()
    }
    return _filled(members)


def _told(held: object, kind: FieldType, theirs: str) -> object:
    if isinstance(held, When):
        return iso(held, last=theirs != _START)
    if isinstance(held, tuple) and isinstance(kind, Many):
        return list(held)
    return quote(str(held), safe=_URI_SIGNS) if isinstance(kind, Address) else held


def iso(when: When, *, last: bool) -> str:
    """A date as exact as it was written: the schema takes a year, a month or a day.

    "" for a year that the schema does not know, before 1000.
    """
    end = when.ends[1 if last else 0]
    day = end.last if last else end.first
    text = day.isoformat()[: _EXACT.get(end.grain.value, _MONTH)]
    return text if _ISO.match(text) else ""


def _filled(members: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in members.items() if value}
