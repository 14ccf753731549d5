"""The guard: what is held back from an audience must stand in nothing that leaves for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import chain

from whyfolio.config import Config
from whyfolio.crowd import each
from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic, Place, ordered
from whyfolio.guard.folding import folded
from whyfolio.guard.passages import Sort, as_read
from whyfolio.guard.patterns import Pattern, patterns
from whyfolio.guard.program import counted_words, ladder_words, own_words
from whyfolio.guard.reading import read
from whyfolio.guard.reports import GuardReport
from whyfolio.guard.search import Hit, Look, Search, hits, standing_in
from whyfolio.guard.sources import Sources
from whyfolio.memo import Memo, pack
from whyfolio.memo_keys import folded_key
from whyfolio.model.artifact import Artifact
from whyfolio.model.audience import Audience

_LONG = 400  # letters; a text of so many is worth remembering
_WHAT = {
    "E901": "these words are",
    "E902": "this name, figure or address is",
    "E903": "this comment is",
    "E904": "the name of this page, tag or file is",
}
_CURES = {
    "E901": "open it to that audience, reword one of the two places, or name the exact words "
    "under [guard] allow with the reason",
    "E902": "open it to that audience, take it out of the other place, or name it under "
    "[guard] allow with the reason",
    "E903": "delete the comment, or take its words out of the page",
    "E904": "open the entry to that audience, rename it, or name the words under [guard] allow "
    "with the reason",
}
_READERS = {
    Audience.PUBLIC: "the public site",
    Audience.REVIEW: "the reviewers' site",
    Audience.PRIVATE: "the built sites",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for on behalf of one audience; a value that may travel between processes.

    Attributes:
        audience: who would get the files.
        words: what is held back, folded, but for words that this audience may read elsewhere.
        patterns: for each of the words, where it counts.
        held: all words that are held back, folded, whoever may read them elsewhere.
    """

    audience: Audience
    words: tuple[bytes, ...]
    patterns: tuple[tuple[Pattern, ...], ...]
    held: tuple[bytes, ...]

    @property
    def strings(self) -> int:
        """How many strings are held back in all."""
        return len(self.held)


def gather(
    sources: Sources, audience: Audience, config: Config, today: date, memo: Memo | None = None
) -> Wanted:
    """Read the sources for what is held back from an audience.

    Args:
        sources: what the author wrote, before anything was selected.
        audience: who will get the files.
        config: the settings; `[guard] allow` names what may stand anywhere.
        today: entries of later days are held back from everybody.
        memo: knows the words of long texts; it is for the caller to save it.
    """
    found = read(sources, audience, today)
    held = patterns(found.held, counted_words())
    words = list(held)
    ladders = standing_in(words, ladder_words(sources))
    levels = {n for n in ladders if held[words[n]][0].passage.sort is Sort.LEVEL}
    short = (text for text in found.marked if len(text) < _LONG)
    said = [*found.said, *chain.from_iterable(map(as_read, short)), *own_words(config)]
    long = (_folded(text, memo) for text in found.marked if len(text) >= _LONG)
    allowed = standing_in(words, said, long) | (ladders - levels)
    left = tuple(word for number, word in enumerate(words) if number not in allowed)
    return Wanted(audience, left, tuple(tuple(held[word]) for word in left), tuple(words))


def _folded(text: str, memo: Memo | None) -> bytes:
    """A text as its readers read it, made comparable."""
    key = folded_key(text) if memo is not None else b""
    known: bytes | None = memo.get(key) if memo is not None else None
    if known is None:
        known = folded("|".join(as_read(text)))
        if memo is not None:
            memo.put(key, pack(known))
    return known


def report(wanted: Wanted, looked: Iterable[tuple[Artifact, Look]]) -> GuardReport:
    """Tell what was found in files, from the look that was taken at each of them."""
    found: list[Hit] = []
    faults: list[Diagnostic] = []
    files = 0
    for artifact, look in looked:
        files += 1
        if look.fault:
            faults.append(_unread(artifact.path, look.fault))
        elif look:
            found += hits(artifact, look, wanted.patterns)
    return GuardReport((*_told(found, wanted.audience), *faults), wanted.strings, files)


def inspect(
    sources: Sources,
    artifacts: Iterable[Artifact],
    audience: Audience,
    config: Config,
    today: date,
) -> GuardReport:
    """Search everything that leaves for an audience for what is held back from it.

    The arguments are those of `gather`, and the files that this audience would get.
    """
    wanted = gather(sources, audience, config, today)
    search, files = Search(wanted.words), list(artifacts)
    return report(wanted, zip(files, each(search.look, files), strict=True))


def _told(hits: Iterable[Hit], audience: Audience) -> list[Diagnostic]:
    """One diagnostic for each place and sort: it names the first file and counts the others."""
    where: dict[tuple[Place, str], dict[str, None]] = {}
    for hit in hits:
        key = (hit.pattern.passage.place, hit.pattern.code)
        where.setdefault(key, {})[hit.path] = None
    found = [(place, code, sorted(paths)) for (place, code), paths in where.items()]
    return ordered([_found(place, code, paths, audience) for place, code, paths in found])


def _found(place: Place, code: str, paths: list[str], audience: Audience) -> Diagnostic:
    more = len(paths) - 1
    files = f'"{paths[0]}"' + (f" and {more} more" if more else "")
    message = f"{_WHAT[code]} held back from {_READERS[audience]}, and would stand there in {files}"
    return Diagnostic(code, place, message, _CURES[code])


def _unread(path: str, why: str) -> Diagnostic:
    hint = "leave the file out, or publish it as a text or a picture"
    return Diagnostic("E909", Place(path), f'"{path}" {why}', hint)
