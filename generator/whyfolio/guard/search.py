"""The search itself: all patterns at once, over everything that is said and all that leaves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from whyfolio.guard.folding import folded
from whyfolio.guard.passages import Sort
from whyfolio.guard.patterns import Pattern, Patterns
from whyfolio.guard.readers import Texts, reader_for
from whyfolio.model.artifact import Artifact


@dataclass(frozen=True, slots=True)
class Hit:
    """A pattern that was found in an output file."""

    pattern: Pattern
    path: str


def without_said(found: Patterns, said: Iterable[str], ladders: Iterable[str]) -> Patterns:
    """The patterns that stand in nothing an audience may read; levels stand in the ladders too."""
    if not found:
        return found
    words = list(found)
    search = _automaton(words)
    allowed = _indexes(search, b"".join(folded(text) for text in said if text))
    known = _indexes(search, b"".join(folded(text) for text in ladders if text))
    known = {n for n in known if found[words[n]][0].passage.sort is not Sort.LEVEL}
    gone = allowed | known
    return {each: found[each] for number, each in enumerate(words) if number not in gone}


class Search:
    """Looks for patterns in output files."""

    def __init__(self, wanted: Patterns) -> None:
        self._patterns: Sequence[list[Pattern]] = list(wanted.values())
        self._automaton = _automaton(list(wanted)) if wanted else None

    def hits(self, artifact: Artifact) -> list[Hit]:
        """Every pattern in the bytes or the name of a file.

        Raises:
            Unreadable: the bytes are not what the name says.
            KeyError: nothing reads files of this ending.
        """
        reader = reader_for(artifact.path)
        if reader is None:
            raise KeyError(artifact.path)
        texts = reader(artifact.content)
        if self._automaton is None:
            return []
        around = folded(f"/{artifact.path}|{texts.whole}")
        found = [*self._found(around, texts, artifact.path, in_text=False)]
        if texts.text:
            found += self._found(folded(texts.text), texts, artifact.path, in_text=True)
        return found

    def _found(self, words: bytes, texts: Texts, path: str, *, in_text: bool) -> list[Hit]:
        return [
            Hit(pattern, path)
            for number in _indexes(self._automaton, words)
            for pattern in self._patterns[number]
            if _counts(pattern, texts, path, in_text=in_text)
        ]


def _counts(pattern: Pattern, texts: Texts, path: str, *, in_text: bool) -> bool:
    if pattern.in_text and not in_text:
        return False
    if pattern.pages and not path.startswith(pattern.pages):
        return False
    return not pattern.exact or re.search(pattern.exact, texts.text) is not None


def _automaton(words: list[bytes]) -> object:
    from ahocorasick_rs import BytesAhoCorasick

    return BytesAhoCorasick(words)


def _indexes(automaton: object, words: bytes) -> set[int]:
    from ahocorasick_rs import BytesAhoCorasick

    assert isinstance(automaton, BytesAhoCorasick)  # noqa: S101 - imported late
    return {found[0] for found in automaton.find_matches_as_indexes(words, overlapping=True)}
