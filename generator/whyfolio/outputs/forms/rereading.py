"""What to read again before a form is sent: the figures and the names in each box."""

from __future__ import annotations

import re
from collections.abc import Iterable

from whyfolio.dataclass import dataclass
from whyfolio.outputs.forms.shapes import FilledForm

_DATE = r"\b\d{4}-(?:\d\d(?:-\d\d)?|[QH]\d)\b|(?<![\w.,$€£¥])(?:19|20)\d\d(?![\d%]|[.,]\d|\s?%)"
_ADDRESS = r"\b[a-z]+://\S+"
_NOT_FIGURES = re.compile(rf"{_ADDRESS}|{_DATE}|#\d+|\b\d{{1,2}}:\d\d\b", re.IGNORECASE)
_FIGURE = re.compile(
    r"(?<![\w.,])[~≈]?[-−+]?[$€£¥]?\d(?:[\d.,'’]*\d)?(?:\s?%|\s?[kKM](?!\w)|\s?(?:EUR|USD|GBP|CHF)\b|x\b)?"
)
_NAME = re.compile(r"(?<![.!?:“\"(]\s)(?<!\A)(?<=\s)[A-Z][a-zà-ÿ]+(?:\s[A-Z][a-zà-ÿ]+)*")
_MONTHS = "January February March April May June July August September October November December"
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
_NO_NAMES = frozenset(["I", *_MONTHS.split(), *_DAYS.split()])


@dataclass(frozen=True, slots=True)
class Reread:
    """What one box holds that had better be right: figures and names as they stand there."""

    number: int
    figures: tuple[str, ...]
    names: tuple[str, ...]


def reread(filled: FilledForm, names: Iterable[str] | None = None) -> tuple[Reread, ...]:
    """The boxes that hold figures or names.

    Args:
        filled: the form.
        names: the people that a portfolio knows; None where none is known, and then every word
            with a capital inside a sentence counts as a name.
    """
    found = []
    known = None if names is None else _shape_of(names)
    for number, box in enumerate(filled.boxes, 1):
        entries = [placed.text for placed in box.placed]
        figures = [figure for text in entries for figure in figures_in(text)]
        people = [name for text in entries for name in _names_in(text, known)]
        if figures or people:
            found.append(
                Reread(number, tuple(dict.fromkeys(figures)), tuple(dict.fromkeys(people)))
            )
    return tuple(found)


def figures_in(text: str) -> tuple[str, ...]:
    """The figures of a text; dates, times and ticket numbers are none."""
    left = _NOT_FIGURES.sub(" ", text)
    return tuple(found.group().strip() for found in _FIGURE.finditer(left))


def _shape_of(names: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(set(names), key=lambda name: (-len(name), name))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})\b")


def _names_in(text: str, known: re.Pattern[str] | None) -> list[str]:
    shape = _NAME if known is None else known
    return [name for name in shape.findall(text) if name not in _NO_NAMES]
