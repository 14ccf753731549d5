"""`whyfolio allow`."""

from __future__ import annotations

from collections.abc import Sequence

import click

from whyfolio.cli.call import call_of, common
from whyfolio.cli.console import ask, counted, note, on_terminal, say
from whyfolio.errors import UsageError
from whyfolio.model.audience import Audience


@click.command("allow")
@click.argument("audience", type=click.Choice(["public", "review", "private"]))
@click.argument("refs", metavar="REF...", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Do not ask; the reader's sheet is printed all the same.")
@common
def command(*, audience: str, refs: tuple[str, ...], yes: bool) -> int:
    """Let an audience read entries. Only the line that says so is changed.

    Before `public` you see each figure, name, link and image that becomes readable.

    Example: whyfolio allow review stories/checkout-queue
    """
    from whyfolio.build import open_portfolio
    from whyfolio.cli.sheet import reader_sheet, settle
    from whyfolio.scaffold import open_entry

    call = call_of()
    opened = open_portfolio(call.project, call.today())
    chosen = [opened.portfolio.by_ref.get(ref) for ref in refs]
    _all_known(refs, list(opened.portfolio.by_ref), [entry is not None for entry in chosen])
    mark = Audience(audience)
    changed = 0
    for entry in filter(None, chosen):
        if not mark.sees(entry.widest):
            note(f"{entry.ref}: a {entry.kind} is for {entry.widest} at most; left as it is.")
            continue
        lines = reader_sheet(entry, opened.sources[entry.path]) if mark is Audience.PUBLIC else ()
        for line in lines:
            say(f"  {line.kind:8} {line.text}   ({line.state})")
        if lines and not yes and not on_terminal():
            note(f"{entry.ref}: nothing was changed; read the sheet and say --yes.")
            return 1
        if lines and not yes and not settle(call.project, entry, lines, ask):
            note(f"{entry.ref}: left as it is.")
            continue
        open_entry(call.project / entry.path, audience)
        changed += 1
        say(f"{entry.ref}: {audience}")
        _told_limits(entry.ref, entry.readers, mark)
    say(f"{counted(changed, 'entry', 'entries')} changed. Next:  whyfolio build")
    return 0


def _all_known(refs: Sequence[str], known: list[str], found: list[bool]) -> None:
    from whyfolio.names import hint_for

    for ref, there in zip(refs, found, strict=True):
        if not there:
            raise UsageError(f'no entry is called "{ref}"; {hint_for(ref, known, "see content/")}')


def _told_limits(ref: str, readers: Audience, mark: Audience) -> None:
    """Feedback goes no further than its giver agreed."""
    if ref.startswith("feedback/") and not mark.sees(readers):
        note(f"{ref}: readers also need its giver's `consent: {mark}`.")
