"""`whyfolio deepen`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from whyfolio.cli.call import call_of, common
from whyfolio.cli.console import draw_all, note, on_terminal, say, tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whyfolio.build import Opened
    from whyfolio.cli.interview import Interview
    from whyfolio.coach.deepening import Question
    from whyfolio.model.entry import Entry


@click.command("deepen")
@click.argument("ref", required=False, default="")
@common
def command(*, ref: str) -> int:
    """Ask the one question that adds most to an entry, then the next.

    An answer becomes a line of the note. Enter skips a question, q stops; "nobody measured it"
    is an answer too. Without REF the entry is the one to which an answer adds most: a why that is
    missing, then what is due, your part, a number, how it is known, what it shows, what would
    have been otherwise, then decisions, goals and lessons; among equals the newest.

    Example: whyfolio deepen stories/checkout-queue
    """
    from whyfolio.build import open_portfolio
    from whyfolio.cli.interview import Interview

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
    waiting = waiting_questions(interview, [meant] if meant else None)
    return _ask(interview, [one for one in waiting if one[0].path not in broken], ref)


def waiting_questions(
    interview: Interview, entries: list[Entry] | None = None
) -> list[tuple[Entry, Question]]:
    """The first question of each entry that has one, what adds most first.

    Where no entries are named, questions that are only asked by the way do not count.
    """
    return sorted(_first_questions(interview, entries), key=_rank)


def _first_questions(
    interview: Interview, entries: list[Entry] | None
) -> Iterator[tuple[Entry, Question]]:
    from whyfolio.coach.deepening import Worth, questions

    for entry in interview.opened.portfolio.entries if entries is None else entries:
        found = questions(entry, interview.setting(entry))
        if found and (entries is not None or found[0].worth is not Worth.ASIDE):
            yield entry, found[0]


def _rank(found: tuple[Entry, Question]) -> tuple[int, int, str]:
    from whyfolio.portfolio.portfolio import begins

    entry, question = found
    first = begins(entry)
    return question.worth, -(first.toordinal() if first else 0), entry.ref


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


def _ask(interview: Interview, waiting: list[tuple[Entry, Question]], ref: str) -> int:
    if not waiting:
        about = f" about {ref}" if ref else ""
        say(f"There is nothing to ask{about}.")
        return 0
    if not on_terminal():
        from whyfolio.cli.understood import offered

        entry, question = waiting[0]
        say(f"{entry.ref} · {question.text} {offered(question)}".rstrip())
        return 0
    for entry, _ in waiting:
        if not interview.about(entry):
            break
    say(interview.summary())
    return 0
