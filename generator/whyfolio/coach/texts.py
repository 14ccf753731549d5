"""The texts of an entry, and where in its file a word of them stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from whyfolio.coach.once import once
from whyfolio.coach.rule import Notes
from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Place
from whyfolio.markdown.opaque import mask, normalised
from whyfolio.model.entry import Entry
from whyfolio.model.fields import FieldType, Many, Record, Ref, Text, fields_of

_BODY = ("body",)
_CODE = re.compile(r"`[^`\n]+`|\b[a-z]+://[^\s)>\]]+", re.IGNORECASE)
_CITED_WORDS = re.compile(r"\{[^{}\n]*\}|“[^”]*”|„[^“”]*[“”]|«[^»]*»|(?<!\w)\"[^\"]*\"")
_CITED = re.compile(r"^[ \t]*>[^\n]*$", re.MULTILINE)
_SIGNS = re.compile(r"[\x00-\x08\x0b-\x1f]")


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of an entry: a field of its front matter, or its body."""

    entry: Entry
    steps: tuple[str | int, ...]
    text: str

    @property
    def in_body(self) -> bool:
        """Whether it is the body."""
        return self.steps == _BODY

    @property
    def masked(self) -> str:
        """The text with blocks of code, code in bodies and comments blanked, at equal length."""
        return _masked(self.text, self.in_body)

    @property
    def bare(self) -> str:
        """The text with code, comments and addresses blanked, at equal length."""
        return _blank(_CODE, self.masked)

    @property
    def own(self) -> str:
        """The same, and without what is quoted from others."""
        bare = self.bare
        return _blank(_CITED_WORDS, _blank(_CITED, bare) if self.in_body else bare)


@lru_cache(maxsize=64)
def _masked(text: str, in_body: bool) -> str:  # noqa: FBT001 - part of the key
    plain = normalised(text)
    opaque = "<!--" in plain or (in_body and ("`" in plain or "~~~" in plain))
    return _SIGNS.sub(" ", mask(plain, inline=not in_body).text if opaque else plain)


def _blank(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)


def passages(entry: Entry) -> tuple[Passage, ...]:
    """Every text of an entry: its fields in their order, those of records too, then the body."""
    return _passages(entry)


@once
def _passages(entry: Entry) -> tuple[Passage, ...]:
    found = [Passage(entry, steps, text) for steps, text in _texts(entry, ())]
    return (*found, Passage(entry, _BODY, entry.body)) if entry.body else tuple(found)


def _texts(
    value: object, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    shape: Any = type(value)
    for name, attribute, many, kind in _telling(shape):
        held = getattr(value, attribute)
        if not held:
            continue
        members = enumerate(held) if many else ((-1, held),)
        for place, member in members:
            here = (*path, name, place) if many else (*path, name)
            if isinstance(kind, Record):
                yield from _texts(member, here)
            else:
                yield here, member


@cache
def _telling(shape: Any) -> tuple[tuple[str, str, bool, FieldType], ...]:  # noqa: ANN401 - a class, hashable
    """The fields of a kind or record that hold a text or a record: word, attribute, list, type."""
    found = []
    for name, field in fields_of(shape).items():
        many = isinstance(field.type, Many)
        kind = field.type.of if isinstance(field.type, Many) else field.type
        if isinstance(kind, Record | Text) or (isinstance(kind, Ref) and kind.or_text):
            found.append((name, field.attribute, many, kind))
    return tuple(found)


def place_of(notes: Notes, passage: Passage, found: re.Match[str]) -> Place:
    """Where a match in a passage stands in its file; the field's place where it is not certain."""
    start, text = found.start(), passage.text
    length = len(text[start : found.end()].split("\n", 1)[0])
    if passage.in_body:
        line = passage.entry.body_line + text.count("\n", 0, start)
        return Place(passage.entry.path, line, start - text.rfind("\n", 0, start), length)
    field = notes.place(passage.entry, *passage.steps)
    source = notes.sources.get(passage.entry.path, "")
    word = re.compile(r"\s+".join(map(re.escape, text[start : found.end()].split())))
    before = sum(1 for _ in word.finditer(text, 0, start))
    matches = word.finditer(source, _offset(source, field))
    at = next((match.start() for count, match in enumerate(matches) if count == before), -1)
    if at < 0:
        return field
    line = source.count("\n", 0, at) + 1
    left = len(source[at:].split("\n", 1)[0].rstrip())
    return Place(field.file, line, at - source.rfind("\n", 0, at), min(length, left))


def _offset(source: str, place: Place) -> int:
    lines = source.split("\n")
    return sum(len(line) + 1 for line in lines[: place.line - 1]) + place.column - 1
