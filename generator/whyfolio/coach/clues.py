"""Whether an entry holds what a rule looks for: all rules' words are searched for in one pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING

from whyfolio.coach.privacy_sight import values
from whyfolio.coach.texts import passages
from whyfolio.model.entry import Entry
from whyfolio.model.fields import Address

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

Look = Callable[[Entry], frozenset[str]]


def looking_for(words: Iterable[str]) -> Look:
    """The way to say which of some words an entry holds in any text or address.

    Args:
        words: what is looked for, case-folded, also within a word.
    """
    wanted = tuple(dict.fromkeys(words))
    if not wanted:
        return lambda _entry: frozenset()
    search = _search(wanted)

    def look(entry: Entry) -> frozenset[str]:
        texts = [passage.text for passage in passages(entry)]
        texts += [address for _, address in values(entry, Address)]
        found = search.find_matches_as_indexes("\n".join(texts).casefold(), overlapping=True)
        return frozenset([wanted[number] for number, _, _ in found])

    return look


@cache
def _search(words: tuple[str, ...]) -> AhoCorasick:
    from ahocorasick_rs import AhoCorasick

    return AhoCorasick(words)
