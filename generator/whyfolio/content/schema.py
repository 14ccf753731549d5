"""JSON Schemas of all that an author writes, for editors and other programs.

They derive from the declarations that the reader of the files uses. A schema knows the long
forms and that a shorthand is a text; whether a shorthand can be read, it does not say.
"""

from __future__ import annotations

from typing import Any

from whyfolio.config import GROUPS, SCHEMA, Setting, Table, WrittenCycle, settings_of
from whyfolio.content import forms, ladders
from whyfolio.model.audience import Audience
from whyfolio.model.fields import (
    Address,
    Choice,
    Date,
    Field,
    FieldType,
    Flag,
    Many,
    Number,
    Record,
    Ref,
    Text,
    fields_of,
)
from whyfolio.model.kinds import KINDS
from whyfolio.model.profile import Profile

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCHEMA_KINDS = (*KINDS, "profile", "settings", "ladder", "form")

_PART = r"\d{4}(?:-\d{2}(?:-\d{2})?|-?[Qq][1-4]|-?[Hh][12])?"
_DATE_TEXT: Schema = {"type": "string", "pattern": rf"^\s*{_PART}(?:\s*/\s*{_PART})?\s*$"}
_DATE: Schema = {"oneOf": [_DATE_TEXT, {"type": "integer", "minimum": 1, "maximum": 9999}]}
# Texts are read as typed, so whatever another YAML reader makes of one is a text: `Yes`, `1.10`,
# and nothing at all where it takes the sentence for a comment.
_SCALAR: Schema = {"type": ["string", "number", "boolean", "null"]}
_LINE: Schema = {"type": "string"}
_YES_OR_NO: Schema = {"enum": [True, False, "yes", "no", "true", "false", "on", "off"]}
_AUDIENCE: Schema = {"enum": [audience.value for audience in Audience]}
_JSON_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number"}


def schema_of(kind: str) -> Schema:
    """The JSON Schema (2020-12) of a kind's front matter, the profile, settings, a ladder or form.

    Raises:
        KeyError: it is none of ``SCHEMA_KINDS``.
    """
    special = {"settings": _settings, "ladder": _ladder, "form": _form}
    if kind in special:
        schema = special[kind]()
    else:
        shape = Profile if kind == "profile" else KINDS[kind]
        schema = _record(shape, ("date",) if shape.needs_date else ())
        schema["description"] = (shape.__doc__ or "").split("\n", 1)[0]
    return {"$schema": DIALECT, "title": f"whyfolio {kind}", **schema}


def _object(properties: Schema, required: tuple[str, ...] = ()) -> Schema:
    schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**schema, "required": list(required)} if required else schema


def _record(shape: type, also_required: tuple[str, ...] = ()) -> Schema:
    declared = fields_of(shape)
    required = tuple(name for name, field in declared.items() if field.required)
    return _object(
        {name: _field(field) for name, field in declared.items()}, required + also_required
    )


def _field(field: Field) -> Schema:
    return {"description": f"{field.doc}{_readers(field)}", **_type(field.type)}


def _readers(field: Field) -> str:
    if field.ceiling is Audience.PRIVATE:
        return " Always private."
    if field.default is Audience.PUBLIC:
        return ""
    return f" For {field.default.value} unless its entry says otherwise."


def _type(kind: FieldType) -> Schema:
    if isinstance(kind, Many):
        return _many(kind)
    if isinstance(kind, Record):
        record = _record(kind.shape)
        return {"oneOf": [_LINE, record]} if kind.shorthand else record
    return _single(kind)


def _single(kind: FieldType) -> Schema:
    match kind:
        case Choice(words, free):
            enum: Schema = {"enum": list(words)}
            schema = {"anyOf": [enum, _LINE]} if free else enum
        case Text(longest=longest) if longest:
            schema = {**_SCALAR, "maxLength": longest}
        case Number(low, high):
            schema = {"type": "integer", "minimum": low, "maximum": high}
        case Ref():
            schema = _ref(kind)
        case _:
            schema = dict(_PLAIN_TYPES.get(type(kind), _SCALAR))
    return schema


