"""Which texts speak of the same thing, by the words they share."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SHORTEST, _STEM = 3, 4
_ENDINGS = ("ingly", "ions", "ing", "ion", "ers", "ies", "ed", "er", "es", "ly", "e", "s", "y")
# Words that are in every text and every question, and tell nothing of what it is about.
_TELL_NOTHING = """
    about after again all also and any are because been before being but can could describe did
    does doing done each ever example for from gave get give given going got had handle has have
    her him his how into its just know like made make many more most much new not now off once
    one only other our out over own said same she should since situation some something such
    tell than that the their them then there these they thing things this those through time
    told too under until upon very was well went were what when where which while who whom whose
    why will with without work worked working would you your yourself walk
"""
_COMMON = frozenset(_TELL_NOTHING.split())


@lru_cache(maxsize=4096)
def stems(text: str) -> tuple[str, ...]:
    """The words of a text that tell what it is about, without their endings, each once.

    An ending is cut where at least four letters remain, so "refunds" and "refunding" are one.
    """
    words = (word.casefold() for word in _WORD.findall(text))
    telling = (w for w in words if (len(w) >= _SHORTEST and w not in _COMMON) or w == "no")
    return tuple(dict.fromkeys(_stem(word) for word in telling))


def _stem(word: str) -> str:
    word = re.sub(r"['’].*", "", word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word.removesuffix(ending)
    return word


def overlap(one: str, other: str) -> int:
    """How many telling words two texts share."""
    return len(set(stems(one)) & set(stems(other)))
