"""Whose goals they are, how they would be known to be reached, and what leads there.

A goal is asked one thing at a time: its success, its measure, what it serves, its first step.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from whyfolio.coach.naming import all_titled, counted, number, titled
from whyfolio.coach.rule import Ask, Matter, Notes, rule
from whyfolio.model.growth import Action, Goal
from whyfolio.names import join_words
from whyfolio.portfolio.closing import is_wanted

_ORIGINS = {
    "manager": "your manager wants it",
    "peer": "it came from a peer",
    "social": "others around you have it",
}


@rule("N421", "goals", Matter.WANT)
def not_yours(notes: Notes) -> Iterator[Ask]:
    """Ask whether a goal that came from somebody else is wanted."""
    for goal in _alive(notes):
        asked = goal.origin in _ORIGINS and not goal.why_mine
        if asked and not notes.answered(goal, "why_mine"):
            yield Ask(
                notes.place(goal, "origin"),
                f"{titled(goal)}: {_ORIGINS[goal.origin]}. do you want it too?",
                "if so, say why in `why_mine: …`; if not, `status: retired` is an answer",
            )


@rule("N422", "goals", Matter.WANT, missing=True)
def no_success(notes: Notes) -> Iterator[Ask]:
    """Ask how it would be known that a clear goal is reached."""
    for goal in _clear(notes):
        if not goal.success:
            yield Ask(
                notes.place(goal, "title"),
                f"{titled(goal)}: how would you know, on an ordinary day, that it is reached?",
                "add `success: …`; while it is still rough, `status: rough` is fine",
            )
        elif not _is_measured(notes, goal):
            yield Ask(
                notes.place(goal, "success"),
                f"{titled(goal)}: what could you count or look up to see how far you are?",
                "add `measure: …`",
            )


@rule("N423", "goals", Matter.WANT, missing=True)
def serves_no_value(notes: Notes) -> Iterator[Ask]:
    """Ask which value a clear goal serves, where the profile names some."""
    values = notes.portfolio.profile.values
    for goal in _clear(notes):
        if _lacks_value(goal, values) and _is_measured(notes, goal):
            yield Ask(
                notes.place(goal, "title"),
                f"{titled(goal)}: which of what matters to you is it for, {join_words(values)}?",
                "add `serves: […]`, or change your values: perhaps one is missing there",
            )


@rule("N424", "goals", Matter.WANT, missing=True)
def no_action(notes: Notes) -> Iterator[Ask]:
    """Ask for a first step towards a clear goal that has none."""
    begun = {action.goal for action in notes.of(Action)}
    values = notes.portfolio.profile.values
    for goal in _clear(notes):
        answered = _is_measured(notes, goal) and not _lacks_value(goal, values)
        if answered and goal.ref not in begun:
            yield Ask(
                notes.place(goal, "title"),
                f"{titled(goal)}: what is the smallest step that you could take this week?",
                f"`whyfolio new action` with `goal: {goal.ref}`",
            )


@rule("N425", "goals", Matter.WANT)
def serves_nothing_wanted(notes: Notes) -> Iterator[Ask]:
    """Ask about recent work that serves none of the goals and values."""
    stories = notes.recent_stories
    unserving = [story for story in stories if not story.serves]
    enough = len(stories) >= notes.count("few_stories")
    if enough and len(unserving) >= notes.threshold("unserving_share") * len(stories):
        newest = unserving[::-1]
        yield Ask(
            notes.place(newest[0], "what"),
            f"{number(len(unserving))} of your last {counted(len(stories), 'story')} serve none "
            f"of your goals or values: {all_titled(newest)}. which would you do again?",
            "add `serves: …` where one does; of the others, what would you rather decline?",
        )


def _is_measured(notes: Notes, goal: Goal) -> bool:
    """Whether it is known when a goal is reached, and how far it is, if anybody can say."""
    return bool(goal.success) and (bool(goal.measure) or notes.answered(goal, "measure"))


def _lacks_value(goal: Goal, values: Sequence[str]) -> bool:
    return bool(values) and not goal.serves


def _alive(notes: Notes) -> list[Goal]:
    return [goal for goal in notes.of(Goal) if is_wanted(goal)]


def _clear(notes: Notes) -> list[Goal]:
    return [goal for goal in _alive(notes) if goal.status == "clear"]
