"""A page for every entry but packets, which have pages of their own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from whyfolio.model.entry import Entry
from whyfolio.model.plan import Plan
from whyfolio.model.work import Decision, Position, Story
from whyfolio.outputs.addresses import address_of, anchor
from whyfolio.outputs.cards import card, claim_lines, figures, proofs, voices, who
from whyfolio.outputs.facts import facts
from whyfolio.outputs.shapes import Card, EntryPage, Link, PageHead
from whyfolio.outputs.site import Desk, described

# What the entry templates draw themselves; every other field is a fact beside the text.
DRAWN = {
    "story": frozenset(
        ["what", "why", "date", "role", "otherwise", "impact", "evidence", "shows", "tags"]
    ),
    "decision": frozenset(["what", "why", "date", "status", "options", "outcome", "tags"]),
    "lesson": frozenset(["what", "why", "date", "changed", "tags"]),
    "feedback": frozenset(["quote", "question", "from", "date", "tags"]),
    "position": frozenset(["organisation", "start", "end", "highlights", "tags"]),
    "page": frozenset(["menu", "tags"]),
}
UNDRAWN = frozenset(["tags"])


def plans(desk: Desk) -> Iterator[Plan]:
    """One page an entry."""
    for entry in desk.view.entries:
        if entry.kind != "packet":
            yield _plan(entry, desk)


def plan_at(desk: Desk, address: str) -> Plan | None:
    """The page of the entry that stands at an address; the same as among all `plans`."""
    found = [entry for entry in desk.view.entries if address_of(entry) == address]
    return _plan(found[0], desk) if len(found) == 1 and found[0].kind != "packet" else None


def _plan(entry: Entry, desk: Desk) -> Plan:
    template = f"entries/{entry.kind}.html"
    return desk.plan_of_many(template, _head(entry, desk), partial(entry_page, entry, desk))


def entry_page(entry: Entry, desk: Desk) -> EntryPage:
    """The values of one entry's page."""
    links = desk.links
    newer, older = _neighbours(entry, desk)
    return EntryPage(
        kind=entry.kind,
        title=entry.title,
        address=address_of(entry),
        anchor=anchor(entry),
        entry=entry,
        body=links.body(entry),
        facts=facts(entry, links, desk.words, DRAWN.get(entry.kind, UNDRAWN)),
        figures=figures(entry, desk.words),
        proofs=proofs(entry, links),
        voices=voices(entry.ref, links),
        claims=claim_lines(entry, links),
        tags=links.tag_links(entry),
        backlinks=_backlinks(entry, desk),
        superseded_by=links.links(desk.view.superseded_by.get(entry.ref, ())),
        stories=_stories_of(entry, desk),
        picture=links.picture(entry),
        section=_section(entry, desk),
        giver=who(getattr(entry, "giver", None), desk.words),
        newer=newer,
        older=older,
        unfinished=entry.ref in desk.view.unfinished,
    )


def _head(entry: Entry, desk: Desk) -> PageHead:
    changed = entry.updated or entry.date
    return desk.head(
        address_of(entry),
        entry.title,
        "article" if isinstance(entry, Story | Decision) or entry.kind == "lesson" else "page",
        description=described(entry),
        picture=desk.links.picture(entry),
        published=entry.date.first.isoformat() if entry.date else "",
        # A month or a year may end in days to come.
        updated=min(changed.last, desk.view.today).isoformat() if changed else "",
    )


def _section(entry: Entry, desk: Desk) -> Link | None:
    if entry.kind == "page":
        return None
    return Link(desk.label(entry.folder), f"/{entry.folder}/")


def _backlinks(entry: Entry, desk: Desk) -> tuple[Card, ...]:
    """Who names this entry, but for feedback, whose words stand on the page already."""
    refs = desk.view.backlinks.get(entry.ref, ())
    if not refs:
        return ()
    quoted = {voice.address for voice in voices(entry.ref, desk.links)}
    hidden = set(desk.view.superseded_by.get(entry.ref, ()))
    if isinstance(entry, Position):
        hidden |= {story.ref for story in desk.links.stories_of.get(entry.ref, ())}
    sources = [desk.view.by_ref[ref] for ref in refs]
    return tuple(
        card(source, desk.links)
        for source in sources
        if source.ref not in hidden and address_of(source) not in quoted
    )


def _stories_of(entry: Entry, desk: Desk) -> tuple[Card, ...]:
    if not isinstance(entry, Position):
        return ()
    return tuple(card(story, desk.links) for story in desk.links.stories_of.get(entry.ref, ()))


def _neighbours(entry: Entry, desk: Desk) -> tuple[Link | None, Link | None]:
    if entry.kind not in {"story", "decision", "lesson"}:
        return None, None
    newer, older = desk.links.neighbours(entry)
    return _to(newer), _to(older)


def _to(entry: Entry | None) -> Link | None:
    return Link(entry.title, address_of(entry)) if entry else None
