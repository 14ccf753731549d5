"""The search itself: all patterns at once, over all that leaves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, filterfalse
from typing import TYPE_CHECKING

from whyfolio.dataclass import dataclass
from whyfolio.guard.changed import changed_part
from whyfolio.guard.folding import bare, bare_words, folded
from whyfolio.guard.readers import Unreadable, is_page, markup, pieces, reader_for, tag_texts
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


_NOTHING = Look()


class Search:
    """Looks for words in one file after the other.

    Most tags of a page stand on many pages, so what was found in a tag is remembered.
    """

    def __init__(self, words: Sequence[bytes]) -> None:
        self._find = finder(words) if words else None
        self._glance = _glance(words)
        self._longest = max(map(len, words), default=0)
        self._seen: set[bytes] = set()
        self._found: dict[bytes, Look] = {}

    def look(self, artifact: Artifact) -> Look:
        """What stands in a file, or why it cannot be read."""
        reader = reader_for(artifact.path)
        if reader is None:
            return Look(fault="is of a kind that the guard cannot read")
        if is_page(artifact.path) and self._is_clean_at_a_glance(artifact):
            return _NOTHING
        try:
            texts = reader(artifact.content)
        except Unreadable:
            return Look(fault="is not what its name says, so that it cannot be read")
        if self._find is None:
            return _NOTHING
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

    def _is_clean_at_a_glance(self, artifact: Artifact) -> bool:
        """Whether nothing can be found in a page; where it may be, it is read with care."""
        if self._glance is None:
            return False
        text, tags = pieces(artifact.content)
        if text is None or self._in_tags(tags):
            return False
        return not self._glance(bare(f"/{artifact.path}|{text}"))

    def _in_tags(self, tags: Sequence[bytes]) -> list[Look]:
        """What was found in tags; new ones are looked at together, and alone if that pays."""
        if len(self._seen) > _MOST_TAGS:
            self._seen.clear()
            self._found.clear()
        new = dict.fromkeys(filterfalse(self._seen.__contains__, tags))
        self._seen.update(new)
        if new and self._in_some(new):
            looked = {tag: self._in_some([tag]) for tag in new}
            self._found.update((tag, look) for tag, look in looked.items() if look)
        return [self._found[tag] for tag in tags if tag in self._found] if self._found else []

    def _in_some(self, tags: Iterable[bytes]) -> Look:
        assert self._find is not None  # noqa: S101 - asked for by look alone
        texts = tag_texts(tags)
        if self._glance is not None and not self._glance(bare(f"{texts.whole}|{texts.text}")):
            return _NOTHING
        return Look(self._find(folded(texts.whole)), self._find(folded(texts.text)))


def _letters(part: bytes) -> int:
    """How long the text of a part of a page is, folded."""
    return len(folded(markup(part).text))


def hits(artifact: Artifact, look: Look, listed: Sequence[Sequence[Pattern]]) -> Iterator[Hit]:
    """The patterns of what was found in a file that count in this file."""
    reader = reader_for(artifact.path)
    texts = reader(artifact.content) if reader else None
    tags = dict.fromkeys(texts.tags) if texts else ()
    text = "|".join([texts.text, *(tag_texts([tag]).text for tag in tags)]) if texts else ""
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
    pieces = (folded(piece) for piece in (*_joined(narrow), *_joined(wide)))
    return _found_in(words, chain(pieces, others))


def _found_in(words: Sequence[bytes], pieces: Iterable[bytes]) -> frozenset[int]:
    """The numbers of the words that are found; once half of them are, the others are looked for."""
    found: set[int] = set()
    left, met = [*range(len(words))], set[int]()
    find = finder(words)
    for piece in pieces:  # to the last one, as others may be folded and remembered on the way
        if left:
            met |= find(piece)
        if met and len(met) * 2 >= len(left):
            found.update(left[number] for number in met)
            left, met = [number for number in left if number not in found], set()
            find = finder([words[number] for number in left])
    return frozenset(found.union(left[number] for number in met))


def _joined(texts: Sequence[str]) -> Iterator[str]:
    """Texts one after the other, so many at a time; what stands where two meet is in one of them.

    All of them in one would take ten times their size in memory.
    """
    for start in range(0, len(texts), _AT_ONCE):
        yield "|".join(texts[max(0, start - 1) : start + _AT_ONCE])


def _glance(words: Sequence[bytes]) -> Callable[[bytes], frozenset[int]] | None:
    """A search for the bare words; None where they would not tell.

    They would not if one has signs alone, or begins or ends within a word.
    """
    wanted = dict.fromkeys(map(bare_words, words))
    has_whole = all(word[:1] == word[-1:] == b" " for word in words)
    return finder([*wanted]) if wanted and has_whole and bare_words(b"") not in wanted else None


def finder(words: Sequence[bytes]) -> Callable[[bytes], frozenset[int]]:
    """A search for many words in one pass (Aho and Corasick, 1975)."""
    from ahocorasick_rs import BytesAhoCorasick

    find = BytesAhoCorasick(words).find_matches_as_indexes
    return lambda text: frozenset([number for number, _, _ in find(text, overlapping=True)])
