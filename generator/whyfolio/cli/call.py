"""What holds for every command: the project, the day, and the options that say so."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from whyfolio.errors import UsageError
from whyfolio.locate import default_project, find_project

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Call:
    """The options that stand before or after any command."""

    folder: Path | None = None
    day: date | None = None
    debug: bool = False

    @property
    def project(self) -> Path:
        """The portfolio that is meant: from -C or here upwards, else the author's default.

        Raises:
            UsageError: there is none.
        """
        start = self.folder or Path.cwd()
        if self.folder is not None and not start.is_dir():
            raise UsageError(f"there is no folder {start}")
        found = find_project(start) or (default_project() if self.folder is None else None)
        if found is None:
            raise UsageError(f"no portfolio in {start} or above it; `whyfolio init` makes one")
        return found

    def today(self) -> date:
        """The day it is: `--today`, else `SOURCE_DATE_EPOCH`, else the clock, asked anew."""
        if self.day is not None:
            return self.day
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        if epoch:
            try:
                return datetime.fromtimestamp(int(epoch), tz=UTC).date()
            except (ValueError, OverflowError, OSError) as error:
                raise UsageError(f"SOURCE_DATE_EPOCH is no time: {epoch}") from error
        return datetime.now().astimezone().date()


def call_of(context: click.Context | None = None) -> Call:
    """The options of the command that runs."""
    found = (context or click.get_current_context()).find_root().obj
    return found if isinstance(found, Call) else Call()


def common(function: F) -> F:
    """Give a command the options -C, --today and --debug."""

    def keep(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
        def store(context: click.Context, _option: click.Parameter, value: Any) -> None:  # noqa: ANN401
            if value:
                root = context.find_root()
                root.obj = replace(call_of(context), **{name: value})

        return store

    options = [
        click.option("-C", "folder", metavar="DIR", help="The portfolio; else found upwards."),
        click.option("--today", metavar="DATE", help="The day to take for today."),
        click.option("--debug", is_flag=True, help="Show a traceback when whyfolio itself fails."),
    ]
    kept = ["folder", "day", "debug"]
    for option, name in zip(reversed(options), reversed(kept), strict=True):
        function = option(function)
        parameter = function.__click_params__[-1]  # type: ignore[attr-defined]
        parameter.callback, parameter.expose_value = _reading(name, keep(name)), False
    return function


def _reading(
    name: str, store: Callable[[click.Context, click.Parameter, Any], None]
) -> Callable[[click.Context, click.Parameter, Any], None]:
    def read(context: click.Context, option: click.Parameter, value: Any) -> None:  # noqa: ANN401
        if value and name == "folder":
            value = Path(value)
        if value and name == "day":
            value = _day(value)
        store(context, option, value)

    return read


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"--today is a day as in 2026-11-21, not {text!r}"
        raise click.UsageError(message) from None
