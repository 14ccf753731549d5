"""Which question comes next, what answers it, and what is not asked again."""

from __future__ import annotations

from datetime import date

import pytest

from whyfolio.coach.deepening import Question, Setting, Worth, questions
from whyfolio.content.entries import read_entry
from whyfolio.content.ladders import shipped_ladders
from whyfolio.model.entry import Entry
from whyfolio.model.fields import fields_of
from whyfolio.model.kinds import BY_FOLDER

TODAY = date(2026, 11, 21)
LADDER = next(one for one in shipped_ladders() if one.id == "five-areas")


def entry(ref: str, front: str) -> Entry:
    shape = BY_FOLDER[ref.partition("/")[0]]
    read = read_entry(f"content/{ref}.md", f"---\n{front}\n---\n".encode(), shape)
    assert read.diagnostics == ()
    return read.entry


def asked(ref: str, front: str, *remarks: str) -> list[Question]:
    return list(questions(entry(ref, front), Setting(TODAY, LADDER, "staff", remarks)))


def steps(ref: str, front: str, *remarks: str) -> list[tuple[str | int, ...]]:
    return [question.steps for question in asked(ref, front, *remarks)]


BARE = "date: 2026-10\nwhat: I did it."
FIGURE = "impact: pages 6 -> 1 (the pager)"
FULL = (
    f"date: 2026-10\nwhat: I did it.\nwhy: It helped.\nrole: lead\n{FIGURE}\n"
    "evidence: https://a.example Diary\n"
    "shows: execution - it held\notherwise: Nobody would have slept."
)


def test_a_new_story_is_asked_in_the_order_of_what_adds_most() -> None:
    assert steps("stories/x", BARE) == [
        ("why",),
        ("role",),
        ("impact",),
        ("evidence",),
        ("shows",),
        ("otherwise",),
    ]


def test_a_story_that_can_speak_for_its_author_is_left_in_peace() -> None:
    assert steps("stories/x", FULL) == []


@pytest.mark.parametrize(
    ("line", "then", "expected"),
    [
        (FIGURE, "impact: pages 1 (the pager)", ("impact", 0, "before")),
        (FIGURE, "impact: pages 6 -> 1", ("impact", 0, "source")),
        (FIGURE, "impact: fewer pages", ("impact",)),
        ("evidence: https://a.example Diary", "evidence: the diary", ("evidence",)),
        ("shows: execution - it held", "shows: execution", ("shows", 0, "how")),
    ],
)
def test_half_an_answer_is_asked_for_its_other_half(
    line: str, then: str, expected: tuple[str | int, ...]
) -> None:
    assert steps("stories/x", FULL.replace(line, then)) == [expected]


def test_an_outcome_is_asked_for_from_its_day_on_and_before_all_but_the_why() -> None:
    later = f"{BARE}\nwhy: It helped.\noutcome_due: 2026-12"
    assert steps("stories/x", later)[0] == ("role",)
    due = asked("stories/x", later.replace("2026-12", "2026-11"))[0]
    assert (due.steps, due.worth, due.dated) == (("impact",), Worth.LATER, True)
    seen = f"{later.replace('2026-12', '2026-11')}\nimpact: it held 3 days (2026-11-20)"
    assert steps("stories/x", seen)[0] == ("role",)


def test_what_was_answered_with_a_comment_is_not_asked_again() -> None:
    assert ("impact",) not in steps("stories/x", BARE, "impact")


def test_without_a_ladder_nobody_is_asked_what_it_shows() -> None:
    found = questions(entry("stories/x", BARE), Setting(TODAY))
    assert ("shows",) not in [question.steps for question in found]


def test_a_decision_is_asked_before_its_outcome_is_known() -> None:
    front = "date: 2026-10\nwhat: We wait.\nwhy: It is cheap.\nrevisit: 2026-12"
    names = [("know",), ("need_to_know",), ("best_guess",), ("confidence",)]
    assert steps("decisions/x", front) == names
    assert steps("decisions/x", f"{front}\nconfidence: 0") == names[:-1]
    due = front.replace("2026-12", "2026-11")
    assert steps("decisions/x", due)[0] == ("outcome", "result")
    known = f"{due}\noutcome:\n  result: right"
    assert steps("decisions/x", known) == [("outcome", "note"), ("outcome", "process")]


def test_a_goal_of_somebody_elses_is_asked_about_kindly_and_once() -> None:
    first = asked("goals/x", "title: Lead\norigin: manager")[0]
    assert first.text == (
        'It came from your manager. What in it is yours? "Nothing" is a good answer too.'
    )
    kept = asked("goals/x", "title: Lead\norigin: manager", "why_mine")
    assert [(one.steps, one.worth, one.choices) for one in kept] == [
        (("status",), Worth.ASIDE, ("retired",))
    ]
    assert ("why_mine",) not in steps("goals/x", "title: Lead\norigin: manager\nwhy_mine: Calm.")


def test_a_goal_is_walked_through_from_whose_it_is_to_its_measure() -> None:
    names = [("origin",), ("why_mine",), ("success",), ("measure",), ("horizon",)]
    assert steps("goals/x", "title: Lead") == names
    assert steps("goals/x", "title: Lead\nstatus: retired") == []


def test_an_action_tells_what_came_of_it_and_what_it_taught() -> None:
    late = asked("actions/x", "title: Ring\ndue: 2026-11-20")
    assert [(one.steps, one.worth, one.choices) for one in late] == [
        (("status",), Worth.LATER, ("done", "not done"))
    ]
    early = asked("actions/x", "title: Ring\ndue: 2026-12-20")
    assert early[0].worth is Worth.ASIDE
    done = "title: Ring\nstatus: done"
    assert steps("actions/x", done) == [("outcome",), ("learned_action",), ("learned_self",)]
    assert steps("actions/x", "title: Ring\nstatus: not done") == [("learned_self",)]


def test_open_feedback_waits_a_week_before_it_is_asked_for() -> None:
    front = "date: {}\nfrom: Tom Reyes (peer)\nquestion: What could be better?"
    old, new = (
        asked("feedback/x", front.format(day))[0] for day in ("2026-11-14", "2026-11-15")
    )  # fmt: skip
    assert (old.worth, new.worth) == (Worth.LATER, Worth.ASIDE)
    assert old.text == (
        "What did Tom Reyes say, in their words? You asked: What could be better?"
    )  # fmt: skip
    answered = f"{front.format('2026-11-14')}\nquote: Wait longer."
    assert [(one.steps, one.worth) for one in asked("feedback/x", answered)] == [
        (("consent",), Worth.ASIDE)
    ]


@pytest.mark.parametrize("folder", BY_FOLDER)
def test_every_question_asks_for_a_field_that_its_kind_has(folder: str) -> None:
    shape = BY_FOLDER[folder]
    found = steps(f"{folder}/x", "date: 2026-01" if shape.needs_date else "tags: [x]")
    assert {str(first) for first, *_ in found} <= set(fields_of(shape))
    assert found or shape.kind == "page"
