"""Dates as people write them in their notes: `2026-03-04`, `4 March 2026`, `Mar 4`, `Q1 2026`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache

from whyfolio.dataclass import dataclass
from whyfolio.dates import DateError, When, parse_when

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)(?![\d]|[-/.]\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\d%]|[.,:]\d)"
_TIME = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2})?Z?(?!\d))?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_LATEST_MONTH = 12

Made = Callable[["re.Match[str]", int | None], str]


class Unclear(ValueError):
    """Something that looks like a date and could be two days, or none; the message says why."""


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text, and where it begins and ends there."""

    when: When
    start: int
    end: int


def _iso(found: re.Match[str], _: int | None) -> str:
    return "-".join(part for part in found.group("y", "m", "d") if part)


def _part(found: re.Match[str], _: int | None) -> str:
    return f"{found['year']}-{found['part'].upper()}"


def _week(found: re.Match[str], _: int | None) -> str:
    try:
        first = date.fromisocalendar(int(found["y"]), int(found["week"]), 1)
    except ValueError:
        raise Unclear(f'"{found[0]}" is a week that the year does not have') from None
    return f"{first.isoformat()}/{(first + timedelta(days=6)).isoformat()}"


def _dotted(found: re.Match[str], _: int | None) -> str:
    return f"{found['y']}-{int(found['m']):02}-{int(found['d']):02}"


def _slashed(found: re.Match[str], _: int | None) -> str:
    first, second = int(found["a"]), int(found["b"])
    if first <= _LATEST_MONTH and second <= _LATEST_MONTH and first != second:
        raise Unclear(f'"{found[0]}" could be two days')
    day, month = (first, second) if second <= _LATEST_MONTH else (second, first)
    return f"{found['y']}-{month:02}-{day:02}"


def _named(found: re.Match[str], year: int | None) -> str:
    groups = found.groupdict()
    own = groups.get("year") or (str(year) if year else "")
    if not own:
        raise Unclear(f'"{found[0].strip()}" has no year')
    month = _MONTHS.index(found["month"][:3].lower()) + 1
    day = groups.get("day")
    return f"{own}-{month:02}-{int(day):02}" if day else f"{own}-{month:02}"


def _stretch(found: re.Match[str], _: int | None) -> str:
    months = [_MONTHS.index(found[name][:3].lower()) + 1 for name in ("month", "until")]
    years = [int(found["since"] or found["year"]), int(found["year"])]
    days = [f"-{int(found[name]):02}" if found[name] else "" for name in ("day", "day_until")]
    parts = zip(years, months, days, strict=True)
    return "/".join(f"{year}-{month:02}{day}" for year, month, day in parts)


def _year(found: re.Match[str], _: int | None) -> str:
    return found["year"]


def _shape(pattern: str, made: Made) -> tuple[str, Made]:
    return rf"(?<![\w./-]){_WEEKDAY}{pattern}", made


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A shape's pattern; most texts are read by the first one, and no other is made."""
    return re.compile(pattern, re.IGNORECASE)


_FIRST = rf"{_MONTH}(?:\s+{_DAY})?(?:,?\s+(?P<since>(?:19|20)\d\d))?"
_LAST = _MONTH.replace("<month>", "<until>") + rf"(?:\s+{_DAY.replace('<day>', '<day_until>')})?"
# The longer shape first: a stretch holds days, a day holds a month, a month holds a year.
_SHAPES = (
    _shape(rf"{_FIRST}\s*(?:[-–—]|to|until)\s*{_LAST},?\s+{_YEAR}", _stretch),
    _shape(rf"(?P<y>\d{{4}})([-/.])(?P<m>\d\d)\2(?P<d>\d\d)(?!\d){_TIME}", _iso),
    _shape(r"(?P<y>\d{4})-?W(?P<week>\d\d)\b", _week),
    _shape(r"(?P<year>\d{4})[- ]?(?P<part>[QH][1-4])\b", _part),
    _shape(rf"(?P<part>[QH][1-4])[-/ ]?{_YEAR}", _part),
    _shape(r"(?P<y>\d{4})-(?P<m>0\d|1[0-2])(?P<d>)(?![\d-])", _iso),
    _shape(r"(?P<y>\d{4})([-/.])(?P<m>[01]?\d)\2(?P<d>[0-3]?\d)(?!\d)", _dotted),
    _shape(r"(?P<d>[0-3]?\d)\.\s?(?P<m>[01]?\d)\.\s?(?P<y>\d{4})(?!\d)", _dotted),
    _shape(r"(?P<a>[0-3]?\d)/(?P<b>[0-3]?\d)/(?P<y>\d{4})(?!\d)", _slashed),
    _shape(r"(?P<a>[0-3]?\d)-(?P<b>[0-3]?\d)-(?P<y>\d{4})(?!\d)", _slashed),
    _shape(rf"(?P<day>[0-3]?\d)-{_MONTH}-{_YEAR}", _named),
    _shape(rf"{_DAY}\.?\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?", _named),
    _shape(rf"{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?", _named),
    _shape(rf"{_MONTH},?\s+{_YEAR}", _named),
)
_MONTH_ALONE = _shape(rf"{_MONTH}(?=\s*(?:[:–—|-]|$))", _named)
_YEAR_ALONE = _shape(_YEAR, _year)
_YEAR_LEADS = _shape(rf"{_YEAR}(?=\s*(?:[:–—|-]\s|$))", _year)


def leading(text: str, year: int | None) -> Found | None:
    """The date that a line begins with.

    Args:
        text: the line without its list sign.
        year: the year of the headings above it, for dates that name none.

    Raises:
        Unclear: it begins with something that could be two days, or with no day at all.
    """
    for shape in (*_SHAPES, _YEAR_LEADS, _MONTH_ALONE):
        found = _read(shape, text, year, whole=False)
        if found:
            return found
    return None


def anywhere(text: str, year: int | None) -> Found | None:
    """The first date that a heading holds, as in "Week of 2 March 2026"; else its year.

    Raises:
        Unclear: the date could be two days, or is no day at all.
    """
    for shape in (*_SHAPES, _MONTH_ALONE, _YEAR_ALONE):
        found = _read(shape, text, year, whole=True)
        if found:
            return found
    return None


def trailing(text: str, year: int | None) -> Found | None:
    """A date in brackets at the end of a line: "… (March 2026)"."""
    bracket = re.search(r"\s*[(\[]([^()\[\]]+)[)\]]\.?\s*\Z", text)
    if not bracket:
        return None
    for found in _all(bracket[1].strip(), year):
        if found.end == len(bracket[1].strip()) and found.start == 0:
            return Found(found.when, bracket.start(), len(text))
    return None


def _all(text: str, year: int | None) -> Iterator[Found]:
    for shape in (*_SHAPES, _YEAR_ALONE):
        try:
            found = _read(shape, text, year, whole=False)
        except Unclear:
            continue
        if found:
            yield found


def _read(shape: tuple[str, Made], text: str, year: int | None, *, whole: bool) -> Found | None:
    pattern, made = shape
    match = _compiled(pattern).search(text) if whole else _compiled(pattern).match(text)
    if not match:
        return None
    written = made(match, year)
    try:
        return Found(parse_when(written), match.start(), match.end())
    except DateError as error:
        raise Unclear(f'"{match[0].strip()}" {error}') from None
