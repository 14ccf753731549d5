"""`whyfolio theme`."""

from __future__ import annotations

import click

from whyfolio.cli.call import SUBCOMMAND, call_of, common
from whyfolio.cli.console import say, shown


@click.group("theme", invoke_without_command=True, subcommand_metavar=SUBCOMMAND)
@common
@click.pass_context
def command(context: click.Context) -> None:
    """Make the pages look as you like: begin a theme, change one file of it, check it.

    Example: whyfolio theme new harbour
    """
    if context.invoked_subcommand is None:
        say(context.get_help())


@command.command("new")
@click.argument("name", metavar="NAME")
@click.option("--extends", "parent", metavar="THEME", default="margin", help="Default: margin.")
@common
def new(*, name: str, parent: str) -> int:
    """Begin a theme of your own in themes/NAME: two files, of which all else is inherited.

    Example: whyfolio theme new harbour --extends plain
    """
    from whyfolio.scaffold.theme import new_theme

    for path in new_theme(call_of().project, name, parent):
        say(shown(path))
    say(f'Next: write theme = "{name}" under [site] in whyfolio.toml, then whyfolio serve.')
    return 0


@command.command("eject")
@click.argument("file", metavar="[FILE]", default="")
@common
def eject(*, file: str) -> int:
    """Copy one template or style sheet to where your changes of it count.

    The copy lies in your own theme where the settings name one, else in themes/overrides/, and
    is used from then on. Without FILE: list what can be copied.

    Example: whyfolio theme eject partials/card.html
    """
    from whyfolio.config import load_config
    from whyfolio.render.theme import load_theme
    from whyfolio.scaffold.theme import eject as copy
    from whyfolio.scaffold.theme import ejectable

    project = call_of().project
    theme = load_theme(load_config(project)[0].site.theme, project)
    if not file:
        for name in sorted(ejectable(theme)):
            say(name)
        return 0
    source, target = copy(project, theme, file)
    say(f"{shown(target)}: a copy of {source.name}, used from now on. Take it away to go back.")
    return 0


@command.command("check")
@click.argument("name", metavar="[NAME]", default="")
@common
def check(*, name: str) -> int:
    """Read every template of a theme, and draw every page with it.

    Names templates that nothing draws, values and blocks that are not there, other servers, and
    options with faults. Pages are those of your notes and of the example, for each audience.
    Without NAME: the theme of the settings, with themes/overrides/.

    Example: whyfolio theme check
    """
    from whyfolio.cli.theme_told import tell

    return tell(call_of(), name)
