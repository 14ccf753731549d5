"""The words of a language: theme strings and dates, from `locale/LANGUAGE.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from whyfolio.dates import Grain, When

FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Words:
    """One language's catalogue, flat: "packet.thesis" → "Thesis"."""

    language: str
    catalogue: dict[str, str]

    def text(self, key: str, **slots: object) -> str:
        """The words for a key with its slots filled.

        Raises:
            KeyError: the catalogue has no such key; a mistake of ours, never the author's.
        """
        return self.catalogue[key].format(**slots)

    def count(self, key: str, number: int) -> str:
        """`KEY.one` or `KEY.many`, by the number, which is the slot `{n}`."""
        return self.text(f"{key}.{'one' if number == 1 else 'many'}", n=number)

    def word(self, group: str, value: str) -> str:
        """An author's choice word in this language; free text stays as typed."""
        return self.catalogue.get(f"{group}.{value.replace(' ', '_')}", value)

    def day(self, day: date) -> str:
        """A day in full."""
        return self.text("date.day", d=day.day, month=self._month(day), y=day.year)

    def when(self, when: When | None) -> str:
        """A date in the precision it was written in."""
        if when is None:
            return ""
        if when.grain is Grain.DAY:
            return self.day(when.first)
        if when.grain is Grain.MONTH:
            return self.text("date.month", month=self._month(when.first), y=when.first.year)
        if when.grain is Grain.RANGE:
            return self._range(when)
        return self._part(when)

    def _part(self, when: When) -> str:
        year = when.first.year
        if when.grain is Grain.QUARTER:
            return self.text("date.quarter", n=(when.first.month + 2) // 3, y=year)
        if when.grain is Grain.HALF:
            return self.text(f"date.half{1 if when.first.month == 1 else 2}", y=year)
        return str(year)

    def _range(self, when: When) -> str:
        start, end = when.ends
        both_months = start.grain is end.grain is Grain.MONTH
        if both_months and start.first.year == end.first.year:
            months = f"{self._month(start.first)} – {self._month(end.first)}"
            return self.text("date.month", month=months, y=end.first.year)
        return f"{self.when(start)} – {self.when(end)}"

    def _month(self, day: date) -> str:
        return self.text(f"month.{day.month}")


@cache
def words_of(language: str) -> Words:
    """The catalogue of a language; what it lacks, and an unknown language, is English."""
    english = _read(FALLBACK)
    base = language.partition("-")[0].lower()
    own = _read(base) if base != FALLBACK else {}
    return Words(language or FALLBACK, {**english, **own})


@cache
def _read(language: str) -> dict[str, str]:
    source = files("whyfolio").joinpath("locale", f"{language}.toml")
    if not language.isalnum() or not source.is_file():
        return {}
    return dict(_flat(tomllib.loads(source.read_text(encoding="utf-8"))))


def _flat(table: dict[str, object], prefix: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            found += _flat(value, f"{prefix}{key}.")
        else:
            found.append((f"{prefix}{key}", str(value)))
    return found
