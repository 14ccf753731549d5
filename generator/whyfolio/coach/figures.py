"""Whether a sentence holds a number that measures something, and a figure says what it counts."""

from __future__ import annotations

import re

from whyfolio.model.values import Impact

# Digits that only name: dates, times, tickets, versions.
_NAMES = re.compile(
    r"\b\d{4}-(?:\d{2}(?:-\d{2})?|[QH]\d)\b"
    r"|\b\d{1,2}:\d{2}\b"
    r"|#\d+"
    r"|\b(?:bugs?|tickets?|issues?|incidents?|PRs?|RFC|ADR|ISO|CVE|version|release|phase|part|step"
    r"|level|sprint|room|page|chapter|Python|Java|Node|Postgres|PHP|HTTP|Windows|iOS|Android)"
    r"[ \t-]?#?\d[\d.]*"
    r"|\b\d+\.\d+\.\d+\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\w.,$€£¥])(?:19|20)\d\d(?![\d%]|[.,]\d|\s?%)")
_DIGITS = re.compile(r"(?<![\w.,/-])\d|(?<=[-−–/$€£¥])\d")
_WORDS = re.compile(
    r"\b(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?|half|halved|doubled"
    r"|tripled|twice|zero|percent|per cent)\b",
    re.IGNORECASE,
)
_SPEAKS = re.compile(r"[^\W\d_]|[%‰€$£¥°]")
_WHOLE = re.compile(r"[~≈\s]*[-−+]?\d[\d  \u202f,']*\Z")
_WORD = re.compile(r"[^\W\d_]+")
_UNITS = (
    "second seconds minute minutes hour hours day days week weeks month months quarter quarters "
    "year years percent ms euros dollars pounds francs bytes kilobytes megabytes gigabytes"
)
_DIMENSIONS = (
    "age bandwidth bill bills budget cost costs delay delays downtime duration durations expense "
    "expenses fee fees lag latency length memory price prices rate rates ratio revenue salary "
    "savings share size sizes speed spend spending throughput time times traffic turnaround "
    "uptime wait waits weight"
)
_NAMES_A_UNIT = frozenset(_UNITS.split())
_NEEDS_A_UNIT = frozenset(_DIMENSIONS.split())
_PLURALS = frozenset(["people", "children", "staff", "men", "women"])
_SHORT_WORD = 3


def holds_number(text: str) -> bool:
    """Whether a sentence tells a quantity. Dates, tickets and versions tell none."""
    left = _YEAR.sub(" ", _NAMES.sub(" ", text))
    return bool(_DIGITS.search(left) or _WORDS.search(left))


def has_figure(impact: Impact) -> bool:
    """Whether an impact holds at least one number."""
    return any(sign.isdigit() for sign in impact.before + impact.after)


def asks_for_unit(impact: Impact) -> bool:
    """Whether nothing says what the figures count.

    Whole numbers of something that can be counted ("lost orders") need no unit.
    """
    figures = [figure for figure in (impact.before, impact.after) if figure]
    if impact.unit or any(_SPEAKS.search(figure) for figure in figures):
        return False
    words = {word.casefold() for word in _WORD.findall(impact.measure)}
    if words & _NAMES_A_UNIT or "%" in impact.measure:
        return False
    counted = any(_is_plural(word) for word in words) and not words & _NEEDS_A_UNIT
    return not (counted and all(_WHOLE.match(figure) for figure in figures))


def _is_plural(word: str) -> bool:
    if word in _PLURALS:
        return True
    ends = word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return ends and len(word) > _SHORT_WORD
