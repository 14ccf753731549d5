"""The loop of small steps: what is due, what it taught, what follows, when it is talked over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from whyfolio.coach.naming import ago, counted, number, on, titled
from whyfolio.coach.rule import Ask, Matter, Notes, rule
from whyfolio.coach.settings import setting_place
from whyfolio.dates import add_days, add_months
from whyfolio.model.growth import Action, Goal, Session
from whyfolio.portfolio.closing import is_closed, taught

_LEARNED = ("learned_action", "learned_outcome", "learned_self")
_MONTH = 30
_WEEK = 7


@rule("N431", "loop", Matter.DUE)
def overdue(notes: Notes) -> Iterator[Ask]:
    """Ask how an open step stands whose day has passed."""
    for action in notes.of(Action):
        if not is_closed(action) and action.due and action.due.last < notes.today:
            yield Ask(
                notes.place(action, "due"),
                f"{titled(action)} was due {on(action.due)}. done, still wanted, or not done? "
                "each is an answer",
                "`status: done` with what came of it, `status: not done` with what you learned "
                "about yourself, or another `due:`",
            )


@rule("N432", "loop", Matter.COURSE, missing=True)
def closed_without_learning(notes: Notes) -> Iterator[Ask]:
    """Ask what a closed step taught, also one that was not taken."""
    since = notes.months_ago("learning_months")
    for action in _closed(notes):
        if not taught(action) and _ended(action) > since and not notes.answered(action, *_LEARNED):
            acted = action.status == "done"
            yield Ask(
                notes.place(action, "status"),
                f"{titled(action)}: what did {'doing it' if acted else 'not doing it'} teach you?",
                "add `learned_action:`, `learned_outcome:` or `learned_self:`; one is enough"
                if acted
                else "add `learned_self: …`; not acting teaches as much as acting, and is no fault",
            )


@rule("N433", "loop", Matter.COURSE)
def chain_without_next(notes: Notes) -> Iterator[Ask]:
    """Ask for the next step where a goal is still wanted and its chain has ended."""
    goals = {goal.ref: goal for goal in notes.of(Goal) if goal.status == "clear"}
    led_on = {action.goal for action in notes.of(Action) if not is_closed(action)}
    last: dict[str, Action] = {}
    for action in _closed(notes):
        if not action.next and action.goal in goals and action.goal not in led_on:
            last[action.goal] = max(last.get(action.goal, action), action, key=_ended)
    for ref, action in last.items():
        yield Ask(
            notes.place(action, "status"),
            f"{titled(action)} is closed, and nothing open leads on to {titled(goals[ref])}. "
            "what is the next small step?",
            f"`whyfolio new action`, then `next: actions/…` in {action.ref}",
        )


@rule("N434", "loop", Matter.COURSE)
def few_sessions(notes: Notes) -> Iterator[Ask]:
    """Ask for the next check-in, where a sprint has had too few in the last month."""
    sprint, today = notes.portfolio.config.sprint, notes.today
    sessions = notes.of(Session)
    if sprint.start is None or not sessions or today > _sprint_end(notes, sprint.start):
        return
    month = add_days(today, -_MONTH)
    lately = [one for one in sessions if one.date and one.date.last > month]
    wanted = notes.count("sessions_a_month")
    if sprint.start <= month and len(lately) < wanted and not _is_planned(notes):
        had = counted(len(lately), "session")
        yield Ask(
            notes.place(sessions[-1], "date"),
            f"{had} in the last month; {number(wanted)} keep a question warm. when is the next?",
            "`whyfolio new session` with a day to come; half an hour alone counts too",
        )


@rule("N435", "loop", Matter.COURSE)
def long_sprint(notes: Notes) -> Iterator[Ask]:
    """Ask what a sprint has brought once it has lasted three months."""
    start = notes.portfolio.config.sprint.start
    if start and notes.of(Session) and notes.today > _sprint_end(notes, start):
        weeks = (notes.today - start).days // _WEEK
        yield Ask(
            setting_place(notes, "sprint", "start"),
            f"the sprint that began on {start} is {counted(weeks, 'week')} old. what has it "
            "brought, and what would the next one be for?",
            "set a new `start` under `[sprint]`, or take it out: a pause is part of it",
        )


@rule("N436", "loop", Matter.COURSE, missing=True)
def session_without_end(notes: Notes) -> Iterator[Ask]:
    """Ask what a session is about, and what it ended with."""
    since = notes.months_ago("learning_months")
    for session in notes.of(Session):
        if session.date is None or session.date.last <= since:
            continue
        when = f"the session {on(session.date)}, {ago(session.date.first, notes.today)}"
        if not session.agenda and session.date.last >= notes.today:
            yield Ask(
                notes.place(session, "date"),
                f"today's session, {titled(session)}: what do you want to have thought about?",
                "add `agenda: …`; one question is enough",
            )
        elif not session.next_steps and session.date.last < notes.today:
            yield Ask(
                notes.place(session, "date"),
                f"{when}: which small step did it end with?",
                "add `next_steps: [actions/…]`; `whyfolio new action --after SESSION` does both",
            )


def _closed(notes: Notes) -> list[Action]:
    return [action for action in notes.of(Action) if is_closed(action)]


def _ended(action: Action) -> date:
    """The day it was due, which is when it was mostly closed; else that of its note."""
    when = action.updated or action.due or action.date
    return when.last if when else date.min


def _sprint_end(notes: Notes, start: date) -> date:
    weeks = notes.portfolio.config.sprint.weeks
    return min(add_days(start, _WEEK * weeks), add_months(start, notes.count("sprint_months")))


def _is_planned(notes: Notes) -> bool:
    dates = (one.date for one in notes.portfolio.entries if isinstance(one, Session))
    return any(when is not None and when.first > notes.today for when in dates)
