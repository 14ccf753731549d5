"""`whyfolio build`."""

from __future__ import annotations

from pathlib import Path

import click

from whyfolio.cli.call import call_of, common
from whyfolio.cli.console import busy, draw_all, note, say, tally


@click.command("build")
@click.option(
    "--audience",
    "audiences",
    multiple=True,
    type=click.Choice(["public", "review", "private"]),
    help="Whom to build for; may be given again. Else those of the settings.",
)
@click.option("--output", metavar="DIR", help="The folder for the sites, instead of the settings'.")
@click.option("--strict", is_flag=True, help="Build nothing while there are warnings.")
@click.option("--replace", is_flag=True, help="Move a folder with foreign or edited files aside.")
@common
def command(*, audiences: tuple[str, ...], output: str | None, strict: bool, replace: bool) -> int:
    """Build the sites, the packet and the brag documents.

    Example: whyfolio build --audience public
    """
    import time

    from whyfolio.build import build, open_portfolio
    from whyfolio.cli.emptiness import open_more
    from whyfolio.cli.summary import summary
    from whyfolio.model.audience import Audience

    call, start = call_of(), time.perf_counter()
    project, today = call.project, call.today()
    folder = Path(output).expanduser().absolute() if output else None
    opened = open_portfolio(project, today)
    draw_all(opened.diagnostics, opened.sources, project)
    if opened.diagnostics:
        stopped = strict or any(found.is_error for found in opened.diagnostics)
        note(f"{tally(opened.diagnostics)}.{' Nothing was written.' if stopped else ''}")
        if stopped:
            return 1
    named = [Audience(name) for name in dict.fromkeys(audiences)]
    if open_more(opened, named or opened.config.build.audiences, named=bool(named)):
        opened = open_portfolio(project, today)
    with busy("Building …"):
        result = build(
            project, today, audiences=named, output=folder, replace=replace, opened=opened
        )
    for line in summary(result):
        say(line)
    say(f"Built in {time.perf_counter() - start:.2f} s.")
    return 0
