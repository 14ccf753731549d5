"""The coach: reads a portfolio as a thoughtful friend would, and asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from whyfolio.coach.clues import Look, looking_for
from whyfolio.coach.once import forget
from whyfolio.coach.plugged import asked_by_others
from whyfolio.coach.registry import KINDS_OF, RULES
from whyfolio.coach.rule import Notes, Rule
from whyfolio.content.loaded import Places
from whyfolio.crowd import each
from whyfolio.diagnostics import Diagnostic, Severity
from whyfolio.model.entry import Entry, begins
from whyfolio.model.fields import fields_of
from whyfolio.model.work import Story
from whyfolio.portfolio.portfolio import Portfolio

__all__ = ["findings"]

_FIRST_FIELDS = frozenset(
    ["title", "date", "audience", "draft", "slug", "what", "why", "role", "position", "outcome_due"]
)
_AROUND = frozenset(["position", "packet", "page"])
_SEVERITIES = tuple(Severity)
_Found = tuple[Rule, Diagnostic]


def findings(
    portfolio: Portfolio,
    places: Places,
    sources: Mapping[str, str],
    project: Path | None = None,
) -> tuple[Diagnostic, ...]:
    """Everything the coach has to ask, what matters most first.

    Errors come before warnings and nudges. Then come the questions by what they are about
    (`Matter`: who reads it, why, what is due, what is wanted, habits, proof, figures, the
    author's part, words), and among equals those about the newest entry, which is remembered
    best. An area is silent until there is an entry of its kind.

    A story that has not grown beyond its first lines is asked three questions at most, about
    what is written before what is not; and so is a portfolio that holds one story alone.

    Args:
        portfolio: what to read.
        places: where each field stands.
        sources: the text of each file, to point at words.
        project: the folder it lies in; where there is one, its repository is looked at.
    """
    notes = Notes(portfolio, places, sources, project)
    ignored = {code.upper() for code in portfolio.config.check.ignore}
    kinds = {entry.kind for entry in portfolio.entries}
    asking = [
        rule
        for rule in RULES
        if rule.code not in ignored and (rule.area not in KINDS_OF or kinds & KINDS_OF[rule.area])
    ]
    found = [
        (rule, diagnostic)
        for rule, asked in zip(asking, _asked(asking, notes), strict=True)
        for diagnostic in asked
    ]
    found += asked_by_others(notes)
    newest = {entry.path: _day(entry) for entry in portfolio.entries}
    kept = sorted(_without_flood(found, notes), key=lambda one: _rank(one, newest))
    return tuple(dict.fromkeys(diagnostic for _, diagnostic in _first(kept, notes)))


def _asked(asking: Sequence[Rule], notes: Notes) -> list[list[Diagnostic]]:
    """What each rule asks: area by area those that need all notes, entry by entry the others."""
    areas: dict[str, list[Rule]] = {}
    for rule in asking:
        if rule.alone is None:
            areas.setdefault(rule.area, []).append(rule)
    alone = [rule for rule in asking if rule.alone]
    clues = looking_for(chain.from_iterable(rule.clues for rule in alone))

    def look(job: list[Rule] | Entry) -> list[tuple[str, list[Diagnostic]]]:
        if isinstance(job, Entry):
            return list(_about(job, alone, notes, clues))
        return [(rule.code, rule.diagnostics(notes)) for rule in job]

    jobs: list[list[Rule] | Entry] = [*areas.values(), *(notes.every if alone else ())]
    there: dict[str, list[Diagnostic]] = {rule.code: [] for rule in asking}
    for code, found in chain.from_iterable(each(look, jobs)):
        there[code] += found
    forget()
    return [there[rule.code] for rule in asking]


def _about(
    entry: Entry, alone: Sequence[Rule], notes: Notes, clues: Look
) -> Iterator[tuple[str, list[Diagnostic]]]:
    held = clues(entry)
    for rule in alone:
        if not rule.clues or not held.isdisjoint(rule.clues):
            found = rule.about(notes, entry)
            if found:
                yield rule.code, found


def _day(entry: Entry) -> int:
    first = begins(entry)
    return first.toordinal() if first else 0


def _rank(found: _Found, newest: Mapping[str, int]) -> tuple[Any, ...]:
    rule, diagnostic = found
    place = diagnostic.place
    severity = _SEVERITIES.index(diagnostic.severity)
    return severity, rule.matter, -newest.get(place.file, 0), place, rule.code


def _without_flood(found: Iterable[_Found], notes: Notes) -> Iterator[_Found]:
    """All that was found, but of young stories only the first questions."""
    young: dict[str, list[_Found]] = {story.path: [] for story in notes.stories if _is_young(story)}
    for one in found:
        path = one[1].place.file
        if one[1].severity is Severity.NUDGE and path in young:
            young[path].append(one)
        else:
            yield one
    for asked in young.values():
        yield from sorted(asked, key=lambda one: (one[0].missing, *_rank(one, {})))[: _most(notes)]


def _first(found: Sequence[_Found], notes: Notes) -> Sequence[_Found]:
    """All that was found; of a portfolio that holds one story alone the first questions."""
    written = [entry for entry in notes.portfolio.entries if entry.kind not in _AROUND]
    if [entry.kind for entry in written] != [Story.kind]:
        return found
    graver = [one for one in found if one[1].severity is not Severity.NUDGE]
    nudges = [one for one in found if one[1].severity is Severity.NUDGE]
    return [*graver, *nudges[: _most(notes)]]


def _most(notes: Notes) -> int:
    return notes.count("first_questions")


def _is_young(story: Story) -> bool:
    """Whether a story holds nothing yet but what `new` asks for."""
    later = (field for field in fields_of(Story).values() if field.name not in _FIRST_FIELDS)
    return not story.body.strip() and not any(getattr(story, field.attribute) for field in later)
