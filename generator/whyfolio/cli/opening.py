"""Opening entries to an audience, with the reader's sheet before anyone may read them."""

from __future__ import annotations

from collections.abc import Sequence

from whyfolio.build import Opened
from whyfolio.cli.console import ask, note, on_terminal, say
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry


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
    from whyfolio.cli.sheet import reader_sheet, settle
    from whyfolio.scaffold.edit import open_entry

    done = []
    for entry in entries:
        path = opened.project / entry.path
        if audience is Audience.PUBLIC:
            lines = reader_sheet(entry, opened.sources[entry.path])
            for line in lines:
                say(f"  {line.kind:8} {line.text}   ({line.state})")
            if not agreed and not on_terminal():
                note(f"{entry.ref}: nothing was changed; read the sheet, then say --yes.")
                continue
            if lines and not agreed and not settle(opened.project, entry, lines, ask):
                note(f"{entry.ref}: left as it is.")
                continue
        open_entry(path, type(entry), audience.value)
        say(f"{entry.ref}: {audience}")
        done.append(entry)
    return tuple(done)
