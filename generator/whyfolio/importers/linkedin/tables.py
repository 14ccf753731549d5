"""The tables of LinkedIn's export that tell of a career, and where each column belongs.

The words were read in exports of 2018 to 2026: a table's name and columns change a little from
year to year, so each column may have several names. JSON Resume's sections are the target
(https://jsonresume.org/schema), so that what comes in goes out again in that form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field

from whyfolio.dataclass import dataclass

_SUFFIX = re.compile(r"(?:[_ ]\d+|\s*\(\d+\))+\Z")
_SPACE = re.compile(r"[\s_]+")


@dataclass(frozen=True, slots=True)
class Section:
    """A table whose rows become records of one field of the profile.

    Attributes:
        holder: the profile's field.
        words: their columns, in small letters, and ours; of two that are the same of ours the
            first with a value counts.
        rest: a member that takes what the other columns say, as `Cause: education`; "" where
            there is none, and they are left out and told.
        plain: columns that stand in ``rest`` without their name.
        one_record: whether all rows are one record, whose ``rest`` they fill.
        called: the words that such a record has besides.
    """

    holder: str
    words: Mapping[str, str]
    rest: str = ""
    plain: frozenset[str] = frozenset()
    one_record: bool = False
    called: Mapping[str, str] = field(default_factory=dict)


_STRETCH = {
    "started on": "startDate",
    "start date": "startDate",
    "finished on": "endDate",
    "end date": "endDate",
}
POSITIONS = {
    "company name": "organisation",
    "title": "title",
    "location": "location",
    "started on": "start",
    "finished on": "end",
    "description": "summary",
}
SECTIONS: Mapping[str, Section] = {
    "education": Section(
        "education",
        {"school name": "institution", "degree name": "studyType", **_STRETCH},
        rest="courses",
        plain=frozenset(["notes", "activities"]),
    ),
    "skills": Section("skills", {"name": "name", "level": "level", "keywords": "keywords"}),
    "languages": Section("languages", {"name": "language", "proficiency": "fluency"}),
    "projects": Section(
        "projects",
        {"title": "name", "description": "description", "url": "url", **_STRETCH},
        rest="highlights",
    ),
    "certifications": Section(
        "certificates",
        {"name": "name", "url": "url", "authority": "issuer", "started on": "date"},
        rest="summary",
    ),
    "honors": Section(
        "awards",
        {
            "title": "title",
            "issuer": "issuer",
            "issued on": "date",
            "issue date": "date",
            "description": "summary",
        },
        rest="summary",
    ),
    "test scores": Section(
        "awards",
        {"name": "title", "tested on": "date", "description": "summary"},
        rest="summary",
    ),
    "publications": Section(
        "publications",
        {
            "name": "name",
            "published on": "date",
            "publisher": "issuer",
            "url": "url",
            "description": "summary",
        },
        rest="summary",
    ),
    "patents": Section(
        "publications",
        {
            "title": "name",
            "name": "name",
            "issued on": "date",
            "filed on": "date",
            "url": "url",
            "description": "summary",
        },
        rest="summary",
    ),
    "volunteering": Section(
        "volunteer",
        {
            "company name": "organization",
            "role": "position",
            "description": "summary",
            **_STRETCH,
        },
        rest="highlights",
    ),
    "organizations": Section(
        "volunteer",
        {"name": "organization", "position": "position", "description": "summary", **_STRETCH},
        rest="highlights",
    ),
    "courses": Section(
        "skills",
        {},
        rest="keywords",
        plain=frozenset(["name", "number"]),
        one_record=True,
        called={"name": "Courses"},
    ),
    "causes you care about": Section("interests", {"supported cause": "name"}),
    "recommendations received": Section("references", {"text": "reference"}),
}
PERSON = ("profile", "profile summary", "email addresses", "phone numbers")
_OTHER_NAMES = {
    "volunteer experiences": "volunteering",
    "volunteering experiences": "volunteering",
    "phonenumbers": "phone numbers",
    "testscores": "test scores",
    "recommendations": "recommendations received",
    "certificates": "certifications",
}
# A table that stands behind another one in the same field.
ORDER = ("positions", *PERSON, *SECTIONS)


def sort_of(inside: str) -> str:
    """Which table a file is, by its path in the export; "" for one that is not read."""
    name = inside.rpartition("/")[2]
    stem, dot, ending = name.rpartition(".")
    if not dot or ending.lower() != "csv":
        return ""
    plain = _SPACE.sub(" ", _SUFFIX.sub("", stem)).strip().lower()
    called = _OTHER_NAMES.get(plain, plain)
    return called if called in ORDER else ""
