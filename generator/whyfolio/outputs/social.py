"""The social cards of a public site: one for its first page and one for each entry's."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from whyfolio.markdown.converter import plain
from whyfolio.model.entry import Entry
from whyfolio.model.plan import Plan
from whyfolio.outputs.addresses import address_of
from whyfolio.outputs.cards import figures
from whyfolio.outputs.site import Desk, card_address, shared
from whyfolio.render.social import CARD, SocialCard


def plans(desk: Desk) -> Iterator[Plan]:
    """The cards that pages name; without typefaces one for all of them, which says nothing."""
    if not desk.names_cards:
        return
    if not desk.has_cards:
        yield _plan(desk, card_address("/"), SocialCard())
        return
    entries = [entry for entry in desk.view.entries if not shared(desk.links.picture(entry))]
    addresses = tuple(card_address(address_of(entry)) for entry in entries)
    yield _plan(desk, card_address("/"), _first(desk))
    for address, entry in zip(addresses, entries, strict=True):
        yield _plan(desk, address, _of(entry, desk))


def _plan(desk: Desk, address: str, card: SocialCard) -> Plan:
    return desk.plan(CARD, desk.head(address, desk.site.title, ""), it=card)


def _first(desk: Desk) -> SocialCard:
    return SocialCard(
        title=desk.site.name or desk.site.title,
        measure=plain(desk.site.label),
        name=urlsplit(desk.site.url).hostname or "",
    )


def _of(entry: Entry, desk: Desk) -> SocialCard:
    shown = next((found for found in figures(entry, desk.words) if found.headline), None)
    when = entry.date or getattr(entry, "start", None)
    kind = desk.words.text(f"kind.{entry.kind}") if entry.kind != "page" else ""
    return SocialCard(
        title=plain(entry.title),
        label=" · ".join(filter(None, [kind, str(when.last.year) if when else ""])),
        name=desk.site.name or desk.site.title,
        number=shown.headline if shown else "",
        measure=plain(shown.measure if shown else entry.short or getattr(entry, "what", "")),
    )
