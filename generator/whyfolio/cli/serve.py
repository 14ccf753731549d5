"""`whyfolio serve`."""

from __future__ import annotations

import click

from whyfolio.cli.call import call_of, common
from whyfolio.cli.console import note, say


@click.command("serve")
@click.option("--port", default=4321, show_default=True, help="The first port to try.")
@click.option("--open", "open_browser", is_flag=True, help="Open the browser.")
@click.option("--allow-host", multiple=True, metavar="HOST", help="Another name to answer to.")
@click.option("--poll", is_flag=True, help="Look for changes, where the disk tells of none.")
@common
def command(*, port: int, open_browser: bool, allow_host: tuple[str, ...], poll: bool) -> None:
    """Show the portfolio while you write it, as each audience sees it.

    Nothing is written, and only this machine can look at it.

    Example: whyfolio serve --open
    """
    from whyfolio.preview import serve

    call = call_of()

    def ready(address: str, polls: bool) -> None:  # noqa: FBT001 - the preview's own signature
        say(f"{address}   you · reviewers · everyone (switch in the bar)     Ctrl+C stops")
        if polls and not poll:
            note("The system tells of no changes here, so they are looked for.")
        if open_browser:
            click.launch(address)

    serve(call.project, call.today, ready, port=port, allow_hosts=allow_host, poll=poll)
