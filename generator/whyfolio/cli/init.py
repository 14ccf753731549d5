"""`whyfolio init`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from whyfolio.cli.call import common
from whyfolio.cli.console import note, say


@click.command("init")
@click.argument("place", metavar="[DIR]", default=".")
@click.option("--example", is_flag=True, help="Write a finished portfolio to look at instead.")
@common
def command(*, place: str, example: bool) -> None:
    """Start a portfolio in DIR, or here.

    Example: whyfolio init ~/career
    """
    from whyfolio.locate import record_default
    from whyfolio.scaffold import new_portfolio, write_example

    folder = Path(place).expanduser().absolute()
    shown = _shown(folder)
    if example:
        write_example(folder)
        say(f"{shown} holds the example: five years of Mira Holt, a payments engineer.")
        say(f"  Next:  whyfolio -C {place} serve --open")
        return
    new_portfolio(folder, _own_name())
    say(
        f"{shown} is ready: content/profile.md, content/log.md, whyfolio.toml.\n"
        "Every note in it is private until you say otherwise. No network, no account."
    )
    if record_default(folder):
        note("It is your default portfolio: commands find it from any folder.")
    say("`whyfolio init --example DIR` makes a finished one to look at.")
    say("  Next:  whyfolio new story")


def _own_name() -> str:
    import getpass

    for variable in ("GIT_AUTHOR_NAME", "NAME"):
        if os.environ.get(variable, "").strip():
            return os.environ[variable].strip()
    try:
        return getpass.getuser().replace(".", " ").replace("_", " ").title()
    except (OSError, KeyError):
        return "Your Name"


def _shown(place: Path) -> str:
    home = Path.home()
    return f"~/{place.relative_to(home).as_posix()}" if place.is_relative_to(home) else str(place)
