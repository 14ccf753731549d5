"""`whyfolio`: choose the command, run it, end with its exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import click

from whyfolio import __version__
from whyfolio.cli.call import SUBCOMMAND, Call, call_of, common
from whyfolio.cli.console import complain, draw_all, note
from whyfolio.errors import Refused, UsageError, WhyfolioError
from whyfolio.names import hint_for

# Said here as well as in the commands, so that a list of them loads none.
COMMANDS: Mapping[str, str] = {
    "init": "Start a portfolio in DIR, or here.",
    "new": "Write a new entry: at most four questions, Enter skips any.",
    "deepen": "Ask the one question that adds most to an entry, then the next.",
    "log": "Add one dated line to the log, from any folder.",
    "ask": "Give the one-sentence question to send to somebody, and keep it.",
    "allow": "Let an audience read entries.",
    "check": "Say what is wrong, and ask what a good reader would ask.",
    "build": "Build the sites, the packet and the brag documents.",
    "serve": "Show the portfolio while you write it, as each audience sees it.",
    "packet": "Make the case for one level as one file to hand over.",
    "brag": "Tell what a period held and why it mattered, or fill in a form.",
    "forms": "List the review forms: what each box asks, and how much fits in.",
    "tell": "Tell one story, or the whole career, as you would say it aloud.",
    "ladder": "Look at the ladder that you are measured by.",
    "import": "Bring in what you have elsewhere, as private entries.",
    "export": "Write the portfolio, or what describes it, for another program.",
    "publish": "Push the built public pages, and nothing else, to a branch.",
    "share": "Hand over a packet, a story or a decision as one file.",
    "theme": "Make the pages look as you like.",
    "migrate": "Bring the files of the portfolio to the form of this release.",
    "doctor": "Say what is installed, what is missing, and what to run.",
}
_MODULES = {"import": "import_any"}
USAGE, FAILED = 2, 3


class Commands(click.Group):
    """Loads a command's module when the command is named, and knows how each can end."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        found = import_module(f"whyfolio.cli.{_MODULES.get(cmd_name, cmd_name)}").command
        assert isinstance(found, click.Command)  # noqa: S101 - each module holds its command
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            hint = hint_for(args[0], COMMANDS, f"there is {', '.join(COMMANDS)}")
            raise click.UsageError(f'there is no command "{args[0]}"; {hint}', ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> int:
        """Run the command that is named and give its exit code."""
        try:
            done = super().invoke(ctx)
        except Refused as refused:
            draw_all([refused.diagnostic, *refused.more], {}, _project(call_of(ctx)))
            return refused.exit_code
        except UsageError as error:
            complain(str(error))
            return error.exit_code
        except (
            click.ClickException,
            click.Abort,
            click.exceptions.Exit,
            EOFError,
            BrokenPipeError,
        ):
            raise
        except Exception as error:  # noqa: BLE001 - the last door
            return _own_fault(error, with_traceback=call_of(ctx).debug)
        return done if isinstance(done, int) else 0


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    invoke_without_command=True,
    subcommand_metavar=SUBCOMMAND,
)
@click.version_option(__version__, message="whyfolio %(version)s")
@common
@click.pass_context
def commands(context: click.Context) -> int:
    """Notes about your work become a portfolio, a promotion packet and a brag document.

    Every note is private until you say otherwise.

    Without a command: two minutes for the week. Which line would you tell a friend about, what is
    due, and one question.
    """
    if context.invoked_subcommand is not None:
        return 0
    from whyfolio.cli.screen import show

    return show(call_of(context))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code: 0 well, 1 content, 2 usage, 3 our fault."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(run(list(sys.argv[1:] if arguments is None else arguments)))


def program() -> None:
    """What a shell starts: `main`, and an end at once.

    To take a large portfolio apart, object by object, only to leave takes a tenth of a second.
    """
    try:
        main()
    except SystemExit as left:
        with suppress(OSError, ValueError):  # nobody reads any more
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(left.code if isinstance(left.code, int) else 1)
        raise


def run(arguments: list[str]) -> int:
    """Run one command and give its exit code."""
    try:
        done = commands.main(arguments, prog_name="whyfolio", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return USAGE
    except click.Abort:
        complain("stopped before the end")
        return 1
    return done if isinstance(done, int) else 0


def _project(call: Call) -> Path | None:
    """The project, where there is one: a refusal may be about something else."""
    try:
        return call.project
    except (WhyfolioError, OSError):
        return None


def _own_fault(error: Exception, *, with_traceback: bool) -> int:
    if with_traceback:
        import traceback

        note("".join(traceback.format_exception(error)).rstrip())
    said = f"{type(error).__name__}: {error}".rstrip(": ")
    complain(f"whyfolio itself failed: {said}")
    if not with_traceback:
        complain("run it again with --debug to see where, and please report it")
    return FAILED


__all__ = ["commands", "main", "program", "run"]

if __name__ == "__main__":
    program()
