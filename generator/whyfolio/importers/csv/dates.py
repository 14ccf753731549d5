"""Dates as tables hold them: one cell, one date, and a column that is read in one way."""

from __future__ import annotations

import re
from collections.abc import Iterable

from whyfolio.dates import When
from whyfolio.importers.written_dates import Unclear, leading

_SLASHED = re.compile(r"([0-3]?\d)([/.-])([0-3]?\d)\2(\d{4})(?=\D|\Z)")
_LATEST_MONTH = 12
_END = re.compile(r"[\s.,;]*\Z")
_CLOCK = re.compile(
    r",?\s+\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:\s*[ap]\.?m\.?)?(?:\s+(?:UTC|GMT|Z))?\Z",
    re.IGNORECASE,
)


def date_of(text: str, order: str = "") -> When:
    """The date that a cell holds, and nothing else; a time of day behind it is dropped.

    Args:
        text: the cell.
        order: "day first" or "month first" for `3/4/2026`; else that is unclear.

    Raises:
        Unclear: it is no date, or could be two; the message says why.
    """
    plain = _CLOCK.sub("", text.strip())
    numbers = _SLASHED.match(plain)
    if numbers and order and (numbers[2] == "/" or order == "month first"):
        first, second = int(numbers[1]), int(numbers[3])
        day, month = (first, second) if order == "day first" else (second, first)
        plain = f"{numbers[4]}-{month:02}-{day:02}{plain[numbers.end() :]}"
    found = leading(plain, None)
    if not found or not _END.match(plain, found.end):
        message = f'"{text}" is no date'
        raise Unclear(message)
    return found.when


def order_of(cells: Iterable[str]) -> str:
    """How a column writes its days, where one of its cells can be read in one way only."""
    first = second = False
    for cell in cells:
        if found := _SLASHED.match(cell.strip()):
            first = first or int(found[1]) > _LATEST_MONTH
            second = second or int(found[3]) > _LATEST_MONTH
    if first == second:
        return ""
    return "day first" if first else "month first"


def told_rough(name: str, number: int) -> str:
    """What to say where lines for the log have no day of their own."""
    if number == 1:
        return f"{name}: 1 line says a month or more and no day; in the log it has the last day."
    return f"{name}: {number} lines say a month or more and no day; in the log each has the last."
