"""The résumé: a printable page, and `resume.json` in JSON Resume's form for the public."""

from __future__ import annotations

from collections.abc import Iterator

from whyfolio.model.artifact import Artifact
from whyfolio.model.audience import Audience
from whyfolio.model.plan import Plan
from whyfolio.model.work import Position, Story
from whyfolio.outputs.addresses import address_of
from whyfolio.outputs.cards import card
from whyfolio.outputs.json_resume import MOST_STORIES, NAME, json_resume, written
from whyfolio.outputs.page_shapes import Job, Resume
from whyfolio.outputs.site import Desk


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
        location=profile.location.line if profile.location else "",
        phone=profile.phone,
        jobs=jobs,
        education=profile.education,
        skills=profile.skills,
        languages=profile.languages,
        awards=profile.awards,
        certificates=profile.certificates,
        publications=profile.publications,
        volunteer=profile.volunteer,
        projects=profile.projects,
        references=profile.references,
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
        yield Artifact(NAME, written(json_resume(desk)))


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
