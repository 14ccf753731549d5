"""`whyfolio allow`."""

from __future__ import annotations

from collections.abc import Sequence

import click

from whyfolio.cli.call import call_of, common
from whyfolio.cli.completing import refs as known_refs
from whyfolio.cli.console import counted, note, say
from whyfolio.errors import UsageError
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry
from whyfolio.model.growth import Feedback


@click.command("allow")
@click.argument("audience", type=click.Choice(["review", "public"]))
@click.argument("refs", metavar="REF...", nargs=-1, required=True, shell_complete=known_refs)
@click.option("--yes", is_flag=True, help="Do not ask; the reader's sheet is printed all the same.")
@common
def command(*, audience: str, refs: tuple[str, ...], yes: bool) -> int:
    """Let an audience read entries. Only the lines that say so are changed.

    Before `public` you see each figure, name, link and image that becomes readable.

    Example: whyfolio allow review stories/checkout-queue
    """
    from whyfolio.build import open_portfolio
    from whyfolio.cli.opening import open_entries

    call = call_of()
    opened = open_portfolio(call.project, call.today())
    mark = Audience(audience)
    named = _named(refs, opened.portfolio.entries)
    possible = [entry for entry in named if _can_open(entry, mark)]
    wanted = [entry for entry in possible if not mark.sees(_said(entry))]
    done = open_entries(opened, wanted, mark, agreed=yes)
    if done:
        say(f"{counted(len(done), 'entry', 'entries')} opened. Next:  whyfolio build")
    return 0 if len(possible) == len(named) and len(done) == len(wanted) else 1


def _named(refs: Sequence[str], entries: Sequence[Entry]) -> list[Entry]:
    """The entries that are meant, by ref or by file.

    Raises:
        UsageError: there is no such entry.
    """
    from whyfolio.names import hint_for

    known = {entry.path: entry for entry in entries} | {entry.ref: entry for entry in entries}
    for ref in refs:
        if ref not in known:
            hint = hint_for(ref, known, "a ref is a folder and a slug, like stories/x")
            raise UsageError(f'no entry is called "{ref}"; {hint}')
    return list(dict.fromkeys(known[ref] for ref in refs))


def _said(entry: Entry) -> Audience:
    return Audience(entry.audience) if entry.audience else entry.unsaid


def _can_open(entry: Entry, mark: Audience) -> bool:
    """Whether opening would do anything; if not, say why."""
    if not mark.sees(entry.widest):
        note(f"{entry.ref}: a {entry.kind} is for {entry.widest} at most; left as it is.")
        return False
    if isinstance(entry, Feedback) and not mark.sees(Audience(entry.consent or "private")):
        agreed = f"to {entry.consent}" if entry.consent else "to nothing yet"
        note(f"{entry.ref}: its giver agreed {agreed}; left as it is.")
        note(f"  Ask them, then add a line `consent: {mark}`.")
        return False
    if mark.sees(_said(entry)):
        note(f"{entry.ref}: {_said(entry)} already; left as it is.")
    elif entry.draft:
        note(f"{entry.ref}: a draft, so nobody sees it until its `draft` line is gone.")
    return True
