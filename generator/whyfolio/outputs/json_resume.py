"""A view as a JSON résumé: the one source of the site's `resume.json` and of its export."""

from __future__ import annotations

import json
from collections.abc import Mapping

from whyfolio.markdown.converter import plain
from whyfolio.model.json_resume import SCHEMA, SECTIONS, VERSION, WORK, basics_of, record_of
from whyfolio.model.work import Position
from whyfolio.outputs.site import Desk

NAME = "resume.json"
MOST_STORIES = 4


def json_resume(desk: Desk) -> dict[str, object]:
    """The view in JSON Resume's words, valid by its schema; what is empty is left out.

    A position's highlights are those that its author wrote, and then its newest stories.
    """
    profile, url = desk.view.profile, desk.site.url
    told: dict[str, object] = {}
    basics = basics_of(profile)
    picture = desk.links.picture(profile)
    if picture and url and "image" not in basics:
        basics["image"] = f"{url}{picture.address}"
    for section in SECTIONS:
        if section is WORK:
            told[section.word] = [_job(entry, desk) for entry in desk.view.of_kind("position")]
        else:
            records = getattr(profile, section.field)
            told[section.word] = [made for each in records if (made := record_of(each, section))]
    filled = {word: held for word, held in {"basics": basics, **told}.items() if held}
    meta = {"version": VERSION, **({"canonical": f"{url}/{NAME}"} if url else {})}
    return {"$schema": SCHEMA, **filled, "meta": meta}


def written(resume: Mapping[str, object]) -> bytes:
    """A JSON résumé as a file."""
    return f"{json.dumps(resume, ensure_ascii=False, indent=2)}\n".encode()


def _job(entry: object, desk: Desk) -> dict[str, object]:
    assert isinstance(entry, Position)  # noqa: S101 - what of_kind gives
    job = record_of(entry, WORK)
    if job.get("position") == job.get("name"):
        job.pop("position", None)  # a job without a title has the name of the place
    stories = desk.links.stories_of.get(entry.ref, ())[:MOST_STORIES]
    done = [
        f"{story.title}: {plain(story.what)}" if story.what else story.title for story in stories
    ]
    highlights = [*entry.highlights, *done]
    return {**job, "highlights": highlights} if highlights else job
