"""Packets: the case for one level, competency by competency; its first page is the brief."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from whyfolio.model.audience import Audience
from whyfolio.model.kinds import Packet as PacketEntry
from whyfolio.model.plan import Plan
from whyfolio.outputs.addresses import address_of
from whyfolio.outputs.charts import over_time
from whyfolio.outputs.facts import facts
from whyfolio.outputs.packet.brief import advocates, brief, continued, gaps
from whyfolio.outputs.packet.case import Case, ask
from whyfolio.outputs.packet.index import index, number
from whyfolio.outputs.packet.room import within_head
from whyfolio.outputs.packet.sections import (
    further,
    homes,
    packet_claim,
    sections,
    topics,
    words,
)
from whyfolio.outputs.packet.shapes import Asked, Packet, PacketClaim, Section
from whyfolio.outputs.packet.text import divide
from whyfolio.outputs.periods import packet_address, packets
from whyfolio.outputs.sentence import NOTHING
from whyfolio.outputs.shapes import Body, Link
from whyfolio.outputs.site import Desk
from whyfolio.outputs.verdicts import without_section

# What the packet prints in places of its own; `verdicts` is a setting, as `audience` is.
DRAWN = frozenset(
    [
        *("ladder", "level", "from_level", "period", "as_of", "thesis", "why_now", "lead"),
        *("advocates", "gaps", "not_applicable", "next_scope", "verdicts", "tags"),
    ]
)


def plans(desk: Desk) -> Iterator[Plan]:
    """`/packets/SLUG/` for each packet entry; without any, `/packets/next/` from the settings."""
    for packet in packets_of(desk):
        yield _plan(desk, packet)


def packet_plan(desk: Desk, entry: PacketEntry | None) -> Plan:
    """The page of one packet; without an entry, of what the settings ask for."""
    return _plan(desk, packet_of(desk, entry))


def _plan(desk: Desk, packet: Packet) -> Plan:
    head = desk.head(
        packet.address,
        packet.title,
        "page",
        description=(packet.summary or packet.short or packet.brief.thesis).text,
        picture=packet.picture,
    )
    return desk.plan("packet/packet.html", head, it=packet, refs="claims")


def packets_of(desk: Desk) -> tuple[Packet, ...]:
    """Every packet of a view; none in the public one."""
    if desk.view.audience is Audience.PUBLIC:
        return ()
    entries = [entry for entry in packets(desk.view) if isinstance(entry, PacketEntry)]
    if entries:
        return tuple(packet_of(desk, entry) for entry in entries)
    return (packet_of(desk, None),) if packet_address(desk.view) else ()


def packet_of(desk: Desk, entry: PacketEntry | None) -> Packet:
    """The packet of an entry, or the one that the settings ask for."""
    case, links = Case(desk, entry), desk.links
    text = divide(links.body(entry).html if entry else "", case.named_by)
    found, loose = topics(case, text), further(case)
    about_loose = [f for f in case.feedback if any(story.ref in f.about for story in loose)]
    said = [f for f in case.feedback if f in about_loose or any(f in topic.said for topic in found)]
    numbers, asked = number(case, said), within_head(ask(case))
    told = homes(case, found)
    made = sections(case, found, text, numbers, told)
    page, quoted = brief(case, asked, found, numbers), [f for topic in found for f in topic.said]
    others = tuple(packet_claim(case, story, None, numbers, told) for story in loose)
    return Packet(
        title=entry.title if entry else _title(desk, asked.level),
        address=address_of(entry) if entry else "/packets/next/",
        ask=asked,
        brief=page,
        short=case.own(case.entry.short),
        summary=case.own(case.entry.summary),
        picture=links.picture(entry) if entry else None,
        body=Body(text.rest),
        continued=continued(case, page),
        sections=made,
        further=others,
        further_words=words([f for f in about_loose if f not in quoted], numbers, case),
        advocates=advocates(case, numbers),
        gaps=gaps(case, found),
        not_applicable=_not_applicable(case),
        next_scope=case.own(case.entry.next_scope),
        index=index(case, numbers, _claims(desk, made, others)),
        notes=Body(text.notes),
        facts=facts(entry, links, desk.words, DRAWN) if entry else (),
        tags=links.tag_links(entry) if entry else (),
        others=_others(desk, entry),
        unfinished=entry is not None and entry.ref in desk.view.unfinished,
        over=over_time(case.ordered, desk.words, _told_at(made, others)),
        verdicts=without_section(case.verdicts, {topic.competency.id for topic in found}),
    )


def _title(desk: Desk, level: str) -> str:
    text = desk.words.text
    return text("packet.case_for", level=level) if level else text("packet.case")


def _claims(
    desk: Desk, made: Sequence[Section], others: Sequence[PacketClaim]
) -> list[tuple[str, PacketClaim]]:
    found = [(section.title, claim) for section in made for claim in section.claims]
    title = desk.words.text("packet.further")
    return [*found, *((title, claim) for claim in others)]


def _told_at(made: Sequence[Section], others: Sequence[PacketClaim]) -> dict[str, str]:
    """Where each story's claim stands on the page: its first one, which tells it in full."""
    found: dict[str, str] = {}
    for claim in (*(claim for section in made for claim in section.claims), *others):
        found.setdefault(claim.ref, f"#{claim.anchor}")
    return found


def _not_applicable(case: Case) -> tuple[Asked, ...]:
    made = []
    for named in case.entry.not_applicable:
        known = case.competency(case.competency_id(named.competency))
        made.append(Asked(known.title, "", case.own(named.reason), NOTHING))
    return tuple(made)


def _others(desk: Desk, entry: PacketEntry | None) -> tuple[Link, ...]:
    return tuple(
        Link(other.title, address_of(other)) for other in packets(desk.view) if other is not entry
    )
