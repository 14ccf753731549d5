"""What a story does not tell yet: why, how much, how it is known, and what else could have been."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from whyfolio.coach.figures import asks_for_unit, has_figure, holds_number
from whyfolio.coach.rule import Ask, Matter, Notes, rule
from whyfolio.model.entry import begins
from whyfolio.model.growth import Feedback
from whyfolio.model.values import Impact
from whyfolio.model.work import Story
from whyfolio.names import join_words
from whyfolio.portfolio.agenda import looked_again


@rule("N201", "story", Matter.WHY, missing=True)
def no_why(notes: Notes) -> Iterator[Ask]:
    """Ask for the why of a story."""
    for story in notes.stories:
        if not story.why:
            yield Ask(
                notes.place(story, "what"),
                "why did this matter, and to whom?",
                "add a line `why: …`; with a why the story can speak for you",
            )


@rule("N203", "story", Matter.FIGURE, missing=True)
def no_number(notes: Notes) -> Iterator[Ask]:
    """Ask for a number where neither the impact nor a sentence holds one."""
    for story in _begun(notes):
        if story.work == "declined":
            continue
        told = (story.what, story.why, story.for_whom, story.otherwise, story.summary, story.short)
        measured = any(
            impact.before or impact.after or holds_number(impact.measure) for impact in story.impact
        )
        found = measured or any(holds_number(text) for text in told)
        if not found and not notes.answered(story, "impact"):
            yield Ask(
                notes.place(story, "what"),
                "is there a number that shows how large the difference was?",
                "a rough one will do: `impact: lost orders ~12 % -> ~1 % (Grafana, 2026-09)`",
            )


# A measure that is a difference by itself has nothing before it.
_DIFFERENCE = re.compile(r"\b(?:not|no longer|saved|avoided|spared|gained)\b", re.IGNORECASE)


@rule("N204", "story", Matter.FIGURE)
def after_without_before(notes: Notes) -> Iterator[Ask]:
    """Ask for the figure that another one is to be compared with."""
    for story in notes.stories:
        for place, impact in enumerate(story.impact):
            if impact.after and not impact.before and not _DIFFERENCE.search(impact.measure):
                yield Ask(
                    notes.place(story, "impact", place, "after"),
                    f"what was it before it was {_shown(impact.after, impact.unit)}?",
                    "add `before: …`; if nobody counted, say so: `before: not counted`",
                )


_MISSING = {
    "source": ("where does it come from", "source: …"),
    "when": ("when was it read", "when: …"),
    "unit": ("what does it count", "unit: …"),
}


@rule("N205", "story", Matter.FIGURE)
def bare_figure(notes: Notes) -> Iterator[Ask]:
    """Ask how a figure is known: its source, its date, its unit."""
    for story in notes.stories:
        for place, impact in enumerate(story.impact):
            missing = list(_missing(impact))
            if missing:
                name = f'"{impact.measure}"' if impact.measure else "this figure"
                questions = join_words((_MISSING[word][0] for word in missing), "and")
                lines = join_words((f"`{_MISSING[word][1]}`" for word in missing), "and")
                yield Ask(
                    notes.place(story, "impact", place), f"{name}: {questions}?", f"add {lines}"
                )


def _missing(impact: Impact) -> Iterator[str]:
    if not has_figure(impact):
        return
    if not impact.source:
        yield "source"
    if not impact.when and impact.after:
        yield "when"
    if asks_for_unit(impact):
        yield "unit"


def _shown(figure: str, unit: str) -> str:
    return f"{figure} {unit}".strip()


@rule("N206", "story", Matter.PROOF, missing=True)
def no_proof(notes: Notes) -> Iterator[Ask]:
    """Ask for something a stranger could check: an artefact, a metric or a voice."""
    entries = notes.portfolio.entries
    voices = {
        ref
        for entry in entries
        if isinstance(entry, Feedback) and entry.quote
        for ref in entry.about
    }
    for story in _begun(notes):
        if story.scope == "self":
            continue
        artefact = any(proof.url or proof.file for proof in story.evidence)
        metric = any(impact.after and impact.source for impact in story.impact)
        if not (artefact or metric or story.ref in voices or notes.answered(story, "evidence")):
            yield Ask(
                notes.place(story, "what"),
                "what could somebody who was not there look at, or whom could they ask?",
                "add `evidence: https://… What it is`, a figure with its source, "
                "or feedback about it",
            )


@rule("N208", "story", Matter.PART, missing=True)
def no_otherwise(notes: Notes) -> Iterator[Ask]:
    """Ask what would have happened without it."""
    for story in _begun(notes):
        if not story.otherwise:
            yield Ask(
                notes.place(story, "what"),
                "what would have happened if you had not done it?",
                "add a line `otherwise: …`",
            )


@rule("N210", "story", Matter.DUE)
def outcome_due(notes: Notes) -> Iterator[Ask]:
    """Ask what came of it, once the day has come to look again."""
    today = notes.portfolio.today
    for story in notes.stories:
        due = story.outcome_due
        if due and due.first <= today and not looked_again(story):
            yield Ask(
                notes.place(story, "outcome_due"),
                f"how did it turn out? you wanted to look again {_on(due.text)}",
                "add what you see now under `impact:` with its `when:`, or move the day",
            )


def _begun(notes: Notes) -> Iterator[Story]:
    """The stories whose first day has come: what is to come has no number and no proof yet."""
    return (story for story in notes.stories if (begins(story) or date.min) <= notes.today)


def _on(text: str) -> str:
    return f"on {text}" if len(text) == len("2026-11-21") else f"in {text}"
