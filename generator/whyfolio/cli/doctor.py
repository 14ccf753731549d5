"""`whyfolio doctor`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import click

from whyfolio.cli.call import call_of, common
from whyfolio.cli.console import busy, counted, say
from whyfolio.installed import adding

if TYPE_CHECKING:
    from whyfolio.cli.doctor_looks import Looked


@click.command("doctor")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="For a person or a program.",
)
@common
def command(*, form: str) -> int:
    """Say what is installed, what is missing, and what to run.

    Nothing of your notes is in what it prints, so that it can go into a report. It ends with 1
    where something keeps whyfolio from working; an extra that you did not install does not.

    Example: whyfolio doctor
    """
    from whyfolio.cli.doctor_looks import State, all_looks, project_of, release

    call = call_of()
    with busy("Looking"):
        looked = tuple(all_looks(project_of(call.start, named=call.folder is not None)))
    wrong = sum(one.state is State.WRONG for one in looked)
    if form == "json":
        values = {"whyfolio": release(), "well": not wrong, "looked_at": list(map(_plain, looked))}
        say(json.dumps(values, ensure_ascii=False, indent=2))
        return 1 if wrong else 0
    say(f"whyfolio {release()}")
    for line in _lines(looked):
        say(line)
    for line in _runs(looked):
        say(line)
    say()
    say(f"{counted(wrong, 'thing')} wrong." if wrong else "Nothing is wrong.")
    return 1 if wrong else 0


def _runs(looked: Sequence[Looked]) -> Iterator[str]:
    """The commands that mend or add something; all extras come with one."""
    extras = [one.name for one in looked if one.area == "extras" and one.run]
    others = [one.run for one in looked if one.area != "extras" and one.run]
    runs = [*dict.fromkeys(others), *([adding(*extras)] if extras else [])]
    if runs:
        yield from ("", "To run:", *(f"  {line}" for line in runs))


def _plain(one: Looked) -> dict[str, str]:
    return {
        "area": one.area,
        "name": one.name,
        "state": one.state.value,
        "told": one.told,
        "run": one.run,
    }


def _lines(looked: Sequence[Looked]) -> Iterator[str]:
    for area, found in groupby(looked, key=lambda one: one.area):
        rows = list(found)
        yield ""
        yield area.capitalize()
        widest = max(len(one.name) for one in rows)
        for one in rows:
            mark = "" if one.state == "well" else f"{one.state}: "
            yield f"  {one.name:{widest}}  {mark}{one.told}"
