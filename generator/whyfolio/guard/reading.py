"""The sources, read for one audience: entry by entry and field by field, from the declarations."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any

from whyfolio.diagnostics import Place
from whyfolio.guard.passages import Sort, Sorted
from whyfolio.guard.reach import Reach, may_read, narrowed, profile_reach, reach_of, word
from whyfolio.guard.sources import Sources
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry
from whyfolio.model.fields import (
    Address,
    Choice,
    Field,
    FieldType,
    FilePath,
    Many,
    Name,
    Number,
    Record,
    Ref,
    Text,
    fields_of,
)
from whyfolio.model.figures import change
from whyfolio.model.profile import Profile
from whyfolio.model.values import Impact, Person
from whyfolio.names import slugify

LOG = "content/log.md"
_DATED = re.compile(r"^([ ]*[-*+][ \t]+)\d{4}-\d\d(?:-\d\d)?[ \t]*[:–—-]?", re.MULTILINE)
PROFILE_PAGES = ("index.html", "resume")
_NO_TEXT = frozenset(
    ["audience", "consent", "draft", "slug", "aliases", "tags", "show", "else", "weight"]
)
_LEVELS = frozenset(["level", "from_level"])
_MARKED = re.compile(r"[{<]|:::")
_NOWHERE = Place("")

Steps = tuple[str | int, ...]


def read(sources: Sources, audience: Audience, today: date) -> Sorted:
    """Sort all that is written into what this audience may read and what it may not."""
    found = Sorted(audience)
    refs = frozenset(entry.ref for entry in sources.entries)
    for entry in sources.entries:
        _Reader(sources, found, entry, refs).read_entry(reach_of(entry, today))
    _Reader(sources, found, sources.profile, refs).read_profile(sources.profile)
    _read_log(sources, found)
    return found


def _read_log(sources: Sources, found: Sorted) -> None:
    visible = found.audience is Audience.PRIVATE
    text = _DATED.sub(r"\1", sources.texts.get(LOG, ""))
    if text:
        found.text(text, Place(LOG), visible=visible, inline=False)
    for line in () if text else sources.log:
        found.text(line.text, Place(LOG, line.line), visible=visible)


class _Reader:
    """Reads one entry."""

    def __init__(self, sources: Sources, found: Sorted, entry: Entry, refs: frozenset[str]) -> None:
        self.places, self.found, self.entry, self.refs = sources.places, found, entry, refs
        self.pages: tuple[str, ...] = ()

    def sees(self, reach: Reach) -> bool:
        return may_read(self.found.audience, reach)

    def place(self, steps: Steps, *, told: bool = True) -> Place:
        """Where a value stands; nothing is ``told`` of a place where nothing is held back."""
        return self.places.of(self.entry.path, *steps) if told else _NOWHERE

    def read_entry(self, reach: Reach) -> None:
        entry, visible = self.entry, self.sees(reach)
        if visible:
            self.pages = (f"{_path(entry, entry.slug)}/",)
        self._addresses(visible=visible)
        self._fields(entry, reach, ())
        self._body(visible=visible)

    def read_profile(self, profile: Profile) -> None:
        self.pages = PROFILE_PAGES
        for each in _told_by(Profile):
            reach = profile_reach(each, profile)
            self._values(getattr(profile, each.attribute), each, reach, reach, ())
        self._body(visible=True)

    def _body(self, *, visible: bool) -> None:
        entry = self.entry
        if not entry.body.strip():
            return
        place = Place(entry.path, entry.body_line)
        self.found.text(entry.body, place, visible=visible, pages=self.pages, inline=False)

    def _addresses(self, *, visible: bool) -> None:
        entry, put = self.entry, self.found.put
        for number, slug in enumerate((entry.slug, *entry.aliases)):
            steps: Steps = ("aliases", number - 1) if number else ("slug",)
            path = f"/{_path(entry, slug)}/"
            put(Sort.PATH, path, self.place(steps, told=not visible), visible=visible)
        if visible:
            self.found.say(entry.slug.replace("-", " "))
        for number, tag in enumerate(entry.tags):
            place = self.place(("tags", number), told=not visible)
            put(Sort.PATH, f"/tags/{slugify(tag)}/", place, visible=visible)
            put(Sort.LINE, tag, place, visible=visible, pages=self.pages)

    def _fields(
        self,
        value: Any,  # noqa: ANN401 - an entry, or a record within
        outer: Reach,
        steps: Steps,
    ) -> None:
        shape: Any = type(value)
        for each in _told_by(shape):
            held = getattr(value, each.attribute)
            if held:
                limit = narrowed(outer, each.ceiling)
                self._values(held, each, limit, narrowed(limit, each.default), steps)

    def _values(
        self,
        held: Any,  # noqa: ANN401 - any declared value
        each: Field,
        limit: Reach,
        reach: Reach,
        steps: Steps,
    ) -> None:
        """Read a field's value: ``limit`` without its default, ``reach`` with it."""
        if not held:
            return
        many = isinstance(each.type, Many)
        kind = each.type.of if isinstance(each.type, Many) else each.type
        for number, value in enumerate(held if many else (held,)):
            path: Steps = (*steps, each.name, number) if many else (*steps, each.name)
            if isinstance(kind, Record):
                self._record(value, limit, reach, path)
            else:
                self._value(value, each, kind, reach, path)

    def _record(self, record: object, limit: Reach, reach: Reach, steps: Steps) -> None:
        said = getattr(record, "audience", "")
        own = narrowed(limit, word(said)) if said else reach
        otherwise = getattr(record, "otherwise", "")
        if otherwise:
            self._otherwise(record, otherwise, limit, own, steps)
        if isinstance(record, Person):
            self._person(record, limit, own, steps)
            return
        self._fields(record, own, steps)
        if isinstance(record, Impact):
            self._figure(record, own, steps)

    def _otherwise(
        self, record: object, words: str, limit: Reach, own: Reach, steps: Steps
    ) -> None:
        """The other wording is for others; to those who may read the first it is no secret."""
        if isinstance(record, Impact) and words.strip().casefold() == "percent":
            if self.sees(limit):
                self.found.said += [record.measure, record.change]
            return
        if not self.sees(own):
            visible = self.sees(limit)
            self.found.text(words, self.place((*steps, "else")), visible=visible, pages=self.pages)

    def _figure(self, impact: Impact, reach: Reach, steps: Steps) -> None:
        visible, pages = self.sees(reach), self.pages
        for name, figure in (("before", impact.before), ("after", impact.after)):
            if figure:
                place = self.place((*steps, name), told=not visible)
                words = f"{figure} {impact.unit}"
                self.found.put(Sort.FIGURE, words, place, visible=visible, pages=pages)
        if visible:
            told = change(impact.before, impact.after, impact.unit)
            self.found.said += [told, f"{told} {impact.unit}"]

    def _person(self, person: Person, limit: Reach, own: Reach, steps: Steps) -> None:
        put, pages = self.found.put, self.pages
        if person.name:
            visible = self.sees(own)
            place = self.place((*steps, "name"), told=not visible)
            put(Sort.PERSON, person.name, place, visible=visible, pages=pages)
        if person.role:
            visible = self.sees(limit)
            place = self.place((*steps, "role"), told=not visible)
            put(Sort.LINE, person.role, place, visible=visible, pages=pages)

    def _value(
        self,
        value: Any,  # noqa: ANN401 - any declared value
        each: Field,
        kind: FieldType,
        reach: Reach,
        steps: Steps,
    ) -> None:
        visible = self.sees(reach)
        whole = visible and not (isinstance(value, str) and _MARKED.search(value))
        place = self.place(steps, told=not whole)
        if isinstance(kind, Text) and kind.prose:
            self.found.text(value, place, visible=visible, pages=self.pages)
        elif isinstance(kind, Number):
            self.found.said += [f"{value} %"] if visible else []
        elif sort := self._sort(value, each, kind, steps):
            self.found.put(sort, value, place, visible=visible, pages=self.pages)

    def _sort(self, value: object, each: Field, kind: FieldType, steps: Steps) -> Sort | None:
        """How a value without marks is looked for; None for words that tell nothing alone."""
        if isinstance(kind, Text):
            is_title = self.entry.kind == "profile" or steps == ("title",)
            return Sort.TITLE if is_title else Sort.LINE
        if isinstance(kind, Ref):
            return Sort.LINE if kind.or_text and value not in self.refs else None
        if isinstance(kind, Name):
            return Sort.LEVEL if each.name in _LEVELS else None
        if isinstance(kind, Choice):
            return Sort.LINE if kind.free else None
        if isinstance(kind, Address):
            return Sort.ADDRESS
        return Sort.FILE if isinstance(kind, FilePath) else None


@cache
def _told_by(shape: Any) -> tuple[Field, ...]:  # noqa: ANN401 - a class, hashable
    """The fields of a kind or record that hold words."""
    return tuple(each for each in fields_of(shape).values() if each.name not in _NO_TEXT)


def _path(entry: Entry, slug: str) -> str:
    return f"{entry.folder}/{slug}" if entry.kind != "page" else slug
