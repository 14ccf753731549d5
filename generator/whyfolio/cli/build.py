"""`whyfolio build`."""

from __future__ import annotations

import time
from pathlib import Path

import click

from whyfolio.cli.call import call_of, common
from whyfolio.cli.console import counted, draw_all, note, on_terminal, say, tally


@click.command("build")
@click.option(
    "--audience",
    "audiences",
    multiple=True,
    type=click.Choice(["public", "review", "private"]),
    help="Whom to build for; may be given again. The settings' audiences otherwise.",
)
@click.option("--output", metavar="DIR", help="The folder for the sites, instead of the settings'.")
@click.option("--strict", is_flag=True, help="Warnings end with exit code 1 too.")
@click.option("--replace", is_flag=True, help="Move a folder with foreign or edited files aside.")
@common
def command(*, audiences: tuple[str, ...], output: str | None, strict: bool, replace: bool) -> int:
    """Build the sites, the packet and the brag documents.

    Example: whyfolio build --audience public
    """
    from whyfolio.build import build, open_portfolio
    from whyfolio.cli.summary import empty_handed, summary
    from whyfolio.model.audience import Audience

    call, start = call_of(), time.perf_counter()
    project = call.project
    chosen = [Audience(name) for name in dict.fromkeys(audiences)]
    folder = Path(output).absolute() if output else None
    opened = open_portfolio(project, call.today())
    wanted = chosen or opened.config.build.audiences
    broken = any(found.is_error for found in opened.diagnostics)
    if not broken and empty_handed(opened, wanted, ask_too=on_terminal()):
        opened = open_portfolio(project, call.today())
    result = build(
        project, call.today(), audiences=chosen, output=folder, replace=replace, opened=opened
    )
    draw_all(result.diagnostics, result.sources)
    errors = [found for found in result.diagnostics if found.is_error]
    if errors:
        note(f"{tally(result.diagnostics)}. Nothing was written; the last site stands.")
        return 1
    for line in summary(result, project):
        say(line)
    say(f"Built in {time.perf_counter() - start:.2f} s.")
    if strict and result.diagnostics:
        note(f"{counted(len(result.diagnostics), 'warning')}, and --strict was given.")
        return 1
    return 0
