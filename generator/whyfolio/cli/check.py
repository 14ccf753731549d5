"""`whyfolio check`."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whyfolio.cli.call import Call, call_of, common
from whyfolio.cli.console import (
    as_github,
    as_json,
    counted,
    draw_all,
    note,
    say,
    tally,
)
from whyfolio.diagnostics import Diagnostic, Severity
from whyfolio.errors import UsageError

if TYPE_CHECKING:
    from whyfolio.unchanged import Parts

FIRST = 5
ASKED = ("check",)


@click.command("check")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="For a person, a program or a workflow of GitHub's.",
)
@click.option("--all", "everything", is_flag=True, help="All findings, not the first five.")
@click.option("--due", is_flag=True, help="Only what is overdue or due soon; exit 1 if overdue.")
@click.option("--strict", is_flag=True, help="Warnings end with exit code 1 too.")
@click.option("--fix", is_flag=True, help="Put sentences that other YAML readers cut in quotes.")
@click.option("--explain", metavar="CODE", help="What a code means, and the cure.")
@common
def command(
    *, form: str, everything: bool, due: bool, strict: bool, fix: bool, explain: str | None
) -> int:
    """Say what is wrong, and ask what a good reader would ask.

    Example: whyfolio check --all
    """
    if explain:
        return _explain(explain)
    call = call_of()
    project = call.project
    if fix:
        from whyfolio.cli.findings import quote_all

        number, files = quote_all(project)
        changed = f"{counted(number, 'sentence')} in {counted(files, 'file')}"
        note(f"Put {changed} in quotes." if number else "No sentence needs quotes.")
    if due:
        return _due(call, form)
    found, greeting = _found(call)
    if form == "json":
        as_json(found)
    elif form == "github":
        as_github(found)
    else:
        _text(found, greeting, project, everything=everything)
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return 1 if any(diagnostic.severity in failing for diagnostic in found) else 0


def _found(call: Call) -> tuple[Sequence[Diagnostic], Sequence[str]]:
    """All findings and a greeting; the last ones again where nothing changed since."""
    from whyfolio.unchanged import has_past, parts_meanwhile, recall

    project, today = call.project, call.today()
    if not has_past(project, ASKED):
        return _asked_anew(project, today, parts_meanwhile(project, today, ASKED))
    found, past = recall(project, today, ASKED)
    return (past.diagnostics, past.lines) if past else _asked_anew(project, today, lambda: found)


def _asked_anew(
    project: Path, today: date, now: Callable[[], Parts]
) -> tuple[Sequence[Diagnostic], Sequence[str]]:
    from whyfolio.crowd import aside
    from whyfolio.memos import Memos
    from whyfolio.opened import open_portfolio
    from whyfolio.unchanged import Past, remember

    # Before the notes are read: what changes from now on is found to have changed.
    key = now().key
    memos = Memos(project)
    coach = partial(import_module, "whyfolio.cli.findings")
    opened = open_portfolio(project, today, coach, memos.notes)
    saved = aside(memos.save, len(opened.portfolio.entries))

    from whyfolio.cli.findings import gathered
    from whyfolio.coach.returning import welcome

    greeting = welcome(opened.portfolio)
    past = Past((), tuple(gathered(opened)), (greeting,) if greeting else ())
    saved()
    remember(project, ASKED, key, past)
    return past.diagnostics, past.lines


def _text(
    found: Sequence[Diagnostic], greeting: Sequence[str], project: Path, *, everything: bool
) -> None:
    """All errors, and of what else there is the first few."""
    from whyfolio.cli.few import first_few, without_repeats

    if not found:
        say("Nothing to mend, nothing to ask.")
        return
    for line in greeting:
        note(line)
    errors = [diagnostic for diagnostic in found if diagnostic.is_error]
    rest, fixable = without_repeats([one for one in found if not one.is_error])
    shown = rest if everything else first_few(rest, FIRST)
    draw_all([*errors, *shown], {}, project)
    left = len(rest) - len(shown)
    remarks = [
        tally([*errors, *shown]),
        *([f"{left} more: --all"] if left else []),
        *([f"{counted(fixable, 'sentence')} to quote: --fix"] if fixable > 1 else []),
    ]
    note(f"{'; '.join(filter(None, remarks))}.")


def _due(call: Call, form: str) -> int:
    """What is overdue or due soon; the exit code says whether anything is overdue."""
    from whyfolio.cli.findings import due_line, due_values
    from whyfolio.coach.due import due_soon, soon
    from whyfolio.opened import open_portfolio

    today = call.today()
    opened = open_portfolio(call.project, today)
    found = due_soon(opened.portfolio)
    if form == "json":
        say(json.dumps(due_values(found, today), ensure_ascii=False, indent=2))
    else:
        for one in found:
            say(due_line(one, today))
        if not found:
            say(f"Nothing is due until {soon(opened.portfolio)}.")
    broken = sum(fault.is_error for fault in opened.diagnostics)
    if broken:
        note(f"{counted(broken, 'error')} in the notes may hide more: `whyfolio check`")
    return 1 if broken or any(one.is_overdue(today) for one in found) else 0


def _explain(code: str) -> int:
    from whyfolio.explain import all_codes, explanation
    from whyfolio.names import hint_for

    wanted = code.upper()
    if wanted not in all_codes():
        hint = hint_for(wanted, all_codes(), "codes look like E104, W101 or N203")
        raise UsageError(f'there is no code "{code}"; {hint}')
    told = explanation(wanted)
    say(f"{told.code}  {told.title}\n\n{told.cause}\n\nWhat to do: {told.cure}")
    return 0
