"""Whether others are asked, asked again, and answered by what is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from whyfolio.coach.naming import ago, counted, on, words
from whyfolio.coach.rule import Ask, Matter, Notes, rule
from whyfolio.model.growth import Feedback
from whyfolio.model.work import Lesson
from whyfolio.names import collision_key

_BEFORE_REPEAT = 3


@rule("N441", "feedback", Matter.COURSE)
def nobody_asked(notes: Notes) -> Iterator[Ask]:
    """Ask whom to ask, where nobody was asked for a month."""
    told = notes.of(Feedback)
    asked = [one for one in told if one.question]
    last = asked[-1] if asked else None
    if last and last.date and last.date.last >= notes.days_ago("ask_days"):
        return
    if last and last.date:
        yield Ask(
            notes.place(last, "date"),
            f"you last asked somebody {ago(last.date.last, notes.today)}: "
            f"{words(last.question)} whom would you ask today?",
            "`whyfolio ask PERSON` gives you one sentence to send",
        )
    elif told:
        yield Ask(
            notes.place(told[-1], "date"),
            "all that others said here came unasked. what would you like to hear, and from whom?",
            "`whyfolio ask PERSON` gives you one sentence to send",
        )


@rule("N442", "feedback", Matter.COURSE)
def asked_once(notes: Notes) -> Iterator[Ask]:
    """Ask which question to ask again, where none ever was."""
    asked = [one for one in notes.of(Feedback) if one.question and one.date]
    times = Counter(collision_key(one.question.strip(" ?")) for one in asked)
    old = [one for one in asked if one.date and one.date.last < notes.days_ago("ask_again_days")]
    if len(times) >= _BEFORE_REPEAT and max(times.values()) == 1 and old:
        oldest = old[0]
        who = f"{oldest.giver.name or oldest.giver.role} " if oldest.giver else ""
        yield Ask(
            notes.place(oldest, "question"),
            f"you asked {who}{words(oldest.question)} once, and no question twice. "
            "which one would you ask again, to see what has changed?",
            "the same words to the same person: the answers then make a line, not a dot",
        )


@rule("N443", "feedback", Matter.COURSE)
def manager_unanswered(notes: Notes) -> Iterator[Ask]:
    """Ask what came of what a manager said."""
    since, before = notes.months_ago("recent_months"), notes.days_ago("answer_days")
    taken_up = {ref for lesson in notes.of(Lesson) for ref in lesson.learned_from}
    for one in notes.of(Feedback):
        if one.giver is None or one.giver.relation != "manager" or not one.quote or not one.date:
            continue
        if since < one.date.last < before and not one.actions and one.ref not in taken_up:
            days = counted((notes.today - one.date.last).days, "day")
            name = one.giver.name or "your manager"
            yield Ask(
                notes.place(one, "quote"),
                f"{name} said {words(one.quote)} {on(one.date)}, {days} ago. "
                "what will you try because of it, or why not?",
                "`actions: [actions/…]` for what you try; a lesson that names it counts too",
            )
