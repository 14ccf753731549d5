"""The search itself: all patterns at once, over all that leaves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from whyfolio.dataclass import dataclass
from whyfolio.guard.changed import changed_part
from whyfolio.guard.folding import folded
from whyfolio.guard.readers import Unreadable, is_page, markup, reader_for, tag_texts
from whyfolio.model.artifact import Artifact

if TYPE_CHECKING:
    from whyfolio.guard.patterns import Pattern

_MOST_TAGS = 4_000
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Hit:
    """A pattern that was found in an output file."""

    pattern: Pattern
    path: str


@dataclass(frozen=True, slots=True)
class Look:
    """What was found in one file: the numbers of the words around and within its text.

    ``fault`` says why the file could not be read, "" where it could.
    """

    around: frozenset[int] = frozenset()
    within: frozenset[int] = frozenset()
    fault: str = ""

    def __bool__(self) -> bool:
        return bool(self.around or self.within or self.fault)


class Search:
    """Looks for words in one file after the other.

    Most tags of a page stand on many pages, so what was found in a tag is remembered.
    """

    def __init__(self, words: Sequence[bytes]) -> None:
        self._find = finder(words) if words else None
        self._longest = max(map(len, words), default=0)
        self._seen: set[str] = set()
        self._found: dict[str, Look] = {}

    def look(self, artifact: Artifact) -> Look:
        """What stands in a file, or why it cannot be read."""
        reader = reader_for(artifact.path)
        if reader is None:
            return Look(fault="is of a kind that the guard cannot read")
        try:
            texts = reader(artifact.content)
        except Unreadable:
            return Look(fault="is not what its name says, so that it cannot be read")
        if self._find is None:
            return Look()
        tagged = self._in_tags(texts.tags)
        around = self._find(folded(f"/{artifact.path}|{texts.whole}"))
        within = self._find(folded(texts.text))
        return Look(
            around.union(*(found.around for found in tagged)),
            within.union(*(found.within for found in tagged)),
        )

    def look_again(self, artifact: Artifact, before: bytes) -> Look:
        """The same of a file that was looked at as it was ``before``, and nothing was found."""
        if self._find is None or not is_page(artifact.path):
            return self.look(artifact)
        part = changed_part(before, artifact.content, self._longest, _letters)
        return self.look(Artifact(artifact.path, part))

    def _in_tags(self, tags: Sequence[str]) -> list[Look]:
        """What was found in tags; new ones are looked at together, and alone if that pays."""
        if len(self._seen) > _MOST_TAGS:
            self._seen.clear()
            self._found.clear()
        new = [tag for tag in tags if tag not in self._seen]
        self._seen.update(new)
        if new and self._in_tag("|".join(new)):
            looked = {tag: self._in_tag(tag) for tag in new}
            self._found.update((tag, look) for tag, look in looked.items() if look)
        return [self._found[tag] for tag in tags if tag in self._found] if self._found else []

    def _in_tag(self, tag: str) -> Look:
        texts = tag_texts(tag)
        assert self._find is not None  # noqa: S101 - asked for by look alone
        return Look(self._find(folded(texts.whole)), self._find(folded(texts.text)))


def _letters(part: bytes) -> int:
    """How long the text of a part of a page is, folded."""
    return len(folded(markup(part).text))


def hits(artifact: Artifact, look: Look, listed: Sequence[Sequence[Pattern]]) -> Iterator[Hit]:
    """The patterns of what was found in a file that count in this file."""
    reader = reader_for(artifact.path)
    texts = reader(artifact.content) if reader else None
    text = "|".join([texts.text, *(tag_texts(tag).text for tag in texts.tags)]) if texts else ""
    for number in sorted(look.around | look.within):
        for pattern in listed[number]:
            elsewhere = pattern.pages and not artifact.path.startswith(pattern.pages)
            if elsewhere or (pattern.in_text and number not in look.within):
                continue
            if not pattern.exact or re.search(pattern.exact, text):
                yield Hit(pattern, artifact.path)


def standing_in(
    words: Sequence[bytes], texts: Iterable[str], others: Iterable[bytes] = ()
) -> frozenset[int]:
    """The numbers of the words that stand in some texts, or in ``others`` that are folded."""
    if not words:
        return frozenset()
    # One letter beyond ASCII makes folding several times slower for all that is folded with it.
    wide: list[str] = []
    narrow: list[str] = []
    for text in texts:
        (narrow if text.isascii() else wide).append(text)
    find = finder(words)
    pieces = (folded(piece) for piece in (*_joined(narrow), *_joined(wide)))
    return frozenset().union(*(find(piece) for piece in chain(pieces, others)))


def _joined(texts: Sequence[str]) -> Iterator[str]:
    """Texts one after the other, so many at a time; what stands where two meet is in one of them.

    All of them in one would take ten times their size in memory.
    """
    for start in range(0, len(texts), _AT_ONCE):
        yield "|".join(texts[max(0, start - 1) : start + _AT_ONCE])


def finder(words: Sequence[bytes]) -> Callable[[bytes], frozenset[int]]:
    """A search for many words in one pass (Aho and Corasick, 1975)."""
    from ahocorasick_rs import BytesAhoCorasick

    find = BytesAhoCorasick(words).find_matches_as_indexes
    return lambda text: frozenset([number for number, _, _ in find(text, overlapping=True)])
