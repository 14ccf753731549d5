"""How a question names an entry, a date and somebody's words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from whyfolio.dates import When
from whyfolio.markdown.converter import plain
from whyfolio.markdown.directives import resolve_prose
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry
from whyfolio.names import join_words
from whyfolio.portfolio.titles import with_title

_LONGEST = 72
_NAMED = 3
_DAY = len("2026-11-21")
_TO_TWELVE = "no one two three four five six seven eight nine ten eleven twelve"
_SMALL = _TO_TWELVE.split()


def bare_title(entry: Entry) -> str:
    """The entry's title as its pages show it."""
    return plain(with_title(entry).title)


def titled(entry: Entry) -> str:
    """The entry's title in quotes."""
    return f'"{bare_title(entry)}"'


def all_titled(entries: Sequence[Entry]) -> str:
    """The titles of the first three, and how many there are beside."""
    names = [titled(entry) for entry in entries[:_NAMED]]
    left = len(entries) - _NAMED
    return join_words([*names, f"{number(left)} more"] if left > 0 else names, "and")


def words(text: str) -> str:
    """A sentence as its author reads it, in quotes, cut between words where it is long."""
    read = " ".join(plain(resolve_prose(text, Audience.PRIVATE)).split()).strip('"“”.')
    if len(read) > _LONGEST:
        read = f"{read[:_LONGEST].rsplit(' ', 1)[0].rstrip(',.;:')} …"
    return f'"{read}"'


def number(count: int) -> str:
    """A small number as a word."""
    return _SMALL[count] if 0 <= count < len(_SMALL) else str(count)


def counted(count: int, one: str) -> str:
    """The thing with its number: one story, two stories."""
    many = f"{one[:-1]}ies" if one.endswith("ry") else f"{one}s"
    return f"{number(count)} {one if count == 1 else many}"


def on(when: When) -> str:
    """A date as part of a sentence: on 2026-11-14, in 2026-11."""
    return f"{'on' if len(when.text) == _DAY else 'in'} {when.text}"


def ago(day: date, today: date) -> str:
    """How long ago a day was: three weeks ago, five months ago."""
    days = (today - day).days
    for length, unit in ((365, "year"), (30, "month"), (7, "week")):
        if days >= 2 * length:
            return f"{counted(days // length, unit)} ago"
    return f"{counted(days, 'day')} ago"
