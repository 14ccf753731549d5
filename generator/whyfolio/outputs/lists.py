"""Lists: each kind by year, the timeline, tags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whyfolio.model.entry import Entry
from whyfolio.model.kinds import BY_FOLDER
from whyfolio.model.plan import Plan
from whyfolio.model.work import Story
from whyfolio.outputs.cards import card
from whyfolio.outputs.charts import over_time
from whyfolio.outputs.links import FROM_ENTRIES
from whyfolio.outputs.page_shapes import Listing, OverTime
from whyfolio.outputs.shapes import Card, Group
from whyfolio.outputs.site import Desk

ON_TIMELINE = frozenset(["story", "decision", "lesson", "position"])
UNLISTED = frozenset(["packet", "page"])


def plans(desk: Desk) -> Iterator[Plan]:
    """`/KIND/` for each kind with an entry; from five entries on `/timeline/` and `/tags/TAG/`."""
    for folder, kind in BY_FOLDER.items():
        entries = desk.view.of_kind(kind.kind)
        if entries and kind.kind not in UNLISTED:
            yield _list(desk, f"/{folder}/", desk.label(folder), entries, kind=kind.kind)
    if len(desk.view.entries) < FROM_ENTRIES:
        return
    shown = (*desk.kinds, "positions")
    dated = [e for e in desk.view.entries if e.kind in ON_TIMELINE and e.folder in shown]
    if dated:
        title = desk.words.text("page.timeline")
        listing = _listing(desk, title, dated, over=over_time(_stories(dated), desk.words))
        head = desk.head("/timeline/", title, "list", description=title)
        yield desk.plan("pages/timeline.html", head, it=listing)
    for slug, (tag, entries) in desk.links.tags.items():
        title = desk.words.text("page.tag", tag=tag)
        yield _list(desk, f"/tags/{slug}/", title, entries)


def _list(
    desk: Desk, address: str, title: str, entries: Iterable[Entry], *, kind: str = ""
) -> Plan:
    listing = _listing(desk, title, entries, kind=kind)
    head = desk.head(address, title, "list", description=title)
    return desk.plan("pages/list.html", head, it=listing)


def _listing(
    desk: Desk,
    title: str,
    entries: Iterable[Entry],
    *,
    kind: str = "",
    over: OverTime | None = None,
) -> Listing:
    cards = [card(entry, desk.links) for entry in entries]
    return Listing(title, kind, by_year(cards, desk), len(cards), over)


def _stories(entries: Iterable[Entry]) -> Iterator[Story]:
    return (entry for entry in entries if isinstance(entry, Story))


def by_year(cards: Iterable[Card], desk: Desk) -> tuple[Group, ...]:
    """Cards under the year of their last day, newest year first, undated ones at the end."""
    groups: dict[str, list[Card]] = {}
    for found in cards:
        year = str(found.when.last.year) if found.when else desk.words.text("page.undated")
        groups.setdefault(year, []).append(found)
    years = sorted((year for year in groups if year.isdigit()), reverse=True)
    undated = [title for title in groups if not title.isdigit()]
    return tuple(Group(title, tuple(groups[title])) for title in (*years, *undated))
