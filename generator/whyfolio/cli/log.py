"""`whyfolio log`."""

from __future__ import annotations

import click

from whyfolio.cli.call import call_of, common
from whyfolio.cli.console import say, shown


@click.command("log")
@click.argument("words", metavar="TEXT", nargs=-1, required=True)
@common
def command(*, words: tuple[str, ...]) -> None:
    """Add one dated line to the log, from any folder.

    A #competency, an @person and links are understood where the line becomes a story:
    `whyfolio`, or `whyfolio new story --from-log 1`.

    Example: whyfolio log "Paired with Ana on the waiting page. #leadership @ana"
    """
    from whyfolio.scaffold.journal import LOG, add_line

    call = call_of()
    project = call.project
    line = add_line(project, " ".join(words), call.today())
    say(f"{shown(project / LOG)}: {line.removeprefix('- ')}")
