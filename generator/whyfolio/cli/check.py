"""`whyfolio check`."""

from __future__ import annotations

from collections.abc import Sequence

import click

from whyfolio.cli.call import call_of, common
from whyfolio.cli.console import as_github, as_json, draw_all, note, say, tally
from whyfolio.diagnostics import Diagnostic
from whyfolio.errors import UsageError

FIRST = 5


@click.command("check")
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text")
@click.option("--all", "everything", is_flag=True, help="All findings, not the first five.")
@click.option("--strict", is_flag=True, help="Warnings end with exit code 1 too.")
@click.option("--explain", metavar="CODE", help="What a code means, and the cure.")
@common
def command(*, form: str, everything: bool, strict: bool, explain: str | None) -> int:
    """Say what is wrong, and ask what a good reader would ask.

    Example: whyfolio check --all
    """
    if explain:
        return _explain(explain)
    from whyfolio.build import open_portfolio
    from whyfolio.coach import findings

    call = call_of()
    opened = open_portfolio(call.project, call.today())
    asked = findings(opened.portfolio, opened.places, opened.sources)
    found = [*opened.diagnostics, *asked]
    if form == "json":
        as_json(found)
    elif form == "github":
        as_github(found)
    else:
        _text(found, opened.sources, everything=everything)
    wrong = [d for d in found if d.is_error or (strict and d.code.startswith("W"))]
    return 1 if wrong else 0


def _text(found: Sequence[Diagnostic], sources: object, *, everything: bool) -> None:
    assert isinstance(sources, dict)  # noqa: S101 - what open_portfolio gives
    errors = [diagnostic for diagnostic in found if diagnostic.is_error]
    rest = [diagnostic for diagnostic in found if not diagnostic.is_error]
    shown = rest if everything else rest[: max(0, FIRST - len(errors))]
    draw_all([*errors, *shown], sources)
    left = len(rest) - len(shown)
    if not found:
        say("Nothing to mend, nothing to ask.")
    else:
        note(f"{tally(found)}.{f' {left} more: --all' if left else ''}")


def _explain(code: str) -> int:
    from whyfolio.explain import all_codes, explanation
    from whyfolio.names import hint_for

    wanted = code.upper()
    if wanted not in all_codes():
        raise UsageError(f"there is no code {code}; {hint_for(wanted, all_codes(), 'see check')}")
    told = explanation(wanted)
    say(f"{told.code}  {told.title}\n\n{told.cause}\n\nWhat to do: {told.cure}")
    return 0
