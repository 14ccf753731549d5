"""Opening entries to an audience, with the reader's sheet before anyone may read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from whyfolio.build import Opened
from whyfolio.cli.console import ask, choose, note, on_terminal, say
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry
from whyfolio.model.fields import fields_of
from whyfolio.model.values import Advocate, Person
from whyfolio.portfolio.portfolio import Portfolio
from whyfolio.scaffold.edit import open_entry, parts_of
from whyfolio.scaffold.files import read
from whyfolio.scaffold.sheet import Thing, hidden, reader_sheet
from whyfolio.scaffold.source import Change

_SHORTEST_NAME = 3


def open_entries(
    opened: Opened, entries: Sequence[Entry], audience: Audience, *, agreed: bool = False
) -> tuple[Entry, ...]:
    """Open entries one by one, and give those that were.

    Args:
        opened: the project.
        entries: what to open.
        audience: to whom.
        agreed: whether the author said yes to every line of the sheet beforehand.

    Raises:
        Refused: an entry cannot be edited; those before it are open.
    """
    done = []
    names = known_names(opened.portfolio)
    for entry in entries:
        path = opened.project / entry.path
        changes: list[Change] | None = []
        if audience is Audience.PUBLIC:
            changes = _sheet(path, entry, names, agreed=agreed)
        if changes is None:
            note(f"{entry.ref}: left as it is.")
            continue
        open_entry(path, type(entry), audience.value, changes)
        say(f"{entry.ref}: {audience}")
        done.append(entry)
    if len(done) < len(entries) and not agreed and not on_terminal():
        note("Read the sheet, then say --yes; or run it on a terminal, to choose line by line.")
    return tuple(done)


def known_names(portfolio: Portfolio) -> frozenset[str]:
    """Names of the people in a portfolio, and their first names; never the author's own."""
    own = {portfolio.profile.name, *portfolio.profile.name.split()}
    full = {person.name for entry in portfolio.entries for person in _people(entry)}
    first = {name.split()[0] for name in full if name.strip()}
    usable = {name for name in first if len(name) >= _SHORTEST_NAME and name[0].isupper()}
    return frozenset({name for name in full | usable if name.strip()} - own)


def _people(value: object) -> Iterator[Person]:
    if isinstance(value, Person):
        yield value
    elif isinstance(value, tuple):
        for member in value:
            yield from _people(member)
    elif isinstance(value, Entry | Advocate):
        for field in fields_of(type(value)).values():
            yield from _people(getattr(value, field.attribute))


def _sheet(path: Path, entry: Entry, names: frozenset[str], *, agreed: bool) -> list[Change] | None:
    """Show what anyone could read, and ask about each line; None if the entry is to stay."""
    source, _ = parts_of(read(path), path)
    things = reader_sheet(source, type(entry), names)
    say(f"{entry.ref}: anyone could read {'this:' if things else 'its words; nothing stands out.'}")
    widest = max((len(thing.text) for thing in things), default=0)
    for thing in things:
        lines = ", ".join(dict.fromkeys(str(spot.line) for spot in thing.spots))
        say(f"  {thing.kind:7} {thing.text:{min(widest, 60)}}   line {lines}")
    if agreed:
        return []
    if not on_terminal():
        return None
    changes: list[Change] = []
    for thing in things:
        answer = _settled(thing)
        if answer is None:
            return None
        changes += answer
    return changes


def _settled(thing: Thing) -> list[Change] | None:
    """Keep a thing, say something else to others, or hide it; None if the author stops."""
    words = {"k": "[k]eep", "e": "[e]lse", "h": "[h]ide", "s": "[s]top"}
    possible = "k" + "e" * thing.can_be_reworded + "h" * thing.can_be_hidden + "s"
    aside = "" if thing.can_be_hidden else "   (it stands where nothing can be hidden)"
    offered = " ".join(words[letter] for letter in possible)
    answer = choose(f"{thing.kind} {thing.text}{aside}  {offered}", possible, "k")
    if answer == "s":
        return None
    if answer == "k":
        return []
    return hidden(thing, ask("What do others read instead?") if answer == "e" else "")
