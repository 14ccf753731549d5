"""The one sentence to send to somebody: the same as before, or about what is least known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from whyfolio.dataclass import dataclass
from whyfolio.model.audience import Audience
from whyfolio.model.growth import Feedback, Goal
from whyfolio.model.ladder import Competency
from whyfolio.model.values import Person
from whyfolio.model.work import Story
from whyfolio.names import join_words
from whyfolio.portfolio.closing import is_wanted
from whyfolio.portfolio.portfolio import Portfolio
from whyfolio.portfolio.titles import with_title
from whyfolio.portfolio.view import View, select

GENERAL = "What is one thing I could do better in how I work with you?"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A question to send, and why it is this one."""

    question: str
    because: str


def sentence_for(person: Person, portfolio: Portfolio) -> Sentence:
    """What to ask somebody.

    A question that this person was asked before comes first: the answers can be compared. Else
    it is about the competency at the level wanted of which others have said least, and that the
    fewest stories show; else about an open goal that nobody has spoken of. Whoever is asked reads
    the sentence, so it quotes only what reviewers may read.
    """
    asked = _asked_before(person, portfolio)
    if asked:
        return asked
    view = select(portfolio, Audience.REVIEW)
    return _about_competency(portfolio, view) or _about_goal(portfolio, view) or _general(person)


def open_question(person: Person, question: str, portfolio: Portfolio) -> Feedback | None:
    """The feedback that still waits for this person's answer to this question."""
    waiting = (one for one in _questions_to(person, portfolio) if not one.quote)
    return next((one for one in waiting if one.question == question), None)


def _questions_to(person: Person, portfolio: Portfolio) -> Iterator[Feedback]:
    """The newest first."""
    entries = [entry for entry in portfolio.entries if isinstance(entry, Feedback)]
    newest = sorted(entries, key=lambda e: e.date.first.toordinal() if e.date else 0, reverse=True)
    for entry in newest:
        if entry.question and entry.giver and entry.giver.name == person.name:
            yield entry


def _asked_before(person: Person, portfolio: Portfolio) -> Sentence | None:
    asked = list(_questions_to(person, portfolio))
    if not asked:
        return None
    question = asked[0].question
    days = [entry.date.text for entry in asked if entry.question == question and entry.date]
    when = f" on {join_words(sorted(days), 'and')}" if days else ""
    because = f"You asked {person.name} this{when}. Asked again, the answers can be compared."
    return Sentence(question, because)


def _about_competency(portfolio: Portfolio, view: View) -> Sentence | None:
    ladder, level = view.own_ladder, portfolio.config.career.next_level
    wanted = [one for one in ladder.competencies if one.at(level)] if ladder else []
    if ladder is None or not wanted:
        return None
    voices: Counter[str] = Counter()
    stories: Counter[str] = Counter()
    for entry in portfolio.entries:
        if isinstance(entry, Feedback) and entry.quote:
            voices.update(set(entry.competencies))
        if isinstance(entry, Story):
            stories.update({shown.competency for shown in entry.shows})

    def known(competency: Competency) -> tuple[int, int]:
        return voices[competency.id], stories[competency.id]

    least = min(wanted, key=known)
    text = least.at(level)[0].text.rstrip(".")
    question = f'When did you last see me do this, or miss it: "{text}"?'
    said = "Nobody has spoken" if not voices[least.id] else "Others have said least"
    return Sentence(question, f"{said} of {least.title}{'' if voices[least.id] else ' yet'}.")


def _about_goal(portfolio: Portfolio, view: View) -> Sentence | None:
    voices = (entry for entry in portfolio.entries if isinstance(entry, Feedback))
    spoken = {ref for voice in voices for ref in voice.about}
    for goal in view.of_kind("goal"):
        is_open = isinstance(goal, Goal) and is_wanted(goal)
        if is_open and goal.ref not in spoken:
            title = with_title(goal).title.rstrip(".")
            question = f'What is one thing that would bring me closer to this: "{title}"?'
            return Sentence(question, f"Nobody has spoken of {goal.ref} yet.")
    return None


def _general(person: Person) -> Sentence:
    return Sentence(GENERAL, f"You have asked {person.name} nothing yet.")
