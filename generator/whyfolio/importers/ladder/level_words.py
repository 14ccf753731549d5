"""Whether a title names a level, and how high it is beside others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_RANKS = (
    ("intern", "apprentice", "trainee", "novice", "beginner", "none", "awareness", "n00b"),
    ("junior", "jr", "entry", "graduate", "associate", "basic", "foundational", "emerging"),
    ("mid", "intermediate", "midlevel", "working", "developing", "competent", "regular"),
    ("senior", "sr", "advanced", "proficient", "practitioner", "practicing", "experienced"),
    ("lead", "staff", "expert", "specialist", "mastery", "role-modeling"),
    ("principal", "manager", "exemplifying", "guru", "ninja"),
    ("distinguished", "director", "head"),
    ("fellow", "vp", "chief", "cto"),
)
_RANK_OF = {word: rank for rank, words in enumerate(_RANKS) for word in words}
_WORD = re.compile(r"[a-z0-9]+(?:-modeling)?")
_NUMBER = re.compile(
    r"(?:\b(?:level|lvl|grade|band|tier|step|stage|milestone|rank|year)\s*[-#.:]?\s*"
    r"|\b[a-z]{1,4}[-.]?|\s|^)(\d{1,2})(?:\.\d)?(?=[^\w.]|_|\Z)",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"\s(I{1,3}|IV|VI{0,3})\b")
_ROMANS = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8}
# What is counted elsewhere in a handbook: "Phase 1", "Slide 3", "First 30 days".
_COUNTED = frozenset(
    [
        *(
            "phase",
            "day",
            "week",
            "month",
            "slide",
            "wave",
            "policy",
            "action",
            "component",
            "option",
        ),
        *("alternative", "appendix", "chapter", "section", "part", "figure", "table", "question"),
        *("example", "objective", "kr", "okr", "goal", "sprint", "quarter"),
    ]
)
# "Step 1: Ask" is one of a plan; "Step 1" by itself may be a level.
_PLANNED = frozenset(["step", "stage", "hypothesis", "priority", "challenge"])
_NUMBERED = 2
_STRETCH = re.compile(r"\b\d+(?:\s*[-–]\s*\d+)?\s+(?:days|weeks|minutes|months)\b", re.IGNORECASE)
_MOST_WORDS = 8
_LONGEST = 120


def names_level(title: str) -> bool:
    """Whether a title is a level's, as "Senior Engineer", "L3" or "Developer II"."""
    words = _WORD.findall(title.casefold()) if len(title) <= _LONGEST else []
    if not words or len(words) > _MOST_WORDS or title.rstrip().endswith((".", "?")):
        return False
    if any(word in _RANK_OF for word in words):
        return True
    is_counted = words[0] in _COUNTED or bool(_STRETCH.search(title))
    is_counted |= words[0] in _PLANNED and len(words) > _NUMBERED
    return number_of(title) is not None and not is_counted


def levels_among(titles: Iterable[str]) -> set[str]:
    """Those of some titles that name levels; "Engineer" is one beside "Senior Engineer"."""
    said = set(titles)
    named = {title for title in said if names_level(title)}
    roles = {role_of(title) for title in named} - {""}
    return named | {title for title in said if role_of(title) in roles}


def role_of(title: str) -> str:
    """A title without its number and rank: "engineer" of "Senior Engineer II"."""
    words = _WORD.findall(_ROMAN.sub(" ", _NUMBER.sub(" ", title)).casefold())
    return " ".join(word for word in words if word not in _RANK_OF)


def number_of(title: str) -> int | None:
    """The number in a level's title, Roman or not."""
    found = _NUMBER.search(title)
    if found:
        return int(found[1])
    roman = _ROMAN.search(title)
    return _ROMANS.get(roman[1]) if roman else None


def share(titles: Iterable[str]) -> float:
    """Which part of some titles names levels."""
    said = [title for title in titles if title.strip()]
    return sum(map(names_level, said)) / len(said) if said else 0.0


def is_from_the_top(titles: Sequence[str]) -> bool:
    """Whether levels stand from the highest to the lowest: each number or rank below the last."""
    for heights in ([number_of(title) for title in titles], [_rank(title) for title in titles]):
        known = [height for height in heights if height is not None]
        if len(known) == len(titles) > 1 and len(set(known)) == len(known):
            return known == sorted(known, reverse=True)
    return False


def height(title: str) -> tuple[int, int]:
    """By which levels of separate files are put into order."""
    rank = _rank(title)
    number = number_of(title)
    return (2 if rank is None else rank, number or 0)


def _rank(title: str) -> int | None:
    ranks = [_RANK_OF[word] for word in _WORD.findall(title.casefold()) if word in _RANK_OF]
    return max(ranks) if ranks else None
