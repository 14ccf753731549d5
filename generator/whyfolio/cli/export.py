"""`whyfolio export`."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whyfolio.cli.call import Call, call_of, common
from whyfolio.cli.console import draw_all, note, put, say, shown, tally
from whyfolio.exporters.exports import EXPORTS

if TYPE_CHECKING:
    from whyfolio.build import Opened
    from whyfolio.exporters.exports import Export
    from whyfolio.model.audience import Audience


@click.command("export")
@click.argument("what", type=click.Choice(list(EXPORTS)), metavar="WHAT")
@click.option("-o", "--output", metavar="FILE", default="-", help="Where to; else it is printed.")
@click.option(
    "--audience",
    type=click.Choice(["public", "review", "private"]),
    default=None,
    help="Keep to what these may know. A calendar is private without it.",
)
@common
def command(*, what: str, output: str, audience: str | None) -> int:
    """Write the portfolio, or what describes it, for another program.

    WHAT is ical: the days of actions, outcomes, decisions, sessions and cycles for your calendar;
    or schema: the JSON Schema of all that you write, for your editor.

    Example: whyfolio export ical -o career.ics
    """
    from whyfolio.errors import UsageError
    from whyfolio.model.audience import Audience

    call, chosen = call_of(), EXPORTS[what]
    if chosen.audience is None:
        if audience:
            raise UsageError(f"{what} is the same for everybody; leave --audience out")
        content: bytes = import_module(chosen.module).export()
        return _deliver(content, output, None)
    return _of_portfolio(call, chosen, Audience(audience or chosen.audience), output)


def _of_portfolio(call: Call, chosen: Export, audience: Audience, output: str) -> int:
    from whyfolio.build import open_portfolio
    from whyfolio.portfolio.view import select

    opened = open_portfolio(call.project, call.today())
    errors = [found for found in opened.diagnostics if found.is_error]
    if errors:
        draw_all(errors, opened.sources, opened.project)
        note(f"{tally(errors)}. Nothing was exported.")
        return 1
    private = audience.value == "private"
    view = select(opened.portfolio, audience, drafts=private)
    content: bytes = import_module(chosen.module).export(view)
    if not content:
        note(f"There is nothing to export{'' if private else f' that is open to {audience}'}.")
        return 0
    if not private:
        _refuse_what_is_held_back(opened, content, audience, chosen)
    return _deliver(content, output, opened.project)


def _refuse_what_is_held_back(
    opened: Opened, content: bytes, audience: Audience, chosen: Export
) -> None:
    """Search the export for what this audience may not read, as every file is searched."""
    from whyfolio.errors import Refused
    from whyfolio.guard import inspect
    from whyfolio.model.artifact import Artifact

    # Without the folds and escapes behind which a sentence is no longer one.
    plain = content.replace(b"\r\n ", b"").replace(b"\\n", b"\n").replace(b"\\", b"")
    artifact = Artifact(f"{chosen.module.rpartition('.')[2]}.txt", plain)
    day = opened.portfolio.today
    report = inspect(opened.written, [artifact], audience, opened.config, day)
    if report.diagnostics:
        raise Refused(*report.diagnostics)


def _deliver(content: bytes, output: str, project: Path | None) -> int:
    if output == "-":
        put(content)
        return 0
    from whyfolio.exporters.delivery import deliver

    target = Path(output).expanduser().absolute()
    changed = deliver(content, target, project)
    size = f"{max(1, round(len(content) / 1000)):,} kB"
    say(f"{shown(target)}: {size}{'' if changed else ', as it was'}.")
    return 0
