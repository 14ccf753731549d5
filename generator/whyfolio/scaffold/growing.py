"""One answer becomes a line of an entry, in its place; order and comments stay as they are."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from whyfolio.content.entries import ReadEntry, read_entry
from whyfolio.model.entry import Entry
from whyfolio.model.fields import fields_of
from whyfolio.scaffold.edit import parts_of, unclear
from whyfolio.scaffold.files import overwrite, read
from whyfolio.scaffold.inserting import Answer, Steps, place_for, ways


class NotRead(Exception):
    """The answer cannot be read back; the message says why, as the reader of entries does."""


def grow(path: Path, shape: type[Entry], answer: Answer) -> Entry:
    """Write an answer into an entry and give the entry as it is read now.

    Raises:
        NotRead: the answer has no form that can be read back; nothing was written.
        Refused: the front matter leaves more than one way to edit it (E723), or the file cannot
            be written (E722).
    """
    if not answer.text.split():
        raise NotRead("there are no words in it")
    raw = read(path)
    before = read_entry(path.as_posix(), raw, shape)
    reason = ""
    for candidate in ways(raw, shape, answer, path):
        after = read_entry(path.as_posix(), candidate, shape)
        fault = _new_fault(before, after)
        if fault:
            reason = reason or fault
        elif _only_this_changed(before.entry, after.entry, answer):
            overwrite(path, candidate)
            return after.entry
    if reason:
        raise NotRead(reason)
    raise unclear(path)


def remark(path: Path, shape: type[Entry], name: str, text: str) -> None:
    """Keep an answer that is no value, "nobody measured it", as a comment where the field would be.

    Raises:
        Refused: as of `grow`.
    """
    raw = read(path)
    text_of, front = parts_of(raw, path)
    line = f"# {name}: {' '.join(text.split())}"
    changed = text_of.with_line(place_for(front, name, shape), line).raw
    if _entry(path, changed, shape) != _entry(path, raw, shape):
        raise unclear(path)
    overwrite(path, changed)


def remarks_in(text: str, shape: type[Entry]) -> Mapping[str, str]:
    """The comments that stand where a field would, by its name; not the hints of `new --full`."""
    from whyfolio.content.frontmatter import split

    declared = fields_of(shape)
    found: dict[str, str] = {}
    front = split(text)
    for line in front[0].splitlines() if front else ():
        name, colon, said = line.removeprefix("#").strip().partition(":")
        if line.startswith("#") and colon and name in declared:
            hint = declared[name].doc
            found |= {name: said.strip()} if said.strip() not in {"", hint} else {}
    return found


def _entry(path: Path, raw: bytes, shape: type[Entry]) -> Entry:
    return dataclasses.replace(read_entry(path.as_posix(), raw, shape).entry, body_line=1)


def _new_fault(before: ReadEntry, after: ReadEntry) -> str:
    """What is wrong now and was not before; "" where nothing is."""
    known = Counter((found.code, found.message) for found in before.diagnostics)
    for found in after.diagnostics:
        key = found.code, found.message
        if not known[key]:
            return f"{found.message}; {found.hint}" if found.hint else found.message
        known[key] -= 1
    return ""


def _only_this_changed(before: Entry, after: Entry, answer: Answer) -> bool:
    declared = fields_of(type(before))
    others = [field.attribute for name, field in declared.items() if name != answer.name]
    same = all(getattr(before, name) == getattr(after, name) for name in (*others, "body"))
    own = declared[answer.name]
    old, new = (getattr(entry, own.attribute) for entry in (before, after))
    return same and _grown(old, new, answer.steps[1:])


def _grown(old: Any, new: Any, steps: Steps) -> bool:  # noqa: ANN401 - any field's value
    if not steps:
        return new != old and (not isinstance(new, tuple) or new[: len(old)] == old)
    if isinstance(steps[0], int):
        at = steps[0]
        same = len(old) == len(new) and old[:at] == new[:at] and old[at + 1 :] == new[at + 1 :]
        return same and _grown(old[at], new[at], steps[1:])
    if old is None or new is None:
        return new is not None
    own = fields_of(type(new))[steps[0]].attribute
    kept = {own: getattr(old, own)}
    if own == "source" and not old.when:
        kept["when"] = None  # "Grafana, 2026-10" says both
    return bool(getattr(new, own)) and dataclasses.replace(new, **kept) == old
