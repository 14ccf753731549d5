"""Which question adds most to an entry: one at a time, until it can speak for its author."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from enum import IntEnum

from whyfolio.dataclass import dataclass
from whyfolio.dates import add_days
from whyfolio.model.entry import Entry
from whyfolio.model.fields import fields_of
from whyfolio.model.growth import Action, Feedback, Goal
from whyfolio.model.ladder import Ladder
from whyfolio.model.values import Impact
from whyfolio.model.work import ROLES, Decision, Lesson, Story
from whyfolio.portfolio.agenda import looked_again
from whyfolio.portfolio.closing import is_closed, is_wanted

ANSWER_AFTER_DAYS = 7


class Worth(IntEnum):
    """How much an answer adds, from most to least."""

    WHY = 0  # without it a story is never a claim
    LATER = 1  # a day has come, and what happened is soon forgotten
    PART = 2  # what the author did of it
    FIGURE = 3  # how large it was
    PROOF = 4  # how it is known
    CLAIM = 5  # what it shows, and how
    OTHERWISE = 6  # what would be missing without it
    JUDGMENT = 7  # what a decision rests on
    OWNER = 8  # whose wish a goal is, and what reaching it means
    LEARNED = 9  # what is done differently
    ASIDE = 10  # asked only where the entry is open anyway


@dataclass(frozen=True, slots=True)
class Question:
    """One question about one entry.

    Attributes:
        steps: where the answer goes, as `whyfolio.scaffold.growing.Answer` says.
        choices: the words that are an answer; empty for a sentence.
        none: what is written where the answer is that there is none: words for the field, or ""
            for a comment; None where such an answer is a sentence like any other.
        dated: whether the answer tells what is so today.
    """

    steps: tuple[str | int, ...]
    text: str
    worth: Worth
    choices: tuple[str, ...] = ()
    none: str | None = None
    dated: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What a question depends on beside its entry.

    Attributes:
        ladder: the ladder of the settings.
        level: the level wanted.
        remarks: the fields of the entry that hold a comment instead of an answer.
    """

    today: date
    ladder: Ladder | None = None
    level: str = ""
    remarks: Collection[str] = ()


def questions(entry: Entry, setting: Setting) -> tuple[Question, ...]:
    """What is still to be asked of an entry, what adds most first.

    A story: why, its outcome once the day has come, the author's part, a number, how it is known,
    which competency and how, what would have been otherwise. A decision: why, its outcome once
    the day has come, then what was known, what was not, the best guess. A goal: whose it is, why
    it is the author's own, success, measure. An action: what came of it, what it taught.
    """
    ask = _OF_KIND.get(entry.kind, _asked_at_first)
    found = [asked for asked in ask(entry, setting) if asked.steps[0] not in setting.remarks]
    return tuple(sorted(found, key=lambda asked: asked.worth))


def _story(story: Entry, setting: Setting) -> Iterator[Question]:
    assert isinstance(story, Story)  # noqa: S101
    yield from _what_and_why(story, 'What did you do? One sentence, starting with "I".')
    due = story.outcome_due
    if due and due.first <= setting.today and not looked_again(story):
        text = f"How did it turn out? You wanted to look again {_on(due.text)}."
        yield Question(("impact",), text, Worth.LATER, dated=True)
    if not story.role:
        yield Question(("role",), "Your part?", Worth.PART, ROLES)
    yield from _figures(story)
    if not any(proof.url or proof.file for proof in story.evidence):
        yield Question(("evidence",), "Something a stranger could open?", Worth.PROOF, none="")
    yield from _claims(story, setting)
    if not story.otherwise:
        text = "What would have happened if you had not done it?"
        yield Question(("otherwise",), text, Worth.OTHERWISE)


def _figures(story: Story) -> Iterator[Question]:
    if not any(impact.before or impact.after for impact in story.impact):
        text = "Is there a number, before and after? A guess is fine; say it is one."
        yield Question(("impact",), text, Worth.FIGURE, none="")
    for number, impact in enumerate(story.impact):
        if not impact.after:
            continue
        if not impact.before:
            text = f"What was it before it was {_said(impact)}?"
            yield Question(("impact", number, "before"), text, Worth.FIGURE, none="not counted")
        if not impact.source:
            named = f'"{impact.measure}": ' if impact.measure else ""
            text = f"{named}how do you know? Where could it be looked up, and when was it read?"
            yield Question(("impact", number, "source"), text, Worth.PROOF)


def _said(impact: Impact) -> str:
    return f"{impact.after} {impact.unit}".strip()


def _claims(story: Story, setting: Setting) -> Iterator[Question]:
    ladder = setting.ladder
    ids = tuple(competency.id for competency in ladder.competencies) if ladder else ()
    if not story.shows and ids:
        yield Question(("shows",), "Which of these does it show?", Worth.CLAIM, ids, none="")
    for number, shown in enumerate(story.shows):
        if not shown.how:
            known = ladder.competency(shown.competency) if ladder else None
            named = known.title.lower() if known else shown.competency
            text = f"How does it show {named}? One sentence."
            yield Question(("shows", number, "how"), text, Worth.CLAIM)