_PLAIN_TYPES: dict[type, Schema] = {Flag: _YES_OR_NO, Date: _DATE, Address: _LINE}


def _ref(kind: Ref) -> Schema:
    if kind.or_text:
        return dict(_SCALAR)
    folders = "|".join(kind.folders) if kind.folders else "[a-z]+"
    return {"type": "string", "pattern": rf"^(?:{folders})/[^/\s]+$"}


def _many(kind: Many) -> Schema:
    single = _type(kind.of)
    forms_of_one = (
        single["oneOf"] if isinstance(kind.of, Record) and "oneOf" in single else [single]
    )
    return {"oneOf": [{"type": "array", "items": single}, *forms_of_one]}


def _settings() -> Schema:
    groups = {name: _group(shape) for name, shape in GROUPS.items()}
    cycle = {"type": "array", "items": _group(WrittenCycle)}
    version = {"const": SCHEMA, "description": "The version of this file's words."}
    return _object({"schema": version, **groups, "cycle": cycle})


def _group(shape: type) -> Schema:
    declared = settings_of(shape)
    required = tuple(name for name, setting in declared.items() if setting.required)
    return _object({name: _setting(setting) for name, setting in declared.items()}, required)


def _setting(setting: Setting) -> Schema:
    return {"description": setting.doc, **_setting_type(setting.type)}


def _setting_type(kind: FieldType | Table) -> Schema:
    if isinstance(kind, Table):
        return _table(kind)
    if isinstance(kind, Many):
        single = _setting_type(kind.of)
        return {"oneOf": [{"type": "array", "items": single}, single]}
    if isinstance(kind, Record):
        return _group(kind.shape)
    if isinstance(kind, Date):
        return dict(_DATE_TEXT)
    return _single(kind) if isinstance(kind, Number | Choice) else dict(_LINE)


def _table(kind: Table) -> Schema:
    value: Schema = {"type": sorted({_JSON_TYPES[of] for of in kind.of})}
    if kind.keys:
        return _object(dict.fromkeys(kind.keys, value))
    return {"type": "object", "additionalProperties": value}


def _described(docs: dict[str, str], types: dict[str, Schema]) -> Schema:
    return {name: {"description": doc, **types.get(name, _SCALAR)} for name, doc in docs.items()}


def _ladder() -> Schema:
    text_or_long = [_SCALAR, _object(_described(ladders.EXPECTATION, {}), ("text",))]
    expectations = _list_of({"oneOf": text_or_long})
    cells = {"type": "object", "additionalProperties": expectations}
    competency = _object(_described(ladders.COMPETENCY, {"levels": cells}), ("id",))
    amount = {"type": "number", "minimum": 0}
    count = {"type": "integer", "minimum": 0}
    rule = dict.fromkeys(ladders.RULE, count) | {"strong": amount, "adequate": amount}
    types: dict[str, Schema] = {
        "audience": _AUDIENCE,
        "levels": {"type": "array", "items": _object(_described(ladders.LEVEL, {}), ("id",))},
        "competencies": {"type": "array", "items": competency},
        "rule": _object(_described(ladders.RULE, rule)),
        "covers": {"type": "object", "additionalProperties": _list_of(_SCALAR)},
    }
    return _object(_described(ladders.LADDER, types), ("id", "levels", "competencies"))


def _form() -> Schema:
    select: dict[str, Schema] = {name: _list_of(_SCALAR) for name in forms.SELECT}
    select["kind"] = _list_of({"enum": list(KINDS)})
    select["top"] = {"type": "integer", "minimum": 1}
    types: dict[str, Schema] = {
        "select": _object(_described(forms.SELECT, select)),
        "limit": {"type": "integer", "minimum": 0},
        "unit": {"enum": list(forms.UNITS)},
        "counts_html": _YES_OR_NO,
        "plain": _YES_OR_NO,
    }
    section = _object(_described(forms.SECTION, types), ("id", "prompt"))
    sections = {"sections": {"type": "array", "items": section}}
    return _object(_described(forms.FORM, sections), ("id", "sections"))


def _list_of(single: Schema) -> Schema:
    return {"oneOf": [{"type": "array", "items": single}, *single.get("oneOf", [single])]}
