"""JSON Schemas of all that an author writes, for editors and other programs.

They derive from the declarations that the reader of the files uses. A schema knows the long
forms and that a shorthand is a text; whether a shorthand can be read, whether a day exists and
whether a ref leads anywhere, it does not say. Descriptions are what an editor shows beside a
field, examples what it offers.
"""

from __future__ import annotations

from typing import Any

from whyfolio.config import GROUPS, SCHEMA, Setting, Table, WrittenCycle, settings_of
from whyfolio.content import forms, ladders
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry
from whyfolio.model.fields import (
    Address,
    Choice,
    Date,
    Field,
    FieldType,
    FilePath,
    Flag,
    Many,
    Name,
    Number,
    Record,
    Ref,
    Text,
    fields_of,
)
from whyfolio.model.kinds import KINDS
from whyfolio.model.profile import Profile
from whyfolio.names import LONGEST_SLUG

Schema = dict[str, Any]

DIALECT = "http://json-schema.org/draft-07/schema#"  # what editors know; nothing newer is needed
SCHEMA_KINDS = (*KINDS, "profile", "settings", "ladder", "form")

_MONTH, _DAY = "(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12]\d|3[01])"
_PART = rf"\d{{4}}(?:-{_MONTH}(?:-{_DAY})?|-?[Qq][1-4]|-?[Hh][12])?"
_DATE_TEXT: Schema = {"type": "string", "pattern": rf"^\s*{_PART}(?:\s*/\s*{_PART})?\s*$"}
_DATE: Schema = {"oneOf": [_DATE_TEXT, {"type": "integer", "minimum": 1, "maximum": 9999}]}
# Texts are read as typed, so whatever another YAML reader makes of one is a text: `Yes`, `1.10`,
# and nothing at all where it takes the sentence for a comment.
_SCALAR: Schema = {"type": ["string", "number", "boolean", "null"]}
_LINE: Schema = {"type": "string"}
_YES_OR_NO: Schema = {"enum": [True, False, "yes", "no", "true", "false"]}
# What the reader refuses, as far as an expression can say it.
_BARE = r"^(?![\s\S]*\{\.(?:public|review|private)\b)"
_UNMARKED: Schema = {"pattern": _BARE}
_SIGNS = r"""\s<>"\\^`|"""  # in an expression that JavaScript reads too
_ADDRESS: Schema = {
    "type": "string",
    "pattern": rf"{_BARE}(?:[Hh][Tt]{{2}}[Pp][Ss]?://[^/?#{_SIGNS}]|[Mm]ailto:|[Tt]el:)[^{_SIGNS}]*$",
}
_FILE: Schema = {
    "type": "string",
    "pattern": rf"{_BARE}(?:\.{{1,2}}/)*files/(?!(?:.*/)?\.\.(?:/|$))[^\\]+$",
}
_SLUG: Schema = {
    "type": "string",
    "pattern": "^[a-z0-9]+(?:-[a-z0-9]+)*$",
    "maxLength": LONGEST_SLUG,
}
_AUDIENCE: Schema = {"enum": [audience.value for audience in Audience]}
_JSON_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number", list: "array"}
_EXAMPLES: dict[type, list[object]] = {
    Date: ["2026-09-14", "2026-09", "2026-Q3", "2026-H2", "2026-03/2026-05"],
    Address: ["https://status.harbor.example/history/4127"],
    FilePath: ["files/orders-per-day.png"],
    Number: [70],
}
_SHORTHANDS = {
    "impact": "lost orders 12 % -> 0.4 % (Grafana, 2026-09)",
    "evidence": "https://status.harbor.example/history/4127 Report on the first sale day",
    "person": "Sam Okoro (manager)",
    "people": "Ana Duarte (product designer); Tom Reyes",
    "shows": "execution - I owned it from the first measurement to the fourth sale day",
    "option": "A queue in front",
    "location": "Utrecht, the Netherlands",
    "interest": "cello, badly",
}
_WITH_PROSE = frozenset(["shows"])  # one-line forms that hold a sentence, which may hold marks
_SLUGS = frozenset(["slug", "aliases"])


def schema_of(kind: str) -> Schema:
    """The JSON Schema (draft 7) of a kind's front matter, the profile, settings, a ladder or form.

    Raises:
        KeyError: it is none of ``SCHEMA_KINDS``.
    """
    special = {"settings": _settings, "ladder": _ladder, "form": _form}
    if kind in special:
        schema = special[kind]()
    else:
        shape = Profile if kind == "profile" else KINDS[kind]
        schema = _record(shape, ("date",) if shape.needs_date else ())
        schema["description"] = _first_line(shape)
        schema["properties"]["audience"] |= _audiences_of(shape)
    return {"$schema": DIALECT, "title": f"whyfolio {kind}", **schema}


def _first_line(shape: type) -> str:
    return (shape.__doc__ or "").split("\n", 1)[0]


def _audiences_of(shape: type[Entry]) -> Schema:
    """The audiences that a kind can have."""
    return {"enum": [a.value for a in Audience if a.rank >= shape.widest.rank]}


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
    told = {"description": f"{field.doc}{_readers(field)}", **_examples(field.type)}
    if field.name in _SLUGS:
        return {**told, **(_one_or_many(_SLUG) if isinstance(field.type, Many) else _SLUG)}
    return {**told, **_type(field.type)}


def _examples(kind: FieldType) -> Schema:
    of = kind.of if isinstance(kind, Many) else kind
    found = _EXAMPLES.get(type(of), [])
    if isinstance(of, Record) and of.shorthand:
        found = [_SHORTHANDS[of.shorthand]]
    elif isinstance(of, Ref):
        found = [f"{folder}/checkout-queue" for folder in of.folders or ("stories",)]
    return {"examples": found} if found else {}


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
        line = _LINE if kind.shorthand in _WITH_PROSE else {**_LINE, **_UNMARKED}
        return {"oneOf": [line, record]} if kind.shorthand else record
    return _single(kind)


def _single(kind: FieldType) -> Schema:
    match kind:
        case Choice(words, free):
            enum: Schema = {"enum": list(words)}
            schema = {"anyOf": [enum, _LINE]} if free else enum
        case Text(longest=longest) if longest:
            schema = {**_SCALAR, "maxLength": longest}
        case Text(prose=False):
            schema = {**_SCALAR, **_UNMARKED}
        case Number(low, high):
            schema = {"type": "integer", "minimum": low, "maximum": high}
        case Ref():
            schema = _ref(kind)
        case _:
            schema = dict(_PLAIN_TYPES.get(type(kind), _SCALAR))
    return schema


_PLAIN_TYPES: dict[type, Schema] = {
    Flag: _YES_OR_NO,
    Date: _DATE,
    Address: _ADDRESS,
    FilePath: _FILE,
    Name: {**_SCALAR, **_UNMARKED},
}


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
    return _one_or_many(single, *forms_of_one)


def _one_or_many(single: Schema, *forms_of_one: Schema) -> Schema:
    return {"oneOf": [{"type": "array", "items": single}, *(forms_of_one or [single])]}


def _settings() -> Schema:
    groups = {
        name: {"description": _first_line(shape), **_group(shape)} for name, shape in GROUPS.items()
    }
    cycle = {"type": "array", "items": _group(WrittenCycle)}
    cycle["description"] = "`[[cycle]]`: a named stretch of time with a review at its end."
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
        return _object({key: {"description": f"For {key}.", **value} for key in kind.keys})
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
