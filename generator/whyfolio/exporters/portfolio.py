"""The whole view as JSON, for programs: every field that its audience may read, by its own name.

The shape follows the field declarations; `portfolio_schema` describes it from the same ones.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from whyfolio.dates import When
from whyfolio.model.artifact import Artifact
from whyfolio.model.entry import Entry
from whyfolio.model.fields import Field, FieldType, FilePath, Many, Record, fields_of
from whyfolio.model.ladder import Competency, Form, Ladder
from whyfolio.model.values import Evidence, Impact
from whyfolio.outputs.addresses import address_of
from whyfolio.outputs.site import Desk
from whyfolio.portfolio.view import View

FORMAT = "whyfolio/portfolio"
VERSION = 1  # raised when a member is renamed, removed or means something else
UNTOLD = frozenset(["audience", "else", "show"])  # who may read it is what a view has settled

Object = dict[str, object]


def export(view: View) -> bytes:
    """The view as one JSON value, its keys sorted; the same view gives the same bytes.

    Raises:
        Refused: a body cannot be read to its end (E413, E414).
    """
    return written(portfolio(Desk(view)))


def parts(view: View) -> list[Artifact]:
    """The same, an entry a file under the entry's own address, for whoever looks it through."""
    desk = Desk(view)
    told = ((f"{address_of(e).strip('/')}/entry.json", entry_of(e, desk)) for e in view.entries)
    profile = Artifact("resume/profile.json", written(_profile(desk)))
    return [profile, *(Artifact(path, written(value)) for path, value in told)]


def written(value: Object) -> bytes:
    """A JSON value as a file."""
    return f"{json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)}\n".encode()


def portfolio(desk: Desk) -> Object:
    """The view as a JSON value; what is empty is left out, but for the lists of the top."""
    view, config = desk.view, desk.view.config
    asked = frozenset(cycle.form for cycle in config.cycles)
    return {
        "format": FORMAT,
        "version": VERSION,
        "audience": view.audience.value,
        "day": view.today.isoformat(),
        "site": _filled({"title": desk.site.title, "url": desk.site.url,
                         "language": desk.site.language}),
        "profile": _profile(desk),
        "entries": [entry_of(entry, desk) for entry in view.entries],
        "ladders": [_ladder(ladder) for ladder in view.ladders],
        "forms": [_form(form) for form in view.forms if form.id in asked],
        "career": _filled({
            "ladder": config.career.ladder if view.own_ladder else "",
            "level": config.career.level,
            "next_level": config.career.next_level,
        }),
        "cycles": [
            _filled({
                "id": cycle.id,
                "title": cycle.title,
                "period": _when(cycle.period),
                "due": cycle.due.isoformat() if cycle.due else "",
                "form": cycle.form,
            })
            for cycle in config.cycles
        ],
        "log": [{"date": line.date.isoformat(), "text": line.text} for line in view.log],
    }  # fmt: skip


def entry_of(entry: Entry, desk: Desk) -> Object:
    """One entry: its declared fields, and what the view knows of it."""
    view = desk.view
    return {
        "kind": entry.kind,
        "ref": entry.ref,
        "address": address_of(entry),
        **_fields(entry, type(entry), entry, desk),
        **_filled({
            "body": desk.links.body(entry).html,
            "backlinks": list(view.backlinks.get(entry.ref, ())),
            "superseded_by": list(view.superseded_by.get(entry.ref, ())),
            "unfinished": entry.ref in view.unfinished,
        }),
    }  # fmt: skip


def _profile(desk: Desk) -> Object:
    profile = desk.view.profile
    told = _fields(profile, type(profile), profile, desk)
    told.pop("slug", None)  # it is no entry, and nothing names it
    return _filled({**told, "body": desk.links.body(profile).html})


def _fields(record: object, shape: type, entry: Entry, desk: Desk) -> Object:
    members = {
        field.name: _value(getattr(record, field.attribute), field, entry, desk)
        for field in fields_of(shape).values()
        if field.name not in UNTOLD
    }
    return {name: held for name, held in members.items() if not _is_empty(held)}


def _value(held: object, field: Field, entry: Entry, desk: Desk) -> object:
    if isinstance(field.type, Many) and isinstance(held, tuple):
        told = (_single(member, field.type.of, entry, desk) for member in held)
        return [member for member in told if not _is_empty(member)]
    return _single(held, field.type, entry, desk)


def _single(held: object, kind: FieldType, entry: Entry, desk: Desk) -> object:
    if isinstance(held, When):
        return _when(held)
    if isinstance(kind, Record) and held is not None:
        return {**_fields(held, kind.shape, entry, desk), **_worked_out(held)}
    if isinstance(kind, FilePath):
        return desk.links.file(entry, str(held)) if held else ""
    return held


def _worked_out(record: object) -> Object:
    """What a record tells besides its fields: a change, and the words in place of hidden ones."""
    if isinstance(record, Impact):
        return _filled({"change": record.change, "instead": record.instead})
    return _filled({"instead": record.instead}) if isinstance(record, Evidence) else {}


def _when(when: When) -> Object:
    first, last = when.first.isoformat(), when.last.isoformat()
    return {"written": when.text, "first": first, "last": last}


def _ladder(ladder: Ladder) -> Object:
    rule = {name: getattr(ladder.rule, name) for name in RULE}
    return _filled({
        **{name: getattr(ladder, name) for name in ("id", "title", "version", "source", "license")},
        "levels": [
            _filled({"id": level.id, "title": level.title, "scope": level.scope})
            for level in ladder.levels
        ],
        "competencies": [_competency(competency) for competency in ladder.competencies],
        "rule": rule,
        "covers": {mine: list(others) for mine, others in ladder.covers},
    })  # fmt: skip


RULE = ("strong", "adequate", "stories", "spread_months", "recent_months", "full_claims")


def _competency(competency: Competency) -> Object:
    expected = {
        level: [{"id": each.id, "text": each.text} for each in expectations]
        for level, expectations in competency.expectations
    }
    told = {name: getattr(competency, name) for name in ("id", "title", "theme", "means")}
    return _filled({**told, "levels": expected})


def _form(form: Form) -> Object:
    sections = [
        {
            **_filled({"id": box.id, "prompt": box.prompt, "limit": box.limit, "unit": box.unit}),
            "counts_html": box.counts_html,
            "plain": box.plain,
            "select": _selected(box.select),
        }
        for box in form.sections
    ]
    return _filled({"id": form.id, "title": form.title, "sections": sections})


def _selected(pairs: tuple[tuple[str, str], ...]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def _filled(members: Mapping[str, object]) -> Object:
    return dict(_held(members))


def _held(members: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    return ((name, held) for name, held in members.items() if not _is_empty(held))


def _is_empty(held: object) -> bool:
    """Whether a value says nothing; 0 says something."""
    return held is None or held is False or held in ("", [], {}, ())
