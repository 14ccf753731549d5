"""What every entry has: where it lies, the common fields, and its body."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import ClassVar

from whyfolio.dataclass import dataclass
from whyfolio.dates import When
from whyfolio.model.audience import Audience, narrowest
from whyfolio.model.fields import Date, FilePath, Flag, Many, Name, Ref, Text, declare
from whyfolio.model.values import AUDIENCE

_LINE = Text(prose=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One Markdown file with front matter.

    In a portfolio its texts are as the author wrote them, marks included. In a view they
    are what that audience may read, and what it may not read is absent.
    """

    kind: ClassVar[str] = "entry"
    folder: ClassVar[str] = ""
    needs_date: ClassVar[bool] = False
    unsaid: ClassVar[Audience] = Audience.PRIVATE
    widest: ClassVar[Audience] = Audience.PUBLIC
    asks: ClassVar[tuple[tuple[str, str], ...]] = ()

    path: str = ""
    body: str = ""
    body_line: int = 1

    title: str = declare(_LINE, "The heading; else the body's first heading, else the file name.")
    date: When | None = declare(Date(), "A day, month, quarter, half, year or range.")
    updated: When | None = declare(Date(), "When it was last changed, where that differs.")
    audience: str = declare(AUDIENCE, "Who may read it.")
    draft: bool = declare(Flag(), "Not finished: in no output until this is gone.")
    slug: str = declare(Name(), "The last part of its address; else the file name.")
    aliases: tuple[str, ...] = declare(Many(Name()), "Earlier slugs.")
    summary: str = declare(Text(), "Two or three sentences for lists and feeds.")
    short: str = declare(Text(longest=160), "One sentence of at most 160 characters.")
    tags: tuple[str, ...] = declare(Many(Text(prose=False)), "Free keywords.")
    image: str = declare(FilePath(), "A picture that stands for it.")
    image_alt: str = declare(Text(), "What the picture shows, for those who cannot see it.")
    related: tuple[str, ...] = declare(Many(Ref()), "Entries that belong beside it.")
    imported: tuple[str, ...] = declare(
        Many(Name()),
        "What an import wrote it from; a later import leaves that out.",
        ceiling=Audience.PRIVATE,
    )

    @property
    def ref(self) -> str:
        """How other entries name it: `folder/slug`."""
        return f"{self.folder}/{self.slug}" if self.folder else self.slug

    @property
    def readers(self) -> Audience:
        """Who may read it at most, from what the author wrote and the kind's ceiling."""
        return _readers(self.audience, self.unsaid, self.widest)


@cache
def _readers(said: str, unsaid: Audience, widest: Audience) -> Audience:
    return narrowest(Audience(said) if said else unsaid, widest)


def begins(entry: Entry) -> dt.date | None:
    """The first day of an entry: of its date, or of the position's start."""
    start = getattr(entry, "start", None)
    when = entry.date or start
    return when.first if when else None


def is_unfinished(entry: Entry, today: dt.date) -> bool:
    """Whether an entry is a draft, or of a day to come."""
    first = begins(entry)
    return entry.draft or (first is not None and first > today)
