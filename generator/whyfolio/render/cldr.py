"""Dates, plurals and directions as Unicode's Common Locale Data Repository has them (Babel)."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

_ENGLISH = "en-001"  # the English of no country: the day before the month
_LONGEST_TAG = 35  # as RFC 5646, section 4.4.1, has it


def is_known(language: str) -> bool:
    """Whether a language tag, as in `de-CH`, names a language whose dates are known."""
    return _locale(language) is not None


def day(when: date, language: str) -> str:
    """A day: "3. Sept. 2026"; in English where the language is unknown."""
    return _skeleton("yMMMd", when, language)


def month(when: date, language: str) -> str:
    """A month: "Sept. 2026"."""
    return _skeleton("yMMM", when, language)


def quarter(when: date, language: str) -> str:
    """A quarter: "Q3 2026"."""
    return _skeleton("yQQQ", when, language)


@lru_cache(maxsize=1024)
def span(first: date, last: date, language: str, *, months: bool) -> str:
    """From one day or month to another: "März–Mai 2026"."""
    from babel.dates import format_interval

    return format_interval(first, last, "yMMM" if months else "yMMMd", locale=_spoken(language))


def plural(number: int, language: str) -> str:
    """The plural form of a number: `zero`, `one`, `two`, `few`, `many` or `other`."""
    return str(_spoken(language).plural_form(number))


def direction(language: str) -> str:
    """Which way the language is written: `ltr` or `rtl`."""
    if language.partition("-")[0].casefold() in {"en", "de"}:
        return "ltr"  # known without a look into the repository
    return str(_spoken(language).text_direction)


@lru_cache(maxsize=4096)
def _skeleton(skeleton: str, when: date, language: str) -> str:
    from babel.dates import format_skeleton

    return format_skeleton(skeleton, when, locale=_spoken(language))


def _spoken(language: str) -> Locale:
    found = _locale(language) or _locale(_ENGLISH)
    assert found is not None  # noqa: S101 - English is always known
    return found


@cache
def _locale(language: str) -> Locale | None:
    """The most exact locale that is known for a tag; without a country where that is unknown."""
    from babel import Locale, UnknownLocaleError

    tag = language if len(language) <= _LONGEST_TAG else ""
    parts = (_ENGLISH if tag.casefold() == "en" else tag).split("-")
    for end in range(len(parts), 0, -1):
        try:
            return Locale.parse("-".join(parts[:end]), sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None
