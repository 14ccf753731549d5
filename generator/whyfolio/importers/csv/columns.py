"""Which field a column is likely to be, by what people call their columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from whyfolio.model.fields import fields_of
from whyfolio.model.kinds import KINDS

BODY = "body"
LEFT_OUT = "-"
LOG = "log"
# What an import decides itself: nothing in a table may open an entry.
_NEVER = frozenset(["audience", "draft", "imported", "slug", "aliases", "updated"])

_ANY = {
    "date": "when, day, month, completed, finished, done, date completed, completed on, date done, "
    "finished on, end date, achieved on, created, created at, timestamp",
    "title": "name, headline, subject",
    "why": "reason, why it mattered, why it matters, because, rationale, benefit, business value, "
    "value, impact, result, results, outcome",
    "tags": "tag, labels, label, category, categories, area, theme, keywords, topic, type",
    BODY: "notes, note, details, detail, comments, remarks, context, background, more, description",
}
_OWN: Mapping[str, Mapping[str, str]] = {
    "story": {
        "what": "accomplishment, accomplishments, achievement, win, task, activity, contribution, "
        "story, item, what i did, what did you do, i did, action, work done, deliverable, "
        "summary, description",
        "title": "name, headline, subject, project",
        "for": "for whom, beneficiary, customer, stakeholder",
        "role": "my role, your role",
        "with": "people, team, collaborators, worked with, participants",
        "evidence": "link, links, url, urls, proof, pr, pull request",
        "otherwise": "without it",
        "cost": "effort, time spent",
    },
    "decision": {
        "what": "decision, decision made, choice, chosen option, decided",
        "question": "problem, problem statement, issue",
        "deciders": "decided by, decision maker, owner",
        "confidence": "certainty",
        "best_guess": "expected outcome, expectation",
        "status": "state",
    },
    "lesson": {
        "what": "lesson, lessons, learning, learned, what i learned, lesson learned, takeaway, "
        "insight",
        "changed": "change, what changed, what i do differently, action",
    },
    "feedback": {
        "quote": "feedback, comment, said, what they said, praise, kudos, message, text",
        "from": "giver, author, reviewer, who, given by, feedback from, name, person",
        "question": "what i asked, asked",
    },
    "goal": {
        "title": "goal, objective, name, what",
        "horizon": "due, deadline, by when, target date, due date, when, end date, date",
        "success": "success criteria, key result, key results, definition of done",
        "measure": "metric, kpi, measurement",
        "why_mine": "why, reason, motivation",
        "status": "state",
    },
    "action": {
        "title": "action, task, todo, to do, next step, name, what",
        "due": "deadline, due date, by when",
        "status": "state",
        "outcome": "result",
    },
    "session": {"agenda": "topics", "with": "coach, attendees, who"},
    "position": {
        "title": "job title, position, role, job",
        "organisation": "organization, company, employer, company name",
        "start": "start date, started, started on, from, since, begin",
        "end": "end date, ended, finished on, until, to, till",
        "location": "place, city",
        "url": "website, link",
        "highlights": "achievements, accomplishments",
        "summary": "description, what i did",
    },
    LOG: {
        "text": "what, entry, line, note, accomplishment, task, what i did, activity, title, log",
    },
}
_MARKS: Mapping[str, str] = {
    "feedback": "quote, feedback, praise, kudos, feedback from, what they said",
    "position": "company, employer, organisation, organization, company name, job title",
    "decision": "decision, decision made, chosen option, decided by",
    "lesson": "lesson, lessons, learning, learned, what i learned, lesson learned, takeaway",
    "goal": "goal, objective, horizon, key result, success criteria",
    "action": "todo, to do, next step",
    "session": "agenda",
}
_MAIN = {LOG: ("text",), "feedback": ("quote",), "position": ("title", "organisation")}
_NEITHER = re.compile(r"[^\w\s]+|_")


def fields_for(kind: str) -> tuple[str, ...]:
    """The fields that a row of this kind may fill, its body besides; none opens an entry."""
    if kind == LOG:
        return ("date", "text")
    return (*(name for name in fields_of(KINDS[kind]) if name not in _NEVER), BODY)


def main_fields(kind: str) -> tuple[str, ...]:
    """The fields of which a row needs one, so that it says anything at all."""
    return _MAIN.get(kind, tuple(name for name in ("what", "title") if name in fields_for(kind)))


def needs_date(kind: str) -> bool:
    """Whether a row of this kind must have a date."""
    return kind == LOG or KINDS[kind].needs_date


def likely_kind(columns: Sequence[str]) -> str:
    """What the rows of a table with these columns are; a story, where nothing else is plain."""
    said = {plain(column) for column in columns}
    for kind, listing in _MARKS.items():
        if said & set(listing.split(", ")):
            return kind
    return "story"


def proposed(kind: str, columns: Sequence[str]) -> dict[int, str]:
    """The field of each column that has one, by the column's number; each field once.

    A column that is called as a field is that field; others are known by other names for it, the
    likelier first.
    """
    names = {at: plain(column) for at, column in enumerate(columns) if column}
    wanted = [(field, [plain(field)]) for field in fields_for(kind)]
    others = [*_OWN.get(kind, {}).items(), *_ANY.items()]
    wanted += [(field, listing.split(", ")) for field, listing in others]
    found: dict[int, str] = {}
    for field, listing in wanted:
        if field not in fields_for(kind) or field in found.values():
            continue
        free = {name: at for at, name in reversed(names.items()) if at not in found}
        at = next((free[name] for name in listing if name in free), None)
        if at is not None:
            found[at] = field
    return dict(sorted(found.items()))


def plain(name: str) -> str:
    """A column's or field's name in small letters and single spaces, without other signs."""
    return " ".join(_NEITHER.sub(" ", name.lower()).split())