def _decision(decision: Entry, setting: Setting) -> Iterator[Question]:
    assert isinstance(decision, Decision)  # noqa: S101
    yield from _what_and_why(decision, "What did you decide? One sentence.")
    yield from _outcome(decision, setting)
    if decision.outcome is not None:
        return  # a guess that is written down afterwards is none
    if not decision.know:
        text = "What did you know when you decided? One thing that weighed."
        yield Question(("know",), text, Worth.JUDGMENT)
    if not decision.need_to_know:
        text = "What would you have needed to know, to be sure?"
        yield Question(("need_to_know",), text, Worth.JUDGMENT)
    if not decision.best_guess:
        text = "What is your best guess of how it turns out?"
        yield Question(("best_guess",), text, Worth.JUDGMENT)
    if decision.confidence is None:
        text = "How sure are you, from 0 to 100?"
        yield Question(("confidence",), text, Worth.JUDGMENT)
    if not decision.revisit:
        text = "When will you look whether it was right? (2027-05, 2027-Q2)"
        yield Question(("revisit",), text, Worth.ASIDE)


def _outcome(decision: Decision, setting: Setting) -> Iterator[Question]:
    due, outcome = decision.revisit, decision.outcome
    if outcome is None:
        if due and due.first <= setting.today:
            text = f"How did it turn out? You wanted to look again {_on(due.text)}."
            choices = ("right", "mixed", "wrong")
            yield Question(("outcome", "result"), text, Worth.LATER, choices)
        return
    if not outcome.note:
        yield Question(("outcome", "note"), "What happened, in one sentence?", Worth.LATER)
    if not outcome.process:
        text = "Whatever came of it: how well was it decided?"
        yield Question(("outcome", "process"), text, Worth.LATER, ("good", "poor"))


_FROM = {
    "manager": "your manager",
    "peer": "somebody beside you",
    "social": "what others show of themselves",
}


def _goal(goal: Entry, setting: Setting) -> Iterator[Question]:
    assert isinstance(goal, Goal)  # noqa: S101
    if not is_wanted(goal):
        return
    if goal.origin in _FROM and "why_mine" in setting.remarks:
        text = "Then you may let it go. Enter keeps it as it is."
        yield Question(("status",), text, Worth.ASIDE, ("retired",))
        return
    if not goal.origin:
        choices = ("mine", "manager", "peer", "social")
        text = "Whose wish was it first? social: what others show of themselves."
        yield Question(("origin",), text, Worth.OWNER, choices)
    if not goal.why_mine:
        whose = _FROM.get(goal.origin)
        text = "Why do you want it?"
        if whose:
            text = f'It came from {whose}. What in it is yours? "Nothing" is a good answer too.'
        yield Question(("why_mine",), text, Worth.OWNER, none="")
    if not goal.success:
        text = "How would you know that it is reached?"
        yield Question(("success",), text, Worth.OWNER)
    if not goal.measure:
        yield Question(("measure",), "What would you measure?", Worth.OWNER, none="")
    if not goal.horizon:
        yield Question(("horizon",), "By when? (2027-06, 2027-H1)", Worth.ASIDE, none="")


def _action(action: Entry, setting: Setting) -> Iterator[Question]:
    assert isinstance(action, Action)  # noqa: S101
    if not is_closed(action):
        late = action.due is not None and action.due.last <= setting.today
        was = "was" if late else "is"
        due = f" It {was} due {_on(action.due.text)}." if action.due else ""
        worth = Worth.LATER if late else Worth.ASIDE
        yield Question(("status",), f"Did you do it?{due}", worth, ("done", "not done"))
        return
    done = action.status == "done"
    if done and not action.outcome:
        yield Question(("outcome",), "What came of it?", Worth.LATER)
    if done and not action.learned_action:
        yield Question(("learned_action",), "What did doing it teach you?", Worth.LEARNED, none="")
    if not action.learned_self:
        text = (
            "And about yourself?" if done else "What does that tell you about yourself? No blame."
        )
        yield Question(("learned_self",), text, Worth.ASIDE if done else Worth.LEARNED, none="")


def _feedback(feedback: Entry, setting: Setting) -> Iterator[Question]:
    assert isinstance(feedback, Feedback)  # noqa: S101
    giver = feedback.giver.name if feedback.giver else "they"
    if not feedback.quote:
        asked = feedback.date.last if feedback.date else date.min
        waited = add_days(asked, ANSWER_AFTER_DAYS) <= setting.today
        about = f" You asked: {feedback.question}" if feedback.question else ""
        text = f"What did {giver} say, in their words?{about}"
        yield Question(("quote",), text, Worth.LATER if waited else Worth.ASIDE)
    elif not feedback.consent:
        text = f"Who may read it, did {giver} say? Enter while they have not."
        yield Question(("consent",), text, Worth.ASIDE, ("review", "public"))


def _lesson(lesson: Entry, _: Setting) -> Iterator[Question]:
    assert isinstance(lesson, Lesson)  # noqa: S101
    yield from _what_and_why(lesson, "What did you learn? One sentence.")
    if not lesson.changed:
        text = "What do you do differently now?"
        yield Question(("changed",), text, Worth.LEARNED, none="")


def _what_and_why(entry: Story | Decision | Lesson, what: str) -> Iterator[Question]:
    if not entry.what:
        yield Question(("what",), what, Worth.WHY)
    if not entry.why:
        whys = {name: text for name, text in type(entry).asks if name == "why"}
        yield Question(("why",), whys["why"], Worth.WHY)


def _asked_at_first(entry: Entry, _: Setting) -> Iterator[Question]:
    """Of other kinds, what was skipped when they were new."""
    declared = fields_of(type(entry))
    for name, text in type(entry).asks:
        if not getattr(entry, declared[name].attribute):
            yield Question((name,), text, Worth.ASIDE)


def _on(text: str) -> str:
    return f"on {text}" if len(text) == len("2026-11-21") else f"in {text}"


_OF_KIND: Mapping[str, Callable[[Entry, Setting], Iterator[Question]]] = {
    "story": _story,
    "decision": _decision,
    "goal": _goal,
    "action": _action,
    "feedback": _feedback,
    "lesson": _lesson,
}
