"""`whyfolio deepen`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from whyfolio.cli.call import call_of, common
from whyfolio.cli.completing import refs as known_refs
from whyfolio.cli.console import draw_all, note, on_terminal, say, tally

if TYPE_CHECKING:
    from whyfolio.cli.interview import Interview
    from whyfolio.coach.answering import Waiting
    from whyfolio.model.entry import Entry
    from whyfolio.opened import Opened


@click.command("deepen")
@click.argument("ref", required=False, default="", shell_complete=known_refs)
@common
def command(*, ref: str) -> int:
    """Ask the one question that adds most to an entry, then the next.

    An answer becomes a line of the note. Enter skips a question, q stops; "nobody measured it"
    is an answer too. Without REF the entry is the one to which an answer adds most: a why that is
    missing, then what is due, your part, a number, how it is known, what it shows, what would
    have been otherwise, then decisions, goals and lessons; among equals the newest.

    Example: whyfolio deepen stories/checkout-queue
    """
    from whyfolio.cli.interview import Interview
    from whyfolio.coach.answering import waiting
    from whyfolio.opened import open_portfolio

    call = call_of()
    opened = open_portfolio(call.project, call.today())
    interview, meant = Interview(opened), _meant(opened, ref) if ref else None
    errors = [found for found in opened.diagnostics if found.is_error]
    own = [found for found in errors if meant and found.place.file == meant.path]
    if own:
        draw_all(own, opened.sources, opened.project)
        note(f"{tally(own)}. Mend that first.")
        return 1
    broken = {found.place.file for found in errors}
    about = [meant] if meant else opened.portfolio.entries
    found = waiting(about, interview.setting, aside=meant is not None)
    return _ask(interview, [one for one in found if one.entry.path not in broken], ref)


def _meant(opened: Opened, ref: str) -> Entry:
    """The entry that is meant, by ref, slug or file.

    Raises:
        UsageError: there is none, or the slug is that of several.
    """
    from whyfolio.errors import UsageError
    from whyfolio.names import hint_for, join_words

    entries = opened.portfolio.entries
    found = [entry for entry in entries if ref in {entry.ref, entry.path, entry.slug}]
    exact = [entry for entry in found if ref in {entry.ref, entry.path}] or found
    if len(exact) > 1:
        raise UsageError(f'"{ref}" is {join_words((entry.ref for entry in exact), "and")}')
    if not exact:
        hint = hint_for(ref, [entry.ref for entry in entries], "a ref is like stories/x")
        raise UsageError(f'no entry is called "{ref}"; {hint}')
    return exact[0]


def _ask(interview: Interview, found: list[Waiting], ref: str) -> int:
    if not found:
        about = f" about {ref}" if ref else ""
        say(f"There is nothing to ask{about}.")
        return 0
    if not on_terminal():
        from whyfolio.coach.understood import offered

        first = found[0]
        say(f"{first.entry.ref} · {first.question.text} {offered(first.question)}".rstrip())
        return 0
    for one in found:
        if not interview.about(one.entry):
            break
    say(interview.summary())
    return 0
