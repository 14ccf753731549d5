"""What one page hides from each audience, for the author, who looks at all of them.

Nothing is worked out from the notes' marks: the author's own view is compared with the view that
the others are given, so that what is told here is what `select` did.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

from whyfolio.dataclass import dataclass
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry, begins
from whyfolio.model.fields import fields_of
from whyfolio.model.plan import Plan
from whyfolio.outputs.addresses import address_of
from whyfolio.outputs.facts import UNPRINTED
from whyfolio.portfolio.portfolio import Portfolio
from whyfolio.portfolio.view import View
from whyfolio.preview.shelf import INDEX, Shelf

OTHERS = (Audience.PUBLIC, Audience.REVIEW)
FOR_WHOM = {Audience.REVIEW: "for reviewers", Audience.PRIVATE: "private"}
UNTOLD = UNPRINTED - {"summary", "image"}


@dataclass(frozen=True, slots=True)
class Hidden:
    """What an audience does not see of a page: a line each. ``there``: whether it has the page."""

    audience: Audience
    there: bool
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """One page as the author must know it: why it is in no built site, and what it hides."""

    mark: str
    hidden: tuple[Hidden, ...]


def look_at(path: str, portfolio: Portfolio, shelves: Mapping[Audience, Shelf]) -> Look:
    """What a page hides from everyone and from reviewers.

    Args:
        path: the page's path within a site.
        portfolio: what was written.
        shelves: the pages of all three audiences.

    Raises:
        Refused: the page cannot be planned.
    """
    own = shelves[Audience.PRIVATE]
    entry = _entry_at(path, own.view)
    found = [_hidden(path, entry, portfolio, own, shelves[mark], mark) for mark in OTHERS]
    return Look(_mark(entry, own.view), tuple(found))


def _entry_at(path: str, view: View) -> Entry | None:
    address = f"/{path.removesuffix(INDEX)}"
    return next((entry for entry in view.entries if address_of(entry) == address), None)


def _mark(entry: Entry | None, view: View) -> str:
    if entry is None or entry.ref not in view.unfinished:
        return ""
    first = begins(entry)
    later = first is not None and first > view.today
    if entry.draft:
        return "a draft: in no built site"
    return f"in no built site before {first.isoformat()}" if later and first else ""


def _hidden(  # noqa: PLR0917 - the page, and both sides of it
    path: str,
    entry: Entry | None,
    portfolio: Portfolio,
    own: Shelf,
    theirs: Shelf,
    audience: Audience,
) -> Hidden:
    page = theirs.find(path)
    if page is None:
        return Hidden(audience, there=False, lines=(_why_absent(path, entry, portfolio, own),))
    seen = theirs.view.by_ref.get(entry.ref) if entry else None
    lines = [*_fields(entry, seen)] if entry and seen else []
    if path == INDEX:
        lines += _fields(own.view.profile, theirs.view.profile)
    mine = own.find(path)
    if isinstance(mine, Plan) and isinstance(page, Plan):
        lines += _entries(mine, page, own.view, portfolio)
    return Hidden(audience, there=True, lines=tuple(lines))


def _why_absent(path: str, entry: Entry | None, portfolio: Portfolio, own: Shelf) -> str:
    if entry is not None:
        return f"this note is {FOR_WHOM[portfolio.by_ref[entry.ref].readers]}"
    return "they have no such page" if own.find(path) else "nobody has this page"


def _fields(mine: Entry, theirs: Entry) -> Iterator[str]:
    for name, field in fields_of(type(mine)).items():
        held, kept = getattr(mine, field.attribute), getattr(theirs, field.attribute)
        if name not in UNTOLD and held and held != kept:
            yield _part(name, held, kept)
    if mine.body != theirs.body:
        yield _part("the text", mine.body.strip(), theirs.body.strip())


def _part(name: str, held: object, kept: object) -> str:
    """How much of a field is gone: all of it, so many of its members, or a part of its words."""
    if not kept:
        return name
    if isinstance(held, tuple) and isinstance(kept, tuple) and len(kept) < len(held):
        return f"{name} ({len(held) - len(kept)} of {len(held)})"
    return f"{name} (in part)"


def _entries(mine: Plan, theirs: Plan, view: View, portfolio: Portfolio) -> Iterator[str]:
    """The entries that the author's page names and theirs does not."""
    gone = frozenset(_addresses(mine.context)) - frozenset(_addresses(theirs.context))
    written = portfolio.by_ref
    for entry in view.entries:
        if address_of(entry) in gone:
            whose = FOR_WHOM.get(written[entry.ref].readers)
            yield f"the {entry.kind} “{entry.title}”{f', {whose}' if whose else ''}"


def _addresses(value: object) -> Iterator[str]:
    """Every address that a page's values hold, at any depth."""
    if isinstance(value, Mapping):
        for key, held in value.items():
            if key not in {"site", "page"}:
                yield from _addresses(held)
    elif isinstance(value, tuple | list):
        for member in value:
            yield from _addresses(member)
    elif dataclasses.is_dataclass(value) and not isinstance(value, Entry):
        for field in dataclasses.fields(value):
            held = getattr(value, field.name)
            if field.name == "address" and isinstance(held, str):
                yield held.partition("#")[0]
            elif not isinstance(held, str):
                yield from _addresses(held)
