"""The search itself: all patterns at once, over all that leaves and all that is said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from whyfolio.crowd import each
from whyfolio.guard.folding import folded
from whyfolio.guard.passages import Sort
from whyfolio.guard.patterns import Pattern, Patterns
from whyfolio.guard.readers import Unreadable, reader_for
from whyfolio.model.artifact import Artifact


@dataclass(frozen=True, slots=True)
class Hit:
    """A pattern that was found in an output file."""

    pattern: Pattern
    path: str


@dataclass(frozen=True, slots=True)
class Searched:
    """What was found, and the files that could not be read with the reason."""

    hits: tuple[Hit, ...]
    unread: tuple[tuple[str, str], ...]


def search(
    wanted: Patterns, artifacts: Sequence[Artifact], said: Iterable[str], ladders: Iterable[str]
) -> Searched:
    """Look for patterns in output files.

    Args:
        wanted: what is held back.
        artifacts: the files.
        said: what their readers may read; a pattern in it is no hit.
        ladders: the texts of ladders, likewise, but for the levels of positions.
    """
    words, listed = list(wanted), list(wanted.values())
    automaton = _automaton(words) if words else None
    answers = each(lambda artifact: _look(artifact, automaton), artifacts)
    looks = [answer for answer in answers if isinstance(answer, _Look)]
    seen = sorted(set().union(*(look.around | look.within for look in looks)))
    allowed = _in(words, seen, said)
    levels = {n for n in seen if listed[n][0].passage.sort is Sort.LEVEL}
    left = frozenset(seen) - allowed - (_in(words, seen, ladders) - levels)
    hits: list[Hit] = []
    unread: list[tuple[str, str]] = []
    for artifact, answer in zip(artifacts, answers, strict=True):
        if isinstance(answer, str):
            unread.append((artifact.path, answer))
        elif not left.isdisjoint(answer.around | answer.within):
            hits += _hits(artifact, answer, left, listed)
    return Searched(tuple(hits), tuple(unread))


@dataclass(frozen=True, slots=True)
class _Look:
    """The numbers of the patterns found around and within the text of one file."""

    around: frozenset[int]
    within: frozenset[int]


def _look(artifact: Artifact, automaton: object) -> _Look | str:
    """What was found in a file, or why it cannot be read."""
    reader = reader_for(artifact.path)
    if reader is None:
        return "is of a kind that the guard cannot read"
    try:
        texts = reader(artifact.content)
    except Unreadable:
        return "is not what its name says, so that it cannot be read"
    if automaton is None:
        return _Look(frozenset(), frozenset())
    around = _indexes(automaton, folded(f"/{artifact.path}|{texts.whole}"))
    return _Look(around, _indexes(automaton, folded(texts.text)))


def _hits(
    artifact: Artifact, look: _Look, left: frozenset[int], listed: Sequence[list[Pattern]]
) -> Iterator[Hit]:
    reader = reader_for(artifact.path)
    text = reader(artifact.content).text if reader else ""
    for number in sorted(left & (look.around | look.within)):
        for pattern in listed[number]:
            elsewhere = pattern.pages and not artifact.path.startswith(pattern.pages)
            if elsewhere or (pattern.in_text and number not in look.within):
                continue
            if not pattern.exact or re.search(pattern.exact, text):
                yield Hit(pattern, artifact.path)


def _in(words: Sequence[bytes], numbers: Sequence[int], texts: Iterable[str]) -> frozenset[int]:
    """Which of the patterns stand in some texts."""
    if not numbers:
        return frozenset()
    automaton = _automaton([words[number] for number in numbers])
    found = _indexes(automaton, folded("|".join(text for text in texts if text)))
    return frozenset(numbers[place] for place in found)


def _automaton(words: list[bytes]) -> object:
    from ahocorasick_rs import BytesAhoCorasick

    return BytesAhoCorasick(words)


def _indexes(automaton: object, words: bytes) -> frozenset[int]:
    from ahocorasick_rs import BytesAhoCorasick

    assert isinstance(automaton, BytesAhoCorasick)  # noqa: S101 - imported late
    found = automaton.find_matches_as_indexes(words, overlapping=True)
    return frozenset([place for place, _, _ in found])
