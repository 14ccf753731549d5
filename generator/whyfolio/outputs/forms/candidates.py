"""The entries of a period as candidates for a form: their whole sentences, fullest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from whyfolio.dates import When
from whyfolio.markdown.converter import plain
from whyfolio.model.entry import Entry
from whyfolio.model.growth import Action, Feedback, Goal
from whyfolio.model.work import Decision, Lesson, Story
from whyfolio.outputs.cards import figures, proofs, who
from whyfolio.outputs.employers import done_elsewhere
from whyfolio.outputs.forms.shapes import Candidate, Reason, Source, Telling
from whyfolio.outputs.forms.words import capital
from whyfolio.outputs.home import strength
from whyfolio.outputs.packet.index import told
from whyfolio.outputs.site import Desk

OPEN = frozenset(["", "rough", "clear"])
_MOST_FIGURES = 3


def candidates(desk: Desk, when: When) -> tuple[Candidate, ...]:
    """What a view holds of a period, and its open goals, which lead on from it.

    A form is handed to one employer: of a period that spans two, what was done for the earlier
    is left out.
    """
    found = [entry for entry in desk.view.entries if _belongs(entry, when, desk)]
    elsewhere = done_elsewhere((e for e in found if not isinstance(e, Goal)), desk.view)
    made = (_candidate(entry, desk) for entry in found)
    return tuple(
        replace(candidate, unfit=Reason.OTHER_EMPLOYER)
        if candidate.source.ref in elsewhere
        else candidate
        for candidate in made
    )


def _belongs(entry: Entry, when: When, desk: Desk) -> bool:
    if entry.ref in desk.view.unfinished or entry.kind in {"page", "position", "packet"}:
        return False
    if isinstance(entry, Goal):
        return entry.status in OPEN and not (entry.date and entry.date.first > when.last)
    dated = entry.date or (entry.due if isinstance(entry, Action) else None)
    return dated is not None and when.covers(dated.last)


def _candidate(entry: Entry, desk: Desk) -> Candidate:
    tellings = tuple(filter(None, (_words_of(t) for t in _tellings(entry, desk))))
    no_why = isinstance(entry, Story) and not entry.why
    unfit = Reason.NO_WHY if no_why else None if tellings else Reason.NO_WORDS
    field = "what" if hasattr(entry, "what") else "quote" if entry.kind == "feedback" else "title"
    return Candidate(
        source=Source(entry.ref, entry.title, entry.path, field),
        kind=entry.kind,
        tellings=tuple(dict.fromkeys(tellings)),
        shows=_shows(entry),
        serves=getattr(entry, "serves", ()),
        strength=_strength(entry, desk),
        day=_day(entry),
        proofs=tuple(
            f"{proof.title}: {proof.address}"
            for proof in proofs(entry, desk.links)
            if proof.external and proof.address
        ),
        unfit=unfit,
    )


def _words_of(telling: Telling) -> Telling:
    """The sentences as plain words, without those that say nothing."""
    return tuple(filter(None, (" ".join(plain(text).split()) for text in telling)))


def _shows(entry: Entry) -> tuple[tuple[str, str], ...]:
    if isinstance(entry, Feedback):
        return tuple((competency, "") for competency in entry.competencies)
    return tuple(
        (shown.competency, capital(" ".join(plain(shown.how).split())))
        for shown in getattr(entry, "shows", ())
    )


def _day(entry: Entry) -> date:
    if isinstance(entry, Goal):  # the goal that is due first ranks first
        due = entry.horizon.last if entry.horizon else date.max
        return date.fromordinal(date.max.toordinal() - due.toordinal() + 1)
    return entry.date.last if entry.date else date.min


def _strength(entry: Entry, desk: Desk) -> int:
    """Stories as on the first page; of the others, those with an outcome or a consequence."""
    if isinstance(entry, Story):
        return strength(entry, desk)
    if isinstance(entry, Decision):
        return 2 * bool(entry.outcome) + bool(entry.why)
    if isinstance(entry, Lesson):
        return 2 * bool(entry.changed) + bool(entry.why)
    return bool(getattr(entry, "about", ()) or getattr(entry, "success", ""))


# --- words -------------------------------------------------------------------------------------


def _tellings(entry: Entry, desk: Desk) -> Iterator[Telling]:
    """All there is to say; what and why; `short`; `what`."""
    make: Mapping[type[Entry], Callable[[Any, Desk], Iterator[Telling]]] = {
        Story: _story,
        Decision: _decision,
        Lesson: _lesson,
        Feedback: _feedback,
        Goal: _goal,
    }
    yield from make.get(type(entry), _other)(entry, desk)


def _labelled(desk: Desk, key: str, text: str) -> str:
    return f"{desk.words.text(key)}: {text}" if text else ""


def _story(story: Story, desk: Desk) -> Iterator[Telling]:
    otherwise = _labelled(desk, "packet.otherwise", story.otherwise)
    yield (story.what, story.why, *_figures(story, desk), otherwise)
    yield (story.what, story.why, *_figures(story, desk))
    yield (story.what, story.why)
    yield (story.short,)
    yield (story.what,)


def _figures(story: Story, desk: Desk) -> list[str]:
    """The figures, as in "Lost orders: 12 → 0.4 %, −97 % (Grafana, estimated)"."""
    found = []
    for figure in figures(story, desk.words)[:_MOST_FIGURES]:
        line = told(figure)
        certain = desk.words.word("certainty", figure.certainty)
        doubt = certain if figure.certainty != "exact" else ""
        known = ", ".join(filter(None, [figure.source, doubt]))
        found.append(capital(f"{line} ({known})" if known and line else line))
    return found


def _decision(decision: Decision, desk: Desk) -> Iterator[Telling]:
    outcome = decision.outcome
    graded = desk.words.word("result", outcome.result) if outcome else ""
    ended = ": ".join(filter(None, [capital(graded), outcome.note])) if outcome else ""
    yield (decision.what, decision.why, ended)
    yield (decision.what, decision.why)
    yield (decision.short,)
    yield (decision.what,)


def _lesson(lesson: Lesson, desk: Desk) -> Iterator[Telling]:
    changed = _labelled(desk, "brag.changed", lesson.changed)
    yield (lesson.what, lesson.why, changed)
    yield (lesson.what, changed)
    yield (lesson.short,)
    yield (lesson.what,)


def _feedback(feedback: Feedback, desk: Desk) -> Iterator[Telling]:
    if feedback.quote:
        giver = who(feedback.giver, desk.words)
        yield (f"“{' '.join(feedback.quote.split())}”{f' ({giver})' if giver else ''}",)
    yield (feedback.short,)


def _goal(goal: Goal, desk: Desk) -> Iterator[Telling]:
    success = _labelled(desk, "fact.success", goal.success)
    yield (goal.title, success, _labelled(desk, "fact.measure", goal.measure))
    yield (goal.title, success)
    yield (goal.short,)
    yield (goal.title,)


def _other(entry: Entry, _desk: Desk) -> Iterator[Telling]:
    yield (entry.title, getattr(entry, "outcome", ""))
    yield (entry.short,)
    yield (entry.title,)
