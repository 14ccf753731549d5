"""A page whose note was edited."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from whyfolio.model.plan import Plan

if TYPE_CHECKING:
    from whyfolio.model.entry import Entry
    from whyfolio.outputs.shapes import EntryPage


class Retold(NamedTuple):
    """The page of a note that was edited.

    Attributes:
        path: the note's, in the project.
        plan: of its page.
        before: its entry as it was.
        page: what the page shows.
    """

    path: str
    plan: Plan
    before: Entry
    page: EntryPage
