"""The person: `profile.md`. Its fields use JSON Resume's words."""

from __future__ import annotations

from typing import ClassVar

from whyfolio.dataclass import dataclass
from whyfolio.dates import When
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry
from whyfolio.model.fields import Address, Date, Many, Name, Record, Text, declare

_LINE = Text(prose=False)
_PRIVATE = Audience.PRIVATE


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A public account."""

    network: str = declare(_LINE, "The site's name.")
    username: str = declare(_LINE, "Your name there.")
    url: str = declare(Address(), "Its address.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """An area you grow in, and what success is there."""

    area: str = declare(_LINE, "The area.")
    success: str = declare(Text(), "What success is.")
    measure: str = declare(Text(), "How success is measured.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Education:
    """A course of study."""

    institution: str = declare(_LINE, "Where.")
    area: str = declare(_LINE, "The subject.")
    studyType: str = declare(_LINE, "The degree.")  # noqa: N815 - JSON Resume's word
    startDate: When | None = declare(Date(), "Since when.")  # noqa: N815 - JSON Resume's word
    endDate: When | None = declare(Date(), "Until when.")  # noqa: N815 - JSON Resume's word
    url: str = declare(Address(), "Its site.")
    score: str = declare(_LINE, "The grade, as it was given.")
    courses: tuple[str, ...] = declare(Many(_LINE), "Courses worth naming.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language spoken."""

    language: str = declare(_LINE, "Which.")
    fluency: str = declare(_LINE, "How well.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """A skill and its keywords."""

    name: str = declare(_LINE, "Which.")
    level: str = declare(_LINE, "How well.")
    keywords: tuple[str, ...] = declare(Many(_LINE), "What belongs to it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """A certificate, award or publication."""

    title: str = declare(_LINE, "What it is called.")
    name: str = declare(_LINE, "The same, in JSON Resume's other word.")
    issuer: str = declare(_LINE, "Who gave it.")
    date: When | None = declare(Date(), "When.")
    url: str = declare(Address(), "Where it can be seen.")
    summary: str = declare(Text(), "What it is, in one sentence.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place: in one line, or in parts."""

    address: str = declare(_LINE, "The place in a line, or the street.")
    postalCode: str = declare(_LINE, "The postal code.")  # noqa: N815 - JSON Resume's word
    city: str = declare(_LINE, "The city.")
    region: str = declare(_LINE, "The region or state.")
    countryCode: str = declare(_LINE, "Two letters.")  # noqa: N815 - JSON Resume's word

    @property
    def line(self) -> str:
        """All of it, as it is printed."""
        city = f"{self.postalCode} {self.city}".strip()
        return ", ".join(filter(None, [self.address, city, self.region, self.countryCode]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Interest:
    """Something you like, and what belongs to it."""

    name: str = declare(_LINE, "Which.")
    keywords: tuple[str, ...] = declare(Many(_LINE), "What belongs to it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Volunteer:
    """Work that nobody paid for."""

    organization: str = declare(_LINE, "For whom.")
    position: str = declare(_LINE, "As what.")
    url: str = declare(Address(), "Its site.")
    startDate: When | None = declare(Date(), "Since when.")  # noqa: N815 - JSON Resume's word
    endDate: When | None = declare(Date(), "Until when.")  # noqa: N815 - JSON Resume's word
    summary: str = declare(Text(), "What it was, in a sentence or two.")
    highlights: tuple[str, ...] = declare(Many(Text()), "What stood out, a sentence each.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project as a résumé lists it, where there is no story of it."""

    name: str = declare(_LINE, "What it is called.")
    description: str = declare(Text(), "What it is, in one sentence.")
    highlights: tuple[str, ...] = declare(Many(Text()), "What stood out, a sentence each.")
    keywords: tuple[str, ...] = declare(Many(_LINE), "What was used.")
    startDate: When | None = declare(Date(), "Since when.")  # noqa: N815 - JSON Resume's word
    endDate: When | None = declare(Date(), "Until when.")  # noqa: N815 - JSON Resume's word
    url: str = declare(Address(), "Where it can be seen.")
    roles: tuple[str, ...] = declare(Many(_LINE), "Your parts in it.")
    entity: str = declare(_LINE, "For whom it was.")
    type: str = declare(_LINE, "What sort it was: a talk, an application.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What somebody wrote for your résumé."""

    name: str = declare(_LINE, "Who wrote it.")
    reference: str = declare(Text(), "Their words.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemplar:
    """Somebody one level up, by alias; private for ever."""

    alias: str = declare(_LINE, "What you call them here.")
    does: str = declare(Text(), "What they do.")
    competency: str = declare(Name(), "The competency it shows.")
    attempt: str = declare(Text(), "What to try.", name="try")


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """Names of private fields of the profile that others may read."""

    public: tuple[str, ...] = declare(Many(Name()), "Fields that anyone may read.")
    review: tuple[str, ...] = declare(Many(Name()), "Fields that reviewers may read.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile(Entry):
    """Who you are. Private fields are shown only where `show` names them."""

    kind: ClassVar[str] = "profile"
    unsaid: ClassVar[Audience] = Audience.PUBLIC

    name: str = declare(_LINE, "Your name.")
    label: str = declare(_LINE, "What you do, in a line.")
    url: str = declare(Address(), "Your own site.")
    profiles: tuple[Account, ...] = declare(Many(Record(Account)), "Your public accounts.")
    email: str = declare(_LINE, "Your mail address.", default=_PRIVATE)
    phone: str = declare(_LINE, "Your telephone number.", default=_PRIVATE)
    photo: str = declare(
        Address(), "Where a picture of you is on the web, for other programs.", default=_PRIVATE
    )
    location: Location | None = declare(
        Record(Location, "location"), "Where you live.", default=_PRIVATE
    )
    optimizing_for: str = declare(Text(), "What you optimise for, in a line.", default=_PRIVATE)
    vision: str = declare(Text(), "Where you want to be in three years.", default=_PRIVATE)
    values: tuple[str, ...] = declare(Many(_LINE), "What matters to you.", default=_PRIVATE)
    focus: tuple[Focus, ...] = declare(Many(Record(Focus)), "Where you grow.", default=_PRIVATE)
    education: tuple[Education, ...] = declare(
        Many(Record(Education)), "Where you studied.", default=_PRIVATE
    )
    languages: tuple[Language, ...] = declare(
        Many(Record(Language)), "What you speak.", default=_PRIVATE
    )
    skills: tuple[Skill, ...] = declare(Many(Record(Skill)), "What you can do.", default=_PRIVATE)
    certificates: tuple[Award, ...] = declare(
        Many(Record(Award)), "Certificates you hold.", default=_PRIVATE
    )
    awards: tuple[Award, ...] = declare(Many(Record(Award)), "Awards you got.", default=_PRIVATE)
    publications: tuple[Award, ...] = declare(
        Many(Record(Award)), "What you published.", default=_PRIVATE
    )
    volunteer: tuple[Volunteer, ...] = declare(
        Many(Record(Volunteer)), "What you did unpaid.", default=_PRIVATE
    )
    projects: tuple[Project, ...] = declare(
        Many(Record(Project)), "Projects without a story.", default=_PRIVATE
    )
    references: tuple[Reference, ...] = declare(
        Many(Record(Reference)), "What others wrote for your résumé.", default=_PRIVATE
    )
    interests: tuple[Interest, ...] = declare(
        Many(Record(Interest, "interest")), "What else you like.", default=_PRIVATE
    )
    exemplars: tuple[Exemplar, ...] = declare(
        Many(Record(Exemplar)), "People one level up.", ceiling=_PRIVATE
    )
    show: Show | None = declare(Record(Show), "Private fields that others may read.")
