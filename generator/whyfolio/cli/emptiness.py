"""No silent emptiness: say where a site would have no story because all are more private."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from whyfolio.build import Opened
from whyfolio.cli.console import choose, counted, note, on_terminal
from whyfolio.dates import When
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry, is_unfinished
from whyfolio.portfolio.portfolio import Portfolio

_QUESTIONS = {
    Audience.REVIEW: "May your reviewers read {them}?",
    Audience.PUBLIC: "May anyone read {them}?",
}
_NAMED = 5


def open_more(
    opened: Opened, audiences: Sequence[Audience], *, named: bool, within: When | None = None
) -> bool:
    """Say which audience would find nothing to read; on a terminal ask, and open what is agreed.

    Reviewers come first, since theirs is the packet. Whether anyone may read is asked only
    where the public site alone was asked for.

    Args:
        opened: the project.
        audiences: those that are built.
        named: whether the author named them in this command.
        within: the time that is told of; all time where None.

    Returns:
        Whether entries were opened, so that the project is to be read again.
    """
    told = opened.portfolio if within is None else _only(opened.portfolio, within)
    found = closed_to(told, audiences)
    if found is None:
        return False
    audience, closed = found
    asks = audience is Audience.REVIEW or (named and len(audiences) == 1)
    return _tell(opened, told, audience, closed, asks=asks)


def closed_to(
    portfolio: Portfolio, audiences: Sequence[Audience]
) -> tuple[Audience, tuple[Entry, ...]] | None:
    """The first of the audiences that would find nothing to read, and what is closed to it."""
    for audience in (Audience.REVIEW, Audience.PUBLIC):
        closed = closed_entries(portfolio, audience) if audience in audiences else ()
        if closed:
            return audience, closed
    return None


def _only(portfolio: Portfolio, within: When) -> Portfolio:
    """The portfolio with nothing but what is dated within a time."""
    dated = [e for e in portfolio.entries if e.date and within.covers(e.date.last)]
    return replace(portfolio, entries=tuple(dated))


def closed_entries(portfolio: Portfolio, audience: Audience) -> tuple[Entry, ...]:
    """The finished stories, where this audience sees none; without any, likewise all entries."""
    finished = [entry for entry in portfolio.entries if not is_unfinished(entry, portfolio.today)]
    stories = [entry for entry in finished if entry.kind == "story"]
    entries = stories or finished
    if any(audience.sees(entry.readers) for entry in entries):
        return ()
    return tuple(entry for entry in entries if audience.sees(entry.widest))


def _tell(
    opened: Opened,
    portfolio: Portfolio,
    audience: Audience,
    closed: Sequence[Entry],
    *,
    asks: bool,
) -> bool:
    told = _share(portfolio, audience, closed)
    if not asks or not on_terminal():
        refs = " ".join(entry.ref for entry in closed[:_NAMED])
        more = f" …  ({len(closed)} in all)" if len(closed) > _NAMED else ""
        note(f"{told}\n  To open:  whyfolio allow {audience} {refs}{more}")
        return False
    question = _QUESTIONS[audience].format(them="it" if len(closed) == 1 else "them")
    answer = choose(f"{told} {question} [a]ll [c]hoose [n]one", "acn", "n")
    chosen = list(closed) if answer == "a" else []
    if answer == "c":
        chosen = [e for e in closed if choose(f"{e.ref}? [y]es [n]o", "yn", "n") == "y"]
    if not chosen:
        return False
    from whyfolio.cli.opening import open_entries

    return bool(open_entries(opened, chosen, audience))


def _share(portfolio: Portfolio, audience: Audience, closed: Sequence[Entry]) -> str:
    """How many of how many are closed to the audience, as a sentence."""
    stories = closed[0].kind == "story"
    total = sum(entry.kind == "story" or not stories for entry in portfolio.entries)
    one, many = ("story", "stories") if stories else ("entry", "entries")
    state = "private" if audience is Audience.REVIEW else "not public"
    if total == 1:
        return f"Your only {one} is {state}."
    if len(closed) == total:
        every = f"Both {many}" if total == 2 else f"All {total} {many}"  # noqa: PLR2004 - a pair
        private = audience is Audience.REVIEW
        return f"{every} are private." if private else f"None of the {total} {many} is public."
    verb = "is" if len(closed) == 1 else "are"
    return f"{len(closed)} of {counted(total, one, many)} {verb} {state}."
