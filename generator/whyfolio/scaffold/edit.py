"""Edits to one entry: the lines concerned change, every other byte stays."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from whyfolio.content.entries import read_entry
from whyfolio.content.lines import Line, RawField
from whyfolio.errors import Refused
from whyfolio.model.entry import Entry
from whyfolio.scaffold.files import overwrite, read, refused
from whyfolio.scaffold.source import Change, FrontLines, Source, front_of

_VALUE = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^#]*?(?=[ \t]+#|[ \t]*\Z)""")


def open_entry(
    path: Path, shape: type[Entry], audience: str, changes: Sequence[Change] = ()
) -> None:
    """Set who may read an entry, on a line of its own, and hide what the changes hide.

    Raises:
        Refused: its front matter cannot be read whole, so an edit would be a guess (E723), or
            the file cannot be written (E722).
    """
    raw = read(path)
    text, _ = parts_of(raw, path)
    changed = with_field(text.changed(changes).raw, "audience", audience, path)
    name = path.as_posix()
    before, after = read_entry(name, raw, shape), read_entry(name, changed, shape)
    worse = len(after.diagnostics) > len(before.diagnostics)
    if worse or after.entry.audience != audience:
        raise unclear(path)
    overwrite(path, changed)


def with_field(raw: bytes, name: str, value: str, path: Path) -> bytes:
    """The bytes of an entry with one field of one line set.

    Args:
        raw: the file's bytes.
        name: the field.
        value: what to write behind its colon, as YAML reads it.
        path: the file, for messages.

    Raises:
        Refused: its front matter cannot be read whole (E723).
    """
    text, front = parts_of(raw, path)
    field = front.field(name)
    if field is not None:
        return text.changed([_new_value(text, field, value, path)]).raw
    return text.with_line(_place_for(front), f"{name}: {value}").raw


def add_member(raw: bytes, name: str, member: str, path: Path) -> bytes:
    """The bytes of an entry with one more member in a list of refs; the list is made if needed.

    Raises:
        Refused: its front matter cannot be read whole, or the list has a form of its own (E723).
    """
    text, front = parts_of(raw, path)
    field = front.field(name)
    spoken = [line for line in (field.first, *field.more) if _says(line)] if field else []
    if field is None or not spoken:
        return with_field(raw, name, f"[{member}]", path)
    last = spoken[-1]
    if last.is_dash:
        lead = text.lines[last.number - 1][: last.indent]
        return text.with_line(last.number + 1, f"{lead}- {member}").raw
    value = _VALUE.match(last.text)
    if len(spoken) > 1 or value is None:
        raise unclear(path)
    words = value[0]
    inner = words[1:-1].strip() if words.startswith("[") else words
    if words.startswith("[") and not words.endswith("]"):
        raise unclear(path)
    listed = f"[{', '.join(filter(None, [inner, member]))}]"
    return text.changed([Change(last.number, last.column, len(words), listed)]).raw


def parts_of(raw: bytes, path: Path) -> tuple[Source, FrontLines]:
    """A file's lines and its front matter's fields.

    Raises:
        Refused: they cannot be read whole (E723).
    """
    try:
        text = Source.of(raw)
    except UnicodeDecodeError:
        raise unclear(path) from None
    front = front_of(text.plain)
    if front is None:
        raise unclear(path)
    return text, front


def unclear(path: Path) -> Refused:
    """E723: what stands there leaves more than one way to edit it."""
    message = "this front matter cannot be read whole, so it was not edited"
    return refused("E723", path, message, "`whyfolio check` says what to mend")


def _new_value(text: Source, field: RawField, value: str, path: Path) -> Change:
    spoken = [line for line in (field.first, *field.more) if _says(line)]
    if not spoken:
        number = field.key_place.line
        colon = text.lines[number - 1].index(":", field.key_place.length)
        return Change(number, colon + 2, 0, f" {value}")
    if len(spoken) > 1:
        raise unclear(path)
    line = spoken[0]
    found = _VALUE.match(line.text)
    return Change(line.number, line.column, len(found[0]) if found else 0, value)


def _says(line: Line) -> bool:
    return bool(line.text) and not line.text.startswith("#")


def _place_for(front: FrontLines) -> int:
    """Below the date, where it stands on one line; else at the end of the front matter."""
    date = front.field("date")
    if date is None or any(line.text for line in date.more):
        return front.closing
    return date.key_place.line + 1
