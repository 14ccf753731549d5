"""Whether a lesson has changed anything, and whether something is still learned from the start."""

from __future__ import annotations

from collections.abc import Iterator

from whyfolio.coach.naming import ago, counted, titled
from whyfolio.coach.rule import Ask, Matter, Notes, rule
from whyfolio.model.work import Lesson

_FEW = 3


@rule("N461", "lessons", Matter.COURSE, missing=True)
def nothing_changed(notes: Notes) -> Iterator[Ask]:
    """Ask what is done differently because of a lesson."""
    for lesson in notes.of(Lesson):
        settled = lesson.date and lesson.date.last < notes.days_ago("lesson_days")
        if settled and not lesson.changed and not notes.answered(lesson, "changed"):
            yield Ask(
                notes.place(lesson, "what"),
                f"{titled(lesson)}: what do you do differently since then?",
                "add `changed: …`; if nothing, what would have to happen for it to?",
            )


@rule("N462", "lessons", Matter.COURSE)
def no_beginner(notes: Notes) -> Iterator[Ask]:
    """Ask what the author is bad at on purpose, where nothing tells of it for long."""
    lessons = notes.of(Lesson)
    begun = [lesson for lesson in lessons if lesson.beginner and lesson.date]
    last = begun[-1] if begun else None
    if last and last.date and last.date.last <= notes.months_ago("beginner_months"):
        yield Ask(
            notes.place(last, "beginner"),
            f"the last thing you were a beginner at is {titled(last)}, "
            f"{ago(last.date.last, notes.today)}. what are you bad at now, and glad to be?",
            "`beginner: yes` in a lesson of one line; it is for you, not for a resume",
        )
    elif last is None and len(lessons) >= _FEW:
        yield Ask(
            notes.place(lessons[-1], "what"),
            f"none of your {counted(len(lessons), 'lesson')} comes from something you are new to. "
            "what are you bad at, and would like to be bad at for a while?",
            "`beginner: yes` in a lesson of one line; it is for you, not for a resume",
        )
