"""A whole entry as text, from values of any depth: texts in quotes, one field a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from whyfolio.model.entry import Entry
from whyfolio.model.fields import (
    Choice,
    Date,
    Field,
    FieldType,
    Flag,
    Many,
    Name,
    Number,
    Record,
    Ref,
    fields_of,
)
from whyfolio.scaffold.entry import quoted

Plain = str | Sequence["Plain"] | Mapping[str, "Plain"]

_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_BARE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./-]*\Z")
# Words of YAML's that a plain value must not look like.
_SPECIAL = re.compile(r"(?:yes|no|on|off|true|false|null|y|n|[\d._-]+)\Z", re.IGNORECASE)


def composed(shape: type[Entry], fields: Mapping[str, Plain], body: str = "") -> str:
    """The file: the fields in the order of their declaration, the body below.

    Fields without a value are left out; `imported` stands last.
    """
    lines = ["---"]
    last = ("imported",)
    declared = fields_of(shape)
    for name in [*(name for name in declared if name not in last), *last]:
        if name in fields and name in declared:
            lines += _lines(name, fields[name], declared[name].type, "")
    text = "\n".join([*lines, "---"]) + "\n"
    return f"{text}\n{body.strip(chr(10))}\n" if body.strip() else text


def field_lines(declared: Field, value: Plain) -> list[str]:
    """One field as front matter holds it; nothing where it has no value."""
    return list(_lines(declared.name, value, declared.type, ""))


def _lines(name: str, value: Plain, kind: FieldType, lead: str) -> Iterator[str]:
    of = kind.of if isinstance(kind, Many) else kind
    if not _says(value):
        return
    if isinstance(value, str):
        yield f"{lead}{name}: {_written(value, of)}"
    elif isinstance(value, Mapping):
        yield f"{lead}{name}:"
        yield from _group(value, of, f"{lead}  ")
    else:
        members = [member for member in value if _says(member)]
        if len(members) == 1 and isinstance(members[0], str):
            yield f"{lead}{name}: {_written(members[0], of)}"
            return
        yield f"{lead}{name}:"
        for member in members:
            yield from _member(member, of, f"{lead}  ")


def _member(member: Plain, kind: FieldType, lead: str) -> Iterator[str]:
    if isinstance(member, str):
        yield f"{lead}- {_written(member, kind)}"
    elif isinstance(member, Mapping):
        first, *more = _group(member, kind, f"{lead}  ")
        yield f"{lead}- {first.lstrip()}"
        yield from more


def _group(value: Mapping[str, Plain], kind: FieldType, lead: str) -> Iterator[str]:
    declared = fields_of(kind.shape) if isinstance(kind, Record) else {}
    for name, inner in value.items():
        if name in declared:
            yield from _lines(name, inner, declared[name].type, lead)


def _says(value: Plain) -> bool:
    if isinstance(value, str):
        return bool(value.strip())
    return any(map(_says, value.values() if isinstance(value, Mapping) else value))


def _written(text: str, kind: FieldType) -> str:
    """A text by its field's type: plain where any YAML reader reads a plain word the same."""
    said = "\n\n".join(" ".join(part.split()) for part in _PARAGRAPH.split(text.strip()))
    if isinstance(kind, Date | Number | Flag):
        return said
    if isinstance(kind, Choice) and said in kind.words:
        return said
    if isinstance(kind, Ref) and _BARE.match(said) and "/" in said:
        return said
    if isinstance(kind, Name) and _BARE.match(said) and not _SPECIAL.match(said):
        return said
    return quoted(said)
