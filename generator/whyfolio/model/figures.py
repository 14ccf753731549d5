"""Figures as an author writes them, and the change from one to another.

A change is printed only where it follows from what is written: figures in two units, ranges
and dates have none.
"""

from __future__ import annotations

import re
from decimal import Decimal, localcontext
from functools import lru_cache

from whyfolio.dataclass import dataclass

_SPACES = "  \u00a0\u202f\u2009"
_FIGURE = re.compile(
    rf"[~≈]?\s*(?P<sign>[-−–+]?)\s*(?P<currency>[€$£¥]?)\s*"
    rf"(?P<digits>[0-9](?:[0-9.,'’]|[{_SPACES}](?=[0-9]{{3}}(?![0-9])))*)(?P<rest>.*)",
    re.DOTALL,
)
_GROUPED = re.compile(r"[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*\Z")
_NOT_ALONE = re.compile(r"[0-9]|\s*(?:[-−–/:]|to\b|or\b)\s*[0-9]|[eE][-+]?[0-9]|-[QqHh][0-9]")
_ALL_GONE = Decimal(-100)
_FINEST = 6
_GROUPED_FROM = 10_000
_LONGEST = 20
_PERCENT = re.compile(r"(?:%|percent\b|per cent\b|pct\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Figure:
    amount: Decimal
    currency: str
    unit: str


def number(text: str) -> Decimal | None:
    """The number that a figure begins with ("12 %", "1,200", "0.4"), or None.

    A comma before the last three digits groups, every other single comma or dot is a decimal
    mark. A range ("10-12"), a fraction, a date and a row of more than 20 digits are no number.
    """
    figure = _figure(text)
    return figure.amount if figure else None


@lru_cache(maxsize=4096)
def change(before: str, after: str, unit: str) -> str:
    """The change from one figure to another: "−97 %", "+12 points", "+5 pages" or "".

    A unit of % changes by points. From zero, and where a figure is negative, there is no
    percentage; the difference is told instead.
    """
    first, last = _figure(before), _figure(after)
    if first is None or last is None or first.amount == last.amount:
        return ""
    if not _same_unit(first, last):
        return ""
    own_unit = last.unit or first.unit
    difference = last.amount - first.amount
    if _PERCENT.match(unit.strip()) or _PERCENT.match(own_unit):
        return f"{_signed(difference)} {'point' if abs(difference) == 1 else 'points'}"
    if first.amount <= 0 or last.amount < 0:
        words = own_unit if unit.strip() in own_unit else f"{own_unit} {unit.strip()}"
        currency = last.currency or first.currency
        return f"{_signed(difference, currency)} {words.strip()}".strip()
    percentage = _percentage(first.amount, last.amount)
    return f"{_signed(percentage)} %" if percentage else ""


@lru_cache(maxsize=4096)
def _figure(text: str) -> _Figure | None:
    found = _FIGURE.match(text.strip())
    if not found:
        return None
    digits = found["digits"].rstrip(".,'’")
    rest = found["digits"][len(digits) :] + found["rest"]
    amount = None if _NOT_ALONE.match(rest) else _amount(digits)
    if amount is None:
        return None
    if found["sign"] in set("-−–"):
        amount = -amount
    return _Figure(amount, found["currency"], " ".join(rest.strip(" .,;").split()))


def _amount(digits: str) -> Decimal | None:
    """The value of digits with grouping and decimal marks; None where they make no number."""
    plain = re.sub(rf"['’{_SPACES}]", "", digits)
    if len(plain) > _LONGEST:
        return None
    marks = [mark for mark in plain if mark in ".,"]
    if not marks:
        return Decimal(plain)
    if len(marks) == 1:
        groups = marks[0] == "," and _GROUPED.match(plain) and not plain.startswith("0")
        return Decimal(plain.replace(",", "" if groups else "."))
    decimal_mark = marks[-1] if marks[-1] not in marks[:-1] else ""
    whole, _, fraction = plain.rpartition(decimal_mark) if decimal_mark else (plain, "", "")
    if not _GROUPED.match(whole):
        return None
    grouped = re.sub("[.,]", "", whole)
    return Decimal(f"{grouped}.{fraction}" if fraction else grouped)


def _same_unit(first: _Figure, last: _Figure) -> bool:
    """Whether both figures count the same; one without a unit counts what the other does."""
    currencies = {figure.currency for figure in (first, last) if figure.currency}
    units = {_singular(figure.unit) for figure in (first, last) if figure.unit}
    return len(currencies) <= 1 and len(units) <= 1


def _singular(unit: str) -> str:
    head, _, tail = unit.casefold().partition(" ")
    return f"{head.removesuffix('s')} {tail}".strip()


def _percentage(first: Decimal, last: Decimal) -> Decimal:
    """Whole percents; more digits below 1 %, and where rounding would say that nothing is left."""
    with localcontext(prec=4 * _LONGEST):
        exact = (last - first) / first * 100
        for digits in range(_FINEST):
            rounded = round(exact, digits)
            if rounded and (rounded != _ALL_GONE or not last):
                return rounded
        return round(exact, _FINEST)


def _signed(amount: Decimal, currency: str = "") -> str:
    text = format(abs(amount).normalize(), "f" if abs(amount) < _GROUPED_FROM else ",f")
    return f"{'−' if amount < 0 else '+'}{currency}{text}"
