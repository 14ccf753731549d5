"""Write what a person would otherwise type: a new portfolio, a new entry, a line in one."""

from __future__ import annotations

from whyfolio.scaffold.edit import open_entry, with_field
from whyfolio.scaffold.entry import NewEntry, write_entry
from whyfolio.scaffold.journal import add_line
from whyfolio.scaffold.portfolio import new_portfolio, write_example

__all__ = [
    "NewEntry",
    "add_line",
    "new_portfolio",
    "open_entry",
    "with_field",
    "write_entry",
    "write_example",
]
