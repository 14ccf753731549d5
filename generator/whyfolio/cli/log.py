"""`whyfolio log`."""

from __future__ import annotations

import click

from whyfolio.cli.call import call_of, common
from whyfolio.cli.console import say
from whyfolio.errors import UsageError


@click.command("log")
@click.argument("words", metavar="TEXT", nargs=-1, required=True)
@common
def command(*, words: tuple[str, ...]) -> None:
    """Add one dated line to the log, from any folder.

    Example: whyfolio log "Paired with Ana on the waiting page #relationships"
    """
    from whyfolio.scaffold.journal import add_line

    text = " ".join(words).strip()
    if not text:
        raise UsageError("there is nothing to log")
    call = call_of()
    say(add_line(call.project, text, call.today()))
