"""The words of a language: theme strings and dates, from `locale/LANGUAGE.toml`.

Dates are those of the Common Locale Data Repository, but for plain English, which has short forms
of its own. A theme's words, or the author's in `themes/overrides`, stand over the program's.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from whyfolio.dataclass import dataclass
from whyfolio.dates import Grain, When
from whyfolio.memo import Memo, key_of, pack
from whyfolio.packaged import PACKAGE
from whyfolio.render import cldr

if TYPE_CHECKING:
    from whyfolio.config import Config

FALLBACK = "en"
_OWN_HALVES = "date.half1"


@dataclass(frozen=True, slots=True)
class Words:
    """One language's catalogue, flat: "packet.thesis" → "Thesis".

    Attributes:
        language: a tag as in `de-CH`; what it names may be unknown.
        catalogue: the words, the English ones where there are no others.
        lacking: the keys whose words are English for want of others.
    """

    language: str
    catalogue: Mapping[str, str]
    lacking: frozenset[str] = frozenset()

    def text(self, key: str, **slots: object) -> str:
        """The words for a key with its slots filled.

        Raises:
            KeyError: the catalogue has no such key; a mistake of ours, never the author's.
        """
        words = self.catalogue[key]
        return words.format(**slots) if "{" in words or "}" in words else words

    def count(self, key: str, number: int) -> str:
        """The plural form for a number, which is the slot `{n}`.

        `KEY.many` stands for all forms that the catalogue does not have.
        """
        return self.text(f"{key}.{self._form(key, number)}", n=number)

    def word(self, group: str, value: str) -> str:
        """An author's choice word in this language; free text stays as typed."""
        return self.catalogue.get(f"{group}.{value.replace(' ', '_')}", value)

    def number(self, text: str) -> str:
        """A number that was worked out, "1,200.5", with the marks of this language."""
        marks = {".": self.text("number.decimal"), ",": self.text("number.group")}
        return "".join(marks.get(character, character) for character in text)

    def day(self, day: date) -> str:
        """A day in full."""
        if self.language != FALLBACK:
            return cldr.day(day, self.language)
        return self.text("date.day", d=day.day, month=self._month(day), y=day.year)

    def when(self, when: When | None) -> str:
        """A date in the precision it was written in."""
        if when is None:
            return ""
        if when.grain is Grain.DAY:
            return self.day(when.first)
        if when.grain is Grain.RANGE:
            return self._range(when)
        if when.grain is Grain.MONTH:
            return self._in_month(when.first)
        return self._part(when)

    def _in_month(self, day: date) -> str:
        if self.language != FALLBACK:
            return cldr.month(day, self.language)
        return self.text("date.month", month=self._month(day), y=day.year)

    def _part(self, when: When) -> str:
        first, year = when.first, when.first.year
        if when.grain is Grain.QUARTER:
            if self.language != FALLBACK:
                return cldr.quarter(first, self.language)
            return self.text("date.quarter", n=(first.month + 2) // 3, y=year)
        if when.grain is Grain.HALF:
            if _OWN_HALVES in self.lacking:
                return cldr.span(first, when.last, self.language, months=True)
            return self.text(f"date.half{1 if first.month == 1 else 2}", y=year)
        return str(year)

    def _range(self, when: When) -> str:
        start, end = when.ends
        both_months = start.grain is end.grain is Grain.MONTH
        if self.language != FALLBACK and (both_months or start.grain is end.grain is Grain.DAY):
            return cldr.span(start.first, end.first, self.language, months=both_months)
        if both_months and start.first.year == end.first.year:
            months = f"{self._month(start.first)} – {self._month(end.first)}"
            return self.text("date.month", month=months, y=end.first.year)
        return f"{self.when(start)} – {self.when(end)}"

    def _month(self, day: date) -> str:
        return self.text(f"month.{day.month}")

    def _form(self, key: str, number: int) -> str:
        if f"{key}.many" in self.lacking or self.language == FALLBACK:
            return "one" if number == 1 else "many"
        form = cldr.plural(number, self.language)
        return form if f"{key}.{form}" in self.catalogue else "many"


def words_for(config: Config) -> Words:
    """The words of a site: its language's, with those of its theme."""
    return words_of(config.site.language, config.site.words)


@cache
def words_of(language: str, own: tuple[tuple[str, str], ...] = ()) -> Words:
    """The catalogue of a language; what it lacks, and an unknown language, is English.

    Args:
        language: a tag as in `de-CH`.
        own: the words of a theme, by key; they stand over the program's.
    """
    english = program_words(FALLBACK)
    found = dict(own)
    for tag in tags(language):
        found = {**program_words(tag), **found}
    lacking = frozenset(english.keys() - found.keys()) if tags(language)[0] != FALLBACK else ()
    return Words(language or FALLBACK, {**english, **found}, frozenset(lacking))


def tags(language: str) -> tuple[str, ...]:
    """The files that may have the words of a language, the most exact first: `de-ch`, `de`."""
    parts = (language or FALLBACK).casefold().split("-")
    found = ("-".join(parts[:end]) for end in range(len(parts), 0, -1))
    return tuple(tag for tag in found if tag.replace("-", "").isalnum()) or (FALLBACK,)


def program_words(tag: str, memo: Memo | None = None) -> Mapping[str, str]:
    """The words that come with the program, by key; none for a language that it does not speak.

    To read them takes as long as to load all templates: the ``memo`` of those knows them, too.
    """
    if tag not in _read:
        _read[tag] = _words(tag, memo)
    return _read[tag]


def is_spoken(tag: str) -> bool:
    """Whether words of a language come with the program."""
    return _file(tag).is_file()


_read: dict[str, Mapping[str, str]] = {}


def _file(tag: str) -> Path:
    return PACKAGE / "locale" / f"{tag}.toml"


def _words(tag: str, memo: Memo | None) -> Mapping[str, str]:
    if not is_spoken(tag):
        return {}
    content = _file(tag).read_text(encoding="utf-8")
    if memo is None:
        return flat(tomllib.loads(content))
    key = key_of(b"words", content.encode())
    found: Mapping[str, str] | None = memo.get(key)
    if found is None:
        found = flat(tomllib.loads(content))
        memo.put(key, pack(found))
    return found


def flat(table: Mapping[str, object], prefix: str = "") -> dict[str, str]:
    """The words of a file by their keys: "packet.thesis" → "Thesis"."""
    found: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            found |= flat(value, f"{prefix}{key}.")
        else:
            found[f"{prefix}{key}"] = str(value)
    return found
