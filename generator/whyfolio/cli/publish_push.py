"""Publishing: the public site is built in memory, searched, pushed, and told of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from whyfolio.build import Opened, open_portfolio
from whyfolio.cli.call import Call
from whyfolio.cli.console import busy, counted, draw_all, note, on_terminal, say, tally
from whyfolio.cli.emptiness import open_more
from whyfolio.cli.summary import entries_told, search_told
from whyfolio.model.audience import Audience
from whyfolio.publishing.pages import public_pages
from whyfolio.publishing.push import Change, Wish, push
from whyfolio.publishing.target import Target, target_of


def publish(call: Call, to: str, wish: Wish) -> int:
    """Publish, and give the exit code.

    Raises:
        Refused: the guard found what is held back, or the repository does not take the pages.
        UsageError: nobody said where to, or a program that it needs is missing.
    """
    project, today = call.project, call.today()
    opened = open_portfolio(project, today)
    if _is_broken(opened):
        return 1
    target = target_of(project, opened.config, to, Path.cwd())
    if open_more(opened, [Audience.PUBLIC], named=True):
        opened = open_portfolio(project, today)
        if _is_broken(opened):
            return 1
    with busy("Building …"):
        pages = public_pages(opened)
    draw_all(pages.faults, opened.sources, project)
    if not pages.withheld.shown:
        note("Nothing was published: no entry is open to everyone.")
        return 1
    change = push(pages.files, target, today, replace(wish, may_ask=on_terminal()))
    say(f"public: {entries_told(pages.withheld)}")
    for line in [*search_told(pages.guard), *_told(target, change, wish)]:
        say(line)
    return 0


def _is_broken(opened: Opened) -> bool:
    """Whether a note has an error; all that is wrong is drawn."""
    draw_all(opened.diagnostics, opened.sources, opened.project)
    broken = any(found.is_error for found in opened.diagnostics)
    if broken:
        note(f"{tally(opened.diagnostics)}. Nothing was published.")
    return broken


def _told(target: Target, change: Change, wish: Wish) -> Iterator[str]:
    counts = {
        "new": len(change.added),
        "changed": len(change.changed),
        "unchanged": change.unchanged,
        "removed": len(change.removed),
    }
    differs = change.added or change.changed or change.removed
    told = ", ".join(f"{number} {word}" for word, number in counts.items() if number)
    held = counted(change.total, "file")
    yield f"{target.shown}: {held}: {told if differs else 'nothing changed'}"
    if change.domain:
        yield f"  the domain {change.domain} stays; name it in whyfolio.toml: [publish] cname"
    if change.aside:
        yield f"  what others wrote is on the branch {change.aside}"
    if wish.only_look:
        marks = (("+", change.added), ("~", change.changed), ("-", change.removed))
        yield from (f"  {mark} {path}" for mark, paths in marks for path in paths)
        yield "Nothing was pushed."
