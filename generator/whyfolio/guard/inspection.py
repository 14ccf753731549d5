"""The guard: what is held back from an audience must stand in nothing that leaves for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from whyfolio.config import Config
from whyfolio.diagnostics import Diagnostic, Place, ordered
from whyfolio.guard.patterns import patterns
from whyfolio.guard.program import counted_words, ladder_words, own_words
from whyfolio.guard.reading import read
from whyfolio.guard.search import Hit, search
from whyfolio.guard.sources import Sources
from whyfolio.model.artifact import Artifact
from whyfolio.model.audience import Audience

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
class GuardReport:
    """What the guard found, and how much it looked for.

    Attributes:
        diagnostics: an error for each place held back that stands in an output file.
        strings: how many different strings were looked for.
        files: in how many files.
    """

    diagnostics: tuple[Diagnostic, ...]
    strings: int
    files: int


def inspect(
    sources: Sources,
    artifacts: Iterable[Artifact],
    audience: Audience,
    config: Config,
    today: date,
) -> GuardReport:
    """Search everything that leaves for an audience for what is held back from it.

    Args:
        sources: what the author wrote, before anything was selected.
        artifacts: every file that this audience would get.
        audience: who would get them.
        config: the settings; `[guard] allow` names what may stand anywhere.
        today: entries of later days are held back from everybody.
    """
    found = read(sources, audience, today)
    wanted = patterns(found.held, counted_words())
    files = list(artifacts)
    said = [*found.said, *own_words(config)]
    searched = search(wanted, files, said, ladder_words(sources))
    faults = [_unread(path, why) for path, why in searched.unread]
    return GuardReport((*_told(searched.hits, audience), *faults), len(wanted), len(files))


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
