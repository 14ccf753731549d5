"""The passphrase of a locked page: asked twice, unseen, or taken from the environment."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial

import click

from whyfolio.cli.console import note, on_terminal
from whyfolio.errors import UsageError
from whyfolio.exporters.extras import library
from whyfolio.exporters.locked import fault_of, lock

VARIABLE = "WHYFOLIO_PASSPHRASE"


def seal_for(language: str) -> Callable[[bytes], bytes]:
    """What locks a page, once the passphrase is known.

    There is no option for the passphrase: whoever lists a machine's programs reads their options.

    Raises:
        UsageError: the extra is missing, or there is no passphrase that will do.
    """
    library("cryptography", "lock", "a locked page")
    return partial(lock, passphrase=_passphrase(), language=language)


def _passphrase() -> str:
    given = os.environ.get(VARIABLE, "")
    if given:
        if fault := fault_of(given):
            raise UsageError(f"the passphrase in {VARIABLE} {fault}")
        return given
    if not on_terminal():
        raise UsageError(f"there is nobody to ask for a passphrase; put it in {VARIABLE}")
    note("Tell it on another way than the file, and keep it: without it nobody opens the page.")
    while True:
        typed: str = click.prompt("Passphrase", hide_input=True)
        if fault := fault_of(typed):
            note(f"It {fault}.")
        elif click.prompt("The same once more", hide_input=True) == typed:
            return typed
        else:
            note("They differ.")
