"""`whyfolio init`."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

import click

from whyfolio.cli.call import call_of, common
from whyfolio.cli.console import say, shown


@click.command("init")
@click.argument("place", metavar="[DIR]", default=".")
@click.option("--example", is_flag=True, help="Write a finished portfolio to look at instead.")
@common
def command(*, place: str, example: bool) -> None:
    """Start a portfolio in DIR, or here. What is there already stays as it is.

    Example: whyfolio init ~/career
    """
    from whyfolio.scaffold.portfolio import write_example

    folder = Path.resolve(call_of().start / Path(place).expanduser())
    if example:
        write_example(folder)
        say(f"{shown(folder)} holds the example: five years of Mira Holt, a payments engineer.")
        say(f"Next:  whyfolio -C {_typed(folder)} serve --open")
        return
    _start(folder)


def _start(folder: Path) -> None:
    from whyfolio.scaffold.portfolio import new_portfolio

    wrote = new_portfolio(folder, _own_name())
    if not wrote:
        say(f"{shown(folder)} is a portfolio already; nothing was changed.")
        return
    names = ", ".join(Path(path).name for path in wrote if not path.startswith("."))
    ready = f"{shown(folder)} is ready: {names}." if names else f"{shown(folder)} is ready."
    say(f"{ready} Everything in it is private until you say otherwise.")
    say("No network, no account. `whyfolio init --example DIR` makes a finished one to look at.")
    if _is_default(folder):
        say("Next:  whyfolio new story      (works from any folder)")
    else:
        say(f"Next:  whyfolio -C {_typed(folder)} new story")


def _typed(folder: Path) -> str:
    """A folder as a shell takes it: in quotes where its name holds a blank or another sign."""
    name = shown(folder)
    plain = all(sign.isalnum() or sign in "~/._+-" for sign in name)
    return name if plain else quote(str(folder))


def _is_default(folder: Path) -> bool:
    """Make the first portfolio the default one; whether this one is it."""
    from whyfolio.errors import UsageError
    from whyfolio.locate import default_project, record_default

    try:
        record_default(folder)
        default = default_project()
    except (OSError, UsageError):
        return False
    return default is not None and default.resolve() == folder


def _own_name() -> str:
    """The author's name, as git or the system knows it; "" where neither does."""
    import os
    import shutil
    import subprocess

    name, git = os.environ.get("GIT_AUTHOR_NAME", ""), shutil.which("git")
    if git and not name.strip():
        asked = [git, "config", "--get", "user.name"]
        told = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603
        name = told.stdout
    return name.strip() if name.strip().isprintable() else ""
