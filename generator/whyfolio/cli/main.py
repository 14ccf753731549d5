"""`whyfolio`: choose the command, run it, end with its exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

import click

from whyfolio import __version__
from whyfolio.cli.call import common
from whyfolio.cli.console import complain, draw_all
from whyfolio.errors import Refused, UsageError, WhyfolioError
from whyfolio.names import hint_for

COMMANDS = ("init", "new", "log", "allow", "check", "build", "serve")
USAGE, FAILED = 2, 3


class _Commands(click.Group):
    """Loads a command's module when the command is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        found = import_module(f"whyfolio.cli.{cmd_name}").command
        assert isinstance(found, click.Command)  # noqa: S101 - each module holds its command
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            hint = hint_for(args[0], COMMANDS, f"there is: {', '.join(COMMANDS)}")
            message = f'there is no command "{args[0]}"; {hint}'
            raise click.UsageError(message, ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    no_args_is_help=True,
)
@click.version_option(__version__, message="whyfolio %(version)s")
@common
def commands() -> None:
    """Notes about your work become a portfolio, a promotion packet and a brag document.

    Every note is private until you say otherwise.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code: 0 well, 1 content, 2 usage, 3 our fault."""
    sys.exit(run(list(sys.argv[1:] if arguments is None else arguments)))


def run(arguments: list[str]) -> int:  # noqa: PLR0911 - one way out for each kind of end
    """Run one command and give its exit code."""
    try:
        done = commands.main(arguments, prog_name="whyfolio", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return USAGE
    except click.Abort:
        complain("stopped; nothing was changed by this step")
        return 1
    except Refused as refused:
        draw_all([refused.diagnostic], {})
        return refused.exit_code
    except UsageError as error:
        complain(str(error))
        return USAGE
    except WhyfolioError as error:
        complain(str(error))
        return error.exit_code
    except Exception as error:  # noqa: BLE001 - the last door: no traceback without --debug
        return _own_fault(error, arguments)
    return done if isinstance(done, int) else 0


def _own_fault(error: Exception, arguments: list[str]) -> int:
    if "--debug" in arguments:
        raise error
    complain(f"whyfolio itself failed: {type(error).__name__}: {error}")
    complain("your notes and your site are as they were; --debug shows where it happened")
    return FAILED


__all__ = ["commands", "main", "run"]

if __name__ == "__main__":
    main()
