"""The résumé: a printable page, and `resume.json` in JSON Resume's form for the public."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from whyfolio.dates import When
from whyfolio.model.artifact import Artifact
from whyfolio.model.audience import Audience
from whyfolio.model.plan import Plan
from whyfolio.model.profile import Award, Education, Language, Profile, Skill
from whyfolio.model.work import Position, Story
from whyfolio.outputs.cards import card
from whyfolio.outputs.links import address_of
from whyfolio.outputs.shapes import Card, Link
from whyfolio.outputs.site import Desk

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
MOST_STORIES = 4


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
    interests: tuple[str, ...]
    values: tuple[str, ...]
    vision: str
    optimizing_for: str
    focus: tuple[object, ...]
    exemplars: tuple[object, ...]
    loose: tuple[Card, ...]


def plans(desk: Desk) -> Iterator[Plan | Artifact]:
    """`/resume/` for every audience; `/resume.json` for the public."""
    profile, view = desk.view.profile, desk.view
    jobs = tuple(_job(entry, desk) for entry in view.entries if isinstance(entry, Position))
    stories = [entry for entry in view.entries if isinstance(entry, Story)]
    loose = [story for story in stories if not story.position]
    resume = Resume(
        name=profile.name or view.config.site.title,
        label=profile.label,
        summary=profile.summary,
        contacts=desk.site.contacts,
        location=profile.location,
        phone=profile.phone,
        jobs=jobs,
        education=profile.education,
        skills=profile.skills,
        languages=profile.languages,
        awards=profile.awards,
        certificates=profile.certificates,
        publications=profile.publications,
        interests=profile.interests,
        values=profile.values,
        vision=profile.vision,
        optimizing_for=profile.optimizing_for,
        focus=profile.focus,
        exemplars=profile.exemplars,
        loose=tuple(card(story, desk.links) for story in loose[:MOST_STORIES]),
    )
    title = desk.words.text("page.resume")
    head = desk.head("/resume/", title, "profile", description=profile.summary or profile.label)
    yield desk.plan("pages/resume.html", head, it=resume)
    if view.audience is Audience.PUBLIC:
        text = json.dumps(json_resume(profile, jobs), ensure_ascii=False, indent=2)
        yield Artifact("resume.json", f"{text}\n".encode())


def _job(position: Position, desk: Desk) -> Job:
    held = desk.links.stories_of.get(position.ref, ())
    return Job(
        title=position.title,
        organisation=position.organisation,
        address=address_of(position),
        start=position.start,
        end=position.end,
        location=position.location,
        summary=position.summary,
        highlights=position.highlights,
        stories=tuple(card(story, desk.links) for story in held[:MOST_STORIES]),
    )


def json_resume(profile: Profile, jobs: tuple[Job, ...]) -> dict[str, object]:
    """The view as JSON Resume 1.0.0; empty members are left out."""
    basics = {
        "name": profile.name,
        "label": profile.label,
        "email": profile.email,
        "phone": profile.phone,
        "url": profile.url,
        "summary": profile.summary,
        "location": {"address": profile.location} if profile.location else {},
        "profiles": [
            _filled({"network": a.network, "username": a.username, "url": a.url})
            for a in profile.profiles
        ],
    }
    resume = {
        "basics": _filled(basics),
        "work": [_work(job) for job in jobs],
        "education": [_education(course) for course in profile.education],
        "awards": [_award(award, "title", "awarder") for award in profile.awards],
        "certificates": [_award(award, "name", "issuer") for award in profile.certificates],
        "publications": [_publication(award) for award in profile.publications],
        "skills": [
            _filled({"name": s.name, "level": s.level, "keywords": list(s.keywords)})
            for s in profile.skills
        ],
        "languages": [
            _filled({"language": spoken.language, "fluency": spoken.fluency})
            for spoken in profile.languages
        ],
        "interests": [{"name": interest} for interest in profile.interests],
    }
    return {"$schema": SCHEMA, **_filled(resume)}


def _work(job: Job) -> dict[str, object]:
    highlights = [*job.highlights, *(f"{story.title}: {story.what}" for story in job.stories)]
    return _filled(
        {
            "name": job.organisation,
            "position": job.title,
            "location": job.location,
            "startDate": _iso(job.start, last=False),
            "endDate": _iso(job.end, last=True),
            "summary": job.summary,
            "highlights": highlights,
        }
    )


def _education(course: Education) -> dict[str, object]:
    return _filled(
        {
            "institution": course.institution,
            "url": course.url,
            "area": course.area,
            "studyType": course.studyType,
            "startDate": _iso(course.startDate, last=False),
            "endDate": _iso(course.endDate, last=True),
        }
    )


def _award(award: Award, called: str, giver: str) -> dict[str, object]:
    members = {called: award.title or award.name, "date": _iso(award.date, last=True)}
    if called == "title":
        return _filled({**members, giver: award.issuer, "summary": award.summary})
    return _filled({**members, giver: award.issuer, "url": award.url})


def _publication(award: Award) -> dict[str, object]:
    return _filled(
        {
            "name": award.title or award.name,
            "publisher": award.issuer,
            "releaseDate": _iso(award.date, last=True),
            "url": award.url,
            "summary": award.summary,
        }
    )


def _iso(when: When | None, *, last: bool) -> str:
    """As exact as the author wrote it: the schema allows a year, a month or a day."""
    if when is None:
        return ""
    day = when.last if last else when.first
    exact = {"day": 10, "year": 4}.get(when.grain.value, 7)
    return day.isoformat()[:exact]


def _filled(members: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in members.items() if value}
