"""What holds for every command: the project, the day, and the options that say so."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from whyfolio.dataclass import dataclass
from whyfolio.errors import UsageError

_KEPT = "whyfolio.call"
# How the usage of a group without a command shows that it may stand alone; older clicks do not.
SUBCOMMAND = "[COMMAND] [ARGS]..."
F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Call:
    """The options that stand before or after any command."""

    folder: Path | None = None
    given_day: date | None = None
    debug: bool = False

    @property
    def start(self) -> Path:
        """Where the command stands: `-C`, else the current folder."""
        return (self.folder or Path.cwd()).absolute()

    @property
    def project(self) -> Path:
        """The portfolio that is meant: from -C or here upwards, else the author's default.

        Raises:
            UsageError: there is none.
        """
        from whyfolio.locate import default_project, find_project

        if not self.start.is_dir():
            raise UsageError(f"there is no folder {self.folder}")
        found = find_project(self.start) or (default_project() if self.folder is None else None)
        if found is None:
            where = "here" if self.folder is None else f"in {self.folder}"
            raise UsageError(f"there is no portfolio {where} or above; `whyfolio init` makes one")
        if (found / ".whyfolio" / "outputs").is_dir():
            _finish_what_was_killed(found)
        return found

    def today(self) -> date:
        """The day it is: `--today`, else `SOURCE_DATE_EPOCH`, else the clock, asked anew.

        Raises:
            UsageError: `SOURCE_DATE_EPOCH` is no number of seconds.
        """
        if self.given_day is not None:
            return self.given_day
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        if not epoch:
            return datetime.now().astimezone().date()
        try:
            return datetime.fromtimestamp(int(epoch), tz=UTC).date()
        except (ValueError, OverflowError, OSError):
            raise UsageError(f'SOURCE_DATE_EPOCH is no time: "{epoch}"') from None


def _finish_what_was_killed(project: Path) -> None:
    """Whichever command comes after a build that was killed, it makes the sites whole."""
    if any((project / ".whyfolio" / "outputs").glob("*.json.next")):
        from whyfolio.writer import recover_all

        recover_all(project)


def call_of(context: click.Context | None = None) -> Call:
    """The options of the command that runs."""
    found = (context or click.get_current_context()).meta.get(_KEPT)
    return found if isinstance(found, Call) else Call()


def common(function: F) -> F:
    """Give a command the options -C, --today and --debug."""
    for option in reversed(
        [
            click.option(
                "-C",
                "folder",
                metavar="DIR",
                help="The portfolio's folder, or one in it.",
                **_kept(Path),
            ),
            click.option(
                "--today",
                "given_day",
                metavar="DATE",
                help="The day to take for today.",
                **_kept(_day),
            ),
            click.option(
                "--debug", is_flag=True, help="Show where whyfolio itself failed.", **_kept(bool)
            ),
        ]
    ):
        function = option(function)
    return function


def _kept(convert: Callable[[Any], Any]) -> dict[str, Any]:
    """Keep an option's value in what nested contexts share, so that it may stand anywhere."""

    def keep(context: click.Context, option: click.Parameter, value: Any) -> None:  # noqa: ANN401
        if value:
            changed: dict[str, Any] = {str(option.name): convert(value)}
            context.meta[_KEPT] = replace(call_of(context), **changed)

    return {"callback": keep, "expose_value": False}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f'"{text}" is no day like 2026-11-21.') from None
