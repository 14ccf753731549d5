"""The two-minute screen: what a bare `whyfolio` shows, and asks where somebody can answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from whyfolio.cli.call import Call
from whyfolio.cli.console import ask, counted, on_terminal, say, shown
from whyfolio.content.loaded import LogLine
from whyfolio.errors import UsageError

if TYPE_CHECKING:
    from whyfolio.cli.interview import Interview
    from whyfolio.coach.deepening import Question
    from whyfolio.config import Cycle
    from whyfolio.diagnostics import Diagnostic
    from whyfolio.model.entry import Entry
    from whyfolio.opened import Opened
    from whyfolio.portfolio.portfolio import Portfolio

_WEEK = 7
_OLDER = 5
_MOST_DUE = 5
_WIDEST = 88
_OUTSIDE = """\
There is no portfolio here or above, and none that is yours by default.
  whyfolio init ~/career          starts one; everything in it is private until you say otherwise
  whyfolio init --example ~/mira  makes a finished one to look at
  whyfolio --help                 shows all commands"""
_EMPTY = """\
Nothing is written yet. Two minutes are enough for a beginning:
  whyfolio log "…"        one line about something of today
  whyfolio new story      four questions; Enter skips any of them"""


def show(call: Call) -> int:
    """The screen for the portfolio that is meant, or how to start one."""
    try:
        project = call.project
    except UsageError:
        if call.folder is not None:
            raise
        say(_OUTSIDE)
        return 0
    _show(project, call.today())
    return 0


def _show(project: Path, today: date) -> None:
    from whyfolio.coach.returning import welcome
    from whyfolio.opened import open_portfolio

    opened = open_portfolio(project, today)
    if not opened.portfolio.entries and not opened.portfolio.log:
        say(_EMPTY)
        return
    greeting = welcome(opened.portfolio)
    say(greeting or _week_and_cycle(opened.portfolio.config.cycles, today))
    say()
    if _tell_a_friend(project, today, after_a_break=bool(greeting)):
        opened = open_portfolio(project, today)
    broken = sum(found.is_error for found in opened.diagnostics)
    if broken:
        say(f"{counted(broken, 'error')} in the notes:  whyfolio check")
        say()
    for line in _due(opened.portfolio, today):
        say(line)
    _one_question(opened)


# --- the week ------------------------------------------------------------------------------------


def _week_and_cycle(cycles: tuple[Cycle, ...], today: date) -> str:
    """`Saturday, 21 November. 40 days to the end of 2026-H2; its review is due in 13 days`."""
    from whyfolio.dates import half_of

    running = next((cycle for cycle in cycles if cycle.period.covers(today)), None)
    name = running.title if running else half_of(today).text
    left = ((running.period if running else half_of(today)).last - today).days
    told = f"{today:%A}, {today.day} {today:%B}. {counted(left, 'day')} to the end of {name}"
    due = next((cycle for cycle in cycles if cycle.due and cycle.due >= today), None)
    if due is None or due.due is None:
        return f"{told}."
    whose = "its review" if due is running else f"the review of {due.title}"
    days = (due.due - today).days
    when = f"in {counted(days, 'day')}" if days else "today"
    return f"{told}; {whose} is due {when}."


def _tell_a_friend(project: Path, today: date, *, after_a_break: bool) -> bool:
    """Show lines of the log, and let one become a story; whether one did."""
    from whyfolio.cli.beginnings import newest_first
    from whyfolio.scaffold.told import entry_of

    numbered = [
        (number, line) for number, line in enumerate(newest_first(project), 1) if line.date <= today
    ]
    recent = [one for one in numbered if one[1].date > today - timedelta(days=_WEEK)]
    untold = [one for one in numbered if not entry_of(one[1].text)]
    lines = recent or untold[:_OLDER]
    free = {number for number, line in lines if not entry_of(line.text)}
    if not recent and not after_a_break:
        say('No line in the log this week:  whyfolio log "…"')
    for number, line in lines:
        say(_line(number if number in free else None, line))
    if free and not on_terminal():
        say(f"Which would you tell a friend about?  whyfolio new story --from-log {min(free)}")
    chosen = _chosen(free) if free and on_terminal() else None
    wrote = chosen is not None and _story(project, today, chosen)
    say()
    return wrote


def _line(number: int | None, line: LogLine) -> str:
    from whyfolio.scaffold.told import entry_of, without_entry

    told = entry_of(line.text)
    words = without_entry(line.text)
    words = words if len(words) <= _WIDEST else f"{words[: _WIDEST - 1]}…"
    day = f"{line.date.day:2} {line.date:%b}"
    return f"{number or '':>3}  {day}  {words}{f'  → {told}' if told else ''}"


def _chosen(free: set[int]) -> int | None:
    question = "Which would you tell a friend about? Its number, or Enter for none."
    while True:
        typed = ask(question)
        if not typed:
            return None
        if typed.isascii() and typed.isdecimal() and int(typed) in free:
            return int(typed)
        question = f'"{typed}" is no number of a line that is no story yet.'


def _story(project: Path, today: date, number: int) -> bool:
    from whyfolio.cli.beginnings import from_log_line
    from whyfolio.model.work import Story
    from whyfolio.scaffold.entry import NewEntry, write_entry
    from whyfolio.scaffold.journal import mark_line

    why = ask("Why did it matter, and to whom?   (Enter leaves it a line)")
    if not why:
        return False
    begun = from_log_line(project, Story, number, today)
    answers = {"date": begun.answers["date"], **begun.answers, "why": why}
    new = NewEntry("story", answers, members=begun.members)
    path = write_entry(project, new, today)
    mark_line(project, begun.line, "story", f"stories/{path.stem}")
    say(f"Wrote {shown(path)}   (private)")
    return True


# --- what is due, and one question ---------------------------------------------------------------


def _due(portfolio: Portfolio, today: date) -> Iterator[str]:
    from whyfolio.cli.findings import due_line
    from whyfolio.coach.due import due_soon

    found = due_soon(portfolio)
    if found:
        yield "Due   (whyfolio deepen REF fills it in)"
        yield from (f"  {due_line(one, today)}" for one in found[:_MOST_DUE])
        if len(found) > _MOST_DUE:
            yield f"  {len(found) - _MOST_DUE} more:  whyfolio check --due"
        yield ""


def _one_question(opened: Opened) -> None:
    """The coach's first finding; asked where an answer to it is one line."""
    from whyfolio.cli.interview import Interview
    from whyfolio.coach import findings

    found = findings(opened.portfolio, opened.places, opened.sources, opened.project)
    first = next((one for one in found if not one.is_error), None)
    if first is None:
        say("No question today.")
        return
    entries = {entry.path: entry for entry in opened.portfolio.entries}
    entry, interview = entries.get(first.place.file), Interview(opened)
    question = _answerable(first, entry, interview) if entry else None
    if entry and question and on_terminal():
        say("One question")
        interview.about(entry, question)
        return
    where = entry.ref if entry else str(first.place.file)
    say(f"One question\n  {where} · {first.message[:1].upper()}{first.message[1:]}")
    say(f"  whyfolio deepen {entry.ref}" if entry and question else f"  {first.hint}")


def _answerable(finding: Diagnostic, entry: Entry, interview: Interview) -> Question | None:
    """The question of `deepen` that asks for the field which the finding's hint names."""
    from whyfolio.coach.deepening import questions

    named = set(re.findall(r"`(\w+):", finding.hint))
    asked = questions(entry, interview.setting(entry))
    return next((one for one in asked if named & {one.steps[0], one.steps[-1]}), None)
