"""A portfolio and its views after nothing but the text of entries changed.

What an entry's text says reaches no other entry: not its links, not the order, not what anybody
may see. So everything else is taken as it was, and the text passes the same gate as ever.
"""

from __future__ import annotations

import dataclasses

from whyfolio.model.entry import Entry
from whyfolio.model.profile import Profile
from whyfolio.portfolio.named import named_files
from whyfolio.portfolio.portfolio import Portfolio
from whyfolio.portfolio.view import View, shown_to


def with_text(portfolio: Portfolio, read: Entry) -> Portfolio:
    """The portfolio with the text of one entry, or of the profile, as it was read now."""
    if isinstance(read, Profile):
        return dataclasses.replace(portfolio, profile=read)
    entries = tuple(
        dataclasses.replace(one, body=read.body) if one.path == read.path else one
        for one in portfolio.entries
    )
    return dataclasses.replace(portfolio, entries=entries)


def seen_again(view: View, before: Portfolio, after: Portfolio) -> View | None:
    """The view of a portfolio of which there is one already, from before some texts changed.

    None where more changed than texts, or where a text changed what else is seen: a title that
    is taken from it, or the files that are named. Then it must be selected anew.

    Args:
        view: of ``before``, drafts included.
        before: what was selected from.
        after: what is to be selected from.
    """
    pairs = _changed(before, after)
    for old, new in pairs or ():
        shown = shown_to(new, view.audience, frozenset(view.by_ref))
        if shown is None:
            continue
        known = view.profile if isinstance(new, Profile) else view.by_ref.get(new.ref)
        if known is None or not _differ_in_text(old, new) or not _differ_in_text(known, shown):
            return None
        if named_files(after.files, (known,)) != named_files(after.files, (shown,)):
            return None
        view = _with(view, known, shown)
    return view if pairs is not None else None


def _changed(before: Portfolio, after: Portfolio) -> list[tuple[Entry, Entry]] | None:
    """Each entry that is another one now, as it was and as it is; None where more changed."""
    kept = dataclasses.replace(after, entries=before.entries, profile=before.profile)
    if len(before.entries) != len(after.entries) or not _same(kept, before):
        return None
    both = zip((*before.entries, before.profile), (*after.entries, after.profile), strict=True)
    return [(old, new) for old, new in both if old is not new]


def _same(one: Portfolio, other: Portfolio) -> bool:
    """Whether both are made of the very same parts: nothing is compared that is long."""
    names = (field.name for field in dataclasses.fields(Portfolio))
    return all(getattr(one, name) is getattr(other, name) for name in names)


def _differ_in_text(one: Entry, other: Entry) -> bool:
    return dataclasses.replace(other, body=one.body) == one


def _with(view: View, known: Entry, shown: Entry) -> View:
    if isinstance(shown, Profile):
        return dataclasses.replace(view, profile=shown)
    entries = tuple(shown if one is known else one for one in view.entries)
    return dataclasses.replace(view, entries=entries, by_ref={**view.by_ref, shown.ref: shown})
