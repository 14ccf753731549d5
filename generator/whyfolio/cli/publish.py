"""`whyfolio publish`."""

from __future__ import annotations

import click

from whyfolio.cli.call import call_of, common
from whyfolio.errors import UsageError


@click.command("publish")
@click.option("--to", metavar="REPO", default="", help="The repository, instead of the settings'.")
@click.option("--dry-run", is_flag=True, help="Only say which files would be pushed.")
@click.option(
    "--replace", is_flag=True, help="Move what others wrote on the branch to a branch beside it."
)
@click.option(
    "--setup",
    type=click.Choice(["ci"]),
    help="Write workflows for GitHub and GitLab instead; your notes must lie there then.",
)
@common
def command(*, to: str, dry_run: bool, replace: bool, setup: str | None) -> int:
    """Push the built public pages, and nothing else, to a branch of a repository.

    The pages are built anew and searched for what you hold back. Your notes stay here; the branch
    holds one commit without your name.

    Example: whyfolio publish --to git@code.example:kim/pages.git
    """
    if setup:
        if to or dry_run or replace:
            raise UsageError("--setup stands alone")
        from whyfolio.cli.publish_setup import set_up

        return set_up(call_of().project)
    from whyfolio.cli.publish_push import publish
    from whyfolio.publishing.push import Wish

    return publish(call_of(), to, Wish(only_look=dry_run, over_others=replace))
