"""The JSON Schema of `export json`, and the page about it; both derive from the declarations."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from whyfolio.content import forms, ladders
from whyfolio.exporters.portfolio import FORMAT, RULE, UNTOLD, VERSION
from whyfolio.model.audience import Audience
from whyfolio.model.fields import (
    Choice,
    Date,
    FieldType,
    FilePath,
    Flag,
    Many,
    Number,
    Record,
    Ref,
    fields_of,
)
from whyfolio.model.kinds import KINDS
from whyfolio.model.profile import Profile
from whyfolio.model.values import Evidence, Impact

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_REF = r"^[a-z]+/[^/\s]+$"
_DAY = r"^\d{4}-\d{2}-\d{2}$"
_TEXT: Schema = {"type": "string"}
_INSTEAD = "What its author says to those who may not read it."


def schema() -> Schema:
    """What `export json` writes; members may be added within a version, none go or change."""
    return {
        "$schema": DIALECT,
        "title": f"{FORMAT}, version {VERSION}",
        "description": "A portfolio as one audience may read it. What is absent is empty.",
        **_object(_top(), ("format", "version", "audience", "day", "site", "profile", "entries",
                           "ladders", "forms", "career", "cycles", "log")),
        "$defs": dict(sorted(_definitions())),
    }  # fmt: skip


def written() -> bytes:
    """The schema as a file."""
    return f"{json.dumps(schema(), ensure_ascii=False, indent=1)}\n".encode()


def _top() -> Schema:
    career = ("ladder", "level", "next_level")
    cycle = {**_texts("id", "title", "form"), "period": _named("when"), "due": _day("")}
    log = {"date": _day("Its day."), "text": _TEXT}
    return {
        "format": {"const": FORMAT, "description": "What this file is."},
        "version": {"const": VERSION, "description": "The version of its words."},
        "audience": {
            "enum": [audience.value for audience in Audience],
            "description": "Who may read this file.",
        },
        "day": _day("The day it was told on; later entries are in no file but the author's."),
        "site": {**_object(_texts("title", "url", "language")), "description": "The site."},
        "profile": _named("profile", "Who it is about."),
        "entries": _list({"oneOf": [_named(kind) for kind in KINDS]}, "Newest first."),
        "ladders": _list(_named("ladder"), "The ladders that this audience may see."),
        "forms": _list(_named("form"), "The forms that the cycles name."),
        "career": {**_object(_texts(*career)), "description": "The ladder, and where on it."},
        "cycles": _list(_object(cycle, ("id",)), "Named stretches of time, for reviews."),
        "log": _list(_object(log, ("date", "text")), "Lines of the log; the author's alone."),
    }


def _definitions() -> Iterator[tuple[str, Schema]]:
    for kind, shape in KINDS.items():
        yield kind, _entry(kind, shape)
        yield from _records(shape)
    yield "profile", _described(Profile, {"body": _body()})
    yield from _records(Profile)
    yield "when", _when()
    yield "ladder", _ladder()
    yield "form", _form()


def _records(shape: type) -> Iterator[tuple[str, Schema]]:
    for field in fields_of(shape).values():
        of = field.type.of if isinstance(field.type, Many) else field.type
        if isinstance(of, Record) and field.name not in UNTOLD:
            yield _called(of.shape), _described(of.shape, _worked_out(of.shape))
            yield from _records(of.shape)


def _called(record: type) -> str:
    return record.__name__[0].lower() + record.__name__[1:]


def _entry(kind: str, shape: type) -> Schema:
    always: Schema = {
        "kind": {"const": kind, "description": "What sort of entry it is."},
        "ref": {"type": "string", "pattern": _REF, "description": "How others name it."},
        "address": {"type": "string", "description": "Where it stands in the site."},
    }
    known: Schema = {
        "body": _body(),
        "backlinks": _list({"type": "string", "pattern": _REF}, "Entries that name this one."),
        "superseded_by": _list({"type": "string", "pattern": _REF}, "Decisions that replace it."),
        "unfinished": {"const": True, "description": "A draft, or of a day to come."},
    }
    return _described(shape, {**always, **known}, tuple(always))


def _described(shape: type, more: Schema, required: tuple[str, ...] = ()) -> Schema:
    declared = {
        field.name: {"description": field.doc, **_type(field.type)}
        for field in fields_of(shape).values()
        if field.name not in UNTOLD
    }
    first = (shape.__doc__ or "").split("\n", 1)[0]
    return {"description": first, **_object({**more, **declared}, required)}


def _worked_out(shape: type) -> Schema:
    instead = {"instead": {"type": "string", "description": _INSTEAD}}
    if shape is Impact:
        return {"change": {"type": "string", "description": "The change, worked out."}, **instead}
    return instead if shape is Evidence else {}


def _type(kind: FieldType) -> Schema:
    match kind:
        case Many(of):
            found: Schema = {"type": "array", "items": _type(of)}
        case Record(shape):
            found = _named(_called(shape))
        case Date():
            found = _named("when")
        case Flag():
            found = {"const": True}
        case Number(low, high):
            found = {"type": "integer", "minimum": low, "maximum": high}
        case Choice(words, free) if not free:
            found = {"enum": list(words)}
        case Ref(or_text=False):
            found = {"type": "string", "pattern": _REF}
        case FilePath():
            found = {"type": "string", "pattern": "^/files/"}
        case _:
            found = dict(_TEXT)
    return found


def _when() -> Schema:
    members = {
        "written": {"type": "string", "description": "As the author wrote it: `2026-H1`."},
        "first": _day("Its first day."),
        "last": _day("Its last day."),
    }
    return {"description": "A stretch of days.", **_object(members, tuple(members))}


def _ladder() -> Schema:
    expectation = _object(_said(ladders.EXPECTATION, "id", "text"), ("id", "text"))
    levels = {"type": "object", "additionalProperties": _list(expectation, "What is expected.")}
    competency = {**_said(ladders.COMPETENCY, "id", "title", "theme", "means"), "levels": levels}
    rule = {name: {**text, "type": "number"} for name, text in _said(ladders.RULE, *RULE).items()}
    covers = {"type": "object", "additionalProperties": _list(_TEXT, "Ids of another ladder.")}
    return {
        "description": "A leveling framework: levels and competencies.",
        **_object(
            {
                **_said(ladders.LADDER, "id", "title", "version", "source", "license"),
                "levels": _list(_object(_said(ladders.LEVEL, "id", "title", "scope")), "In order."),
                "competencies": _list(_object(competency, ("id",)), "Its rows."),
                "rule": {**_object(rule), "description": "The thresholds of the verdict."},
                "covers": {**covers, "description": "Own id to the ids of another ladder."},
            },
            ("id",),
        ),
    }


def _form() -> Schema:
    select = {"type": "object", "additionalProperties": _list(_TEXT, "What is chosen.")}
    section = {
        **_said(forms.SECTION, "id", "prompt", "unit"),
        "limit": {"type": "integer", "description": forms.SECTION["limit"]},
        "counts_html": {"type": "boolean", "description": forms.SECTION["counts_html"]},
        "plain": {"type": "boolean", "description": forms.SECTION["plain"]},
        "select": {**select, "description": forms.SECTION["select"]},
    }
    boxes = _list(_object(section, ("id",)), "Its boxes, in order.")
    described = "The shape of a company's review form."
    return {
        "description": described,
        **_object({**_said(forms.FORM, "id", "title"), "sections": boxes}, ("id",)),
    }


def _said(docs: dict[str, str], *names: str) -> Schema:
    return {name: {"type": "string", "description": docs[name]} for name in names}


def _body() -> Schema:
    told = "Its text as HTML; addresses within the portfolio are those of the site."
    return {"type": "string", "description": told}


def _texts(*names: str) -> Schema:
    return {name: dict(_TEXT) for name in names}


def _day(description: str) -> Schema:
    told = {"description": description} if description else {}
    return {"type": "string", "pattern": _DAY, **told}


def _list(single: Schema, description: str) -> Schema:
    return {"type": "array", "items": single, "description": description}


def _named(name: str, description: str = "") -> Schema:
    told = {"description": description} if description else {}
    return {"$ref": f"#/$defs/{name}", **told}


def _object(properties: Schema, required: tuple[str, ...] = ()) -> Schema:
    made: Schema = {"type": "object", "properties": properties}
    return {**made, "required": list(required)} if required else made
