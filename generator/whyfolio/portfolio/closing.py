"""What is closed, over or known, and how it ended: for the coach, its pages and calendars alike."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from decimal import Decimal

from whyfolio.model.entry import Entry
from whyfolio.model.growth import Action, Feedback, Goal
from whyfolio.model.kinds import Packet
from whyfolio.model.work import Decision, Story

_RIGHT = {"right": Decimal(100), "mixed": Decimal(50), "wrong": Decimal(0)}


def is_closed(action: Action) -> bool:
    """Whether a step was taken, or will not be."""
    return action.status in {"done", "not done"}


def taught(action: Action) -> tuple[str, ...]:
    """What a step taught: about itself, about what came of it, about the author."""
    learned = (action.learned_action, action.learned_outcome, action.learned_self)
    return tuple(text for text in learned if text)


def is_wanted(goal: Goal) -> bool:
    """Whether a goal is neither reached nor let go."""
    return goal.status not in {"reached", "retired"}


def holds_no_longer(decision: Decision) -> bool:
    """Whether a decision says itself that it does not stand."""
    return decision.status in {"rejected", "deprecated", "superseded"}


def rightness(decision: Decision) -> Decimal | None:
    """How right a decision turned out, in percent: a mixed outcome is half; None without one."""
    return _RIGHT.get(decision.outcome.result) if decision.outcome else None


def unheard_of(
    stories: Sequence[Story], entries: Iterable[Entry], seen: Container[str]
) -> list[Story]:
    """Of some stories those that nobody outside the team can know of.

    A story is known where reviewers may read it, where somebody said something about it, and
    where an advocate is to speak of it. What was done for oneself alone need not be known.

    Args:
        stories: which are meant.
        entries: all there are, for the voices and advocates among them.
        seen: the refs of what reviewers may read.
    """
    known: set[str] = set()
    for entry in entries:
        if isinstance(entry, Feedback) and entry.quote:
            known.update(entry.about)
        elif isinstance(entry, Packet):
            known.update(ref for advocate in entry.advocates for ref in advocate.stories)
    return [
        story
        for story in stories
        if story.scope != "self" and story.ref not in known and story.ref not in seen
    ]
