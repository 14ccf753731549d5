"""`whyfolio import`: a command for each importer, made from what the importer says of itself."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from whyfolio.cli.call import SUBCOMMAND, call_of, common
from whyfolio.cli.console import say
from whyfolio.errors import UsageError
from whyfolio.importers.registry import IMPORTERS, all_importers, importer_named

if TYPE_CHECKING:
    from whyfolio.importers.registry import Importer, Option, Request

_PIPE = "-"


class Sources(click.Group):
    """Loads an importer when it is named; the four methods are click's."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The importers' names."""
        return list(all_importers())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """One importer's command."""
        known = cmd_name in IMPORTERS or cmd_name in all_importers()
        return _command(cmd_name) if known else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """One importer's command, or a usage error that names the nearest."""
        from whyfolio.names import hint_for, join_words

        first = args[0] if args else ""
        known = IMPORTERS if first in IMPORTERS else all_importers()
        if first and not first.startswith("-") and first not in known:
            hint = hint_for(first, known, f"there is {join_words(known, 'and')}")
            raise click.UsageError(f'nothing can be imported as "{first}"; {hint}', ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """What each reads, in a line."""
        with formatter.section("Sources"):
            formatter.write_dl([(name, listed.reads) for name, listed in all_importers().items()])


@click.command("import", cls=Sources, invoke_without_command=True, subcommand_metavar=SUBCOMMAND)
@common
@click.pass_context
def command(context: click.Context) -> None:
    """Bring in what you have elsewhere, as private entries.

    Nothing that is there is changed, and a second import adds only what is new.

    Example: whyfolio import adr docs/decisions --dry-run
    """
    if context.invoked_subcommand is None:
        say(context.get_help())


def _command(name: str) -> click.Command:
    importer = importer_named(name)
    source = f"{importer.metavar}|-" if importer.pipe else importer.metavar
    given = [click.Argument(["source"], metavar=source), *map(_option, importer.options)]
    taken = any(option.name == "format" for option in importer.options)
    own = [
        click.Option(["--dry-run"], is_flag=True, help="Show what would come, and write nothing."),
        click.Option(
            ["--told-as" if taken else "--format", "form"], type=click.Choice(["text", "json"]),
            default="text", help="How to tell it.",
        ),
    ]  # fmt: skip

    def called(source: str, *, dry_run: bool, form: str, **options: Any) -> int:  # noqa: ANN401
        from whyfolio.cli.import_told import run

        request = _request(importer, source, options)
        return run(name, importer, request, dry_run=dry_run, as_json=form == "json")

    made = click.Command(name, params=[*given, *own], callback=called, help=importer.doc)
    return _with_common(made)


def _with_common(made: click.Command) -> click.Command:
    """Give the command the options that every command has."""

    @common
    def bearer() -> None: ...

    made.params += list(reversed(getattr(bearer, "__click_params__", [])))
    return made


def _option(option: Option) -> click.Option:
    names = [f"--{option.name}", f"of_{option.name.replace('-', '_')}"]
    if not option.metavar and not option.choices:
        return click.Option(names, is_flag=True, help=option.doc)
    kind = click.Choice(list(option.choices)) if option.choices else None
    return click.Option(
        names, type=kind, metavar=option.metavar or None, multiple=option.many, help=option.doc
    )


def _request(importer: Importer, source: str, options: Mapping[str, Any]) -> Request:
    from whyfolio.cli.console import ask, note, on_terminal
    from whyfolio.importers.registry import Request

    call = call_of()
    if source == _PIPE and not importer.pipe:
        raise UsageError(f"this reads no pipe; name the {importer.metavar.lower()}")
    said = {
        option.name: options[f"of_{option.name.replace('-', '_')}"] for option in importer.options
    }
    given = {name: _as_text(value) for name, value in said.items() if value}
    return Request(
        path=None if source == _PIPE else Path(source).expanduser(),
        name=source,
        stdin=sys.stdin.buffer.read,
        project=call.project,
        today=call.today(),
        options=given,
        ask=ask if on_terminal() and source != _PIPE else None,
        tell=note,
    )


def _as_text(value: object) -> str:
    if value is True:
        return "yes"
    return "\n".join(map(str, value)) if isinstance(value, tuple) else str(value)
