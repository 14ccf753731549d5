"""`whyfolio serve`."""

from __future__ import annotations

import click

from whyfolio.cli.call import call_of, common
from whyfolio.cli.console import note, say


@click.command("serve")
@click.option("--port", default=4321, show_default=True, help="The first port to try.")
@click.option("--open", "open_browser", is_flag=True, help="Open the browser.")
@click.option("--follow", is_flag=True, help="Show the page of the note that you edit.")
@click.option("--allow-host", multiple=True, metavar="HOST", help="Another name to answer to.")
@click.option("--poll", is_flag=True, help="Look for changes, where the disk tells of none.")
@common
def command(
    *, port: int, open_browser: bool, follow: bool, allow_host: tuple[str, ...], poll: bool
) -> None:
    """Show the portfolio while you write it, as each audience sees it.

    No site is written, and only this machine can look at it. The bar tells what the page hides
    from whom; on your own pages a line for the log can be typed there.

    Example: whyfolio serve --open
    """
    from whyfolio.preview import serve

    call = call_of()

    def ready(address: str) -> None:
        say(f"{address}   you · reviewers · everyone (switch in the bar)     Ctrl+C stops")
        if open_browser:
            click.launch(address)

    serve(
        call.project,
        call.today,
        ready,
        note,
        port=port,
        allow_hosts=allow_host,
        follow=follow,
        poll=poll,
    )
