"""Who may read an entry, by its author's marks alone.

Worked out here a second time, on purpose: the gate has its own answer, and a mistake in one
must not be a mistake in the other.
"""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache

from whyfolio.model.audience import Audience, narrowest
from whyfolio.model.entry import Entry
from whyfolio.model.fields import Field
from whyfolio.model.profile import Profile

_UNSAID = {"packet": Audience.REVIEW, "profile": Audience.PUBLIC}
_WIDEST = {"packet": Audience.REVIEW}

Reach = Audience | None  # None: nobody reads it in a built site


@cache
def may_read(audience: Audience, reach: Reach) -> bool:
    """Whether a reader of this audience may read what reaches so far."""
    return reach is not None and audience.sees(reach)


@cache
def narrowed(reach: Reach, *others: Audience) -> Reach:
    """The narrowest of all; nobody's stays nobody's."""
    return None if reach is None else narrowest(reach, *others)


def reach_of(entry: Entry, today: date) -> Reach:
    """The widest audience that may read the entry; None for drafts and what is yet to come."""
    begins = entry.date or getattr(entry, "start", None)
    if entry.draft or (begins is not None and begins.first > today):
        return None
    said = word(entry.audience) if entry.audience else _UNSAID.get(entry.kind, Audience.PRIVATE)
    reach = narrowest(said, _WIDEST.get(entry.kind, Audience.PUBLIC))
    if entry.kind == "feedback":
        return narrowest(reach, word(getattr(entry, "consent", "")))
    return reach


@lru_cache(maxsize=64)
def word(said: str) -> Audience:
    """An audience as it was written; what is none is private."""
    try:
        return Audience(said)
    except ValueError:
        return Audience.PRIVATE


def profile_reach(field: Field, profile: Profile) -> Audience:
    """Who may read a field of the profile: as declared, or as `show` opens it."""
    reach = field.default
    if profile.show is not None:
        if field.name in profile.show.public:
            reach = Audience.PUBLIC
        elif field.name in profile.show.review and reach is Audience.PRIVATE:
            reach = Audience.REVIEW
    return narrowest(reach, field.ceiling)
