"""What the templates of single pages read: small frozen values, as in `shapes`.

They stand apart from what makes them, so that pages are drawn again without loading that.
"""

from __future__ import annotations

from whyfolio.dataclass import dataclass
from whyfolio.dates import When
from whyfolio.model.profile import (
    Award,
    Education,
    Interest,
    Language,
    Project,
    Reference,
    Skill,
    Volunteer,
)
from whyfolio.outputs.shapes import Body, Card, EntryPage, Figure, Group, Link, Picture, Voice


@dataclass(frozen=True, slots=True)
class Result:
    """One story with its figures, on a line from the first day of all to the last.

    ``start``, ``end`` and ``marks`` (where a figure was read) are from 0 to 100.
    """

    link: Link
    when: When
    start: float
    end: float
    marks: tuple[float, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class OverTime:
    """Results over time, the newest first; ``ticks`` are where years begin."""

    first: When
    last: When
    ticks: tuple[float, ...]
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list's template reads; ``kind`` is "" where kinds are mixed."""

    title: str
    kind: str
    groups: tuple[Group, ...]
    count: int
    over: OverTime | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """What the first page's template reads. With one story, ``only`` is that story's page."""

    name: str
    label: str
    summary: str
    optimizing_for: str
    picture: Picture | None
    body: Body
    leads: tuple[Card, ...]
    only: EntryPage | None
    decisions: tuple[Card, ...]
    lessons: tuple[Card, ...]
    voice: Voice | None
    more: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """A position with its best stories."""

    title: str
    organisation: str
    address: str
    start: When | None
    end: When | None
    location: str
    summary: str
    highlights: tuple[str, ...]
    stories: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Resume:
    """What the résumé's template reads."""

    name: str
    label: str
    summary: str
    contacts: tuple[Link, ...]
    location: str
    phone: str
    jobs: tuple[Job, ...]
    education: tuple[Education, ...]
    skills: tuple[Skill, ...]
    languages: tuple[Language, ...]
    awards: tuple[Award, ...]
    certificates: tuple[Award, ...]
    publications: tuple[Award, ...]
    volunteer: tuple[Volunteer, ...]
    projects: tuple[Project, ...]
    references: tuple[Reference, ...]
    interests: tuple[Interest, ...]
    values: tuple[str, ...]
    vision: str
    optimizing_for: str
    focus: tuple[object, ...]
    exemplars: tuple[object, ...]
    loose: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Favicon:
    """The icon of a tab: ``letters`` are one or two, from the name of the site's owner."""

    letters: str
