"""Entries of a view → the small values that templates print."""

from __future__ import annotations

import re
from functools import lru_cache

from whyfolio.model.entry import Entry
from whyfolio.model.growth import Feedback
from whyfolio.model.values import Evidence, Impact, Person, number
from whyfolio.model.work import Story
from whyfolio.outputs.addresses import address_of
from whyfolio.outputs.links import Links
from whyfolio.outputs.sentence import said
from whyfolio.outputs.shapes import Card, Claim, ClaimLine, Figure, Link, Proof, Voice
from whyfolio.render.locale import FALLBACK, Words, words_for

_WORKED_OUT = re.compile(r"(?P<number>[+−][€$£¥]?[0-9][0-9.,]*)(?:[ ](?P<unit>%|points?))?\Z")


def figure(impact: Impact, words: Words) -> Figure:
    """An impact with the lengths of its bars, where both figures are numbers."""
    return Figure(
        measure=impact.measure,
        before=impact.before,
        after=impact.after,
        unit=impact.unit,
        change=_change(impact.change, words),
        source=impact.source,
        certainty=impact.certainty,
        when=impact.when,
        instead=impact.instead,
        share=_share(impact.before, impact.after),
    )


@lru_cache(maxsize=4096)
def _share(before: str, after: str) -> tuple[float, ...]:
    first, last = number(before), number(after)
    if first is None or last is None or not max(first, last) > 0 <= min(first, last):
        return ()
    top = float(max(first, last))
    return tuple(round(100 * float(part) / top, 1) for part in (first, last))


def _change(change: str, words: Words) -> str:
    """A change that was worked out in this language: "+1,5 Punkte"; others are as typed."""
    if words.language == FALLBACK or not (told := _WORKED_OUT.match(change)):
        return change
    number, unit = words.number(told["number"]), told["unit"] or ""
    key = {"point": "number.points.one", "points": "number.points.many"}.get(unit)
    return words.text(key, n=number) if key else f"{number} {unit}".strip()


def figures(entry: Entry, words: Words) -> tuple[Figure, ...]:
    """All impacts of an entry."""
    return tuple(figure(impact, words) for impact in getattr(entry, "impact", ()))


def proof(entry: Entry, evidence: Evidence, links: Links) -> Proof:
    """A piece of evidence with the address where it can be opened."""
    address, external = links.proof_address(entry, evidence)
    return Proof(
        title=evidence.title or evidence.kind or host(evidence.url) or "document",
        kind=evidence.kind,
        address=address,
        says=evidence.says,
        external=external,
        instead=evidence.instead,
    )


def proofs(entry: Entry, links: Links) -> tuple[Proof, ...]:
    """All evidence of an entry."""
    return tuple(proof(entry, found, links) for found in getattr(entry, "evidence", ()))


def host(url: str) -> str:
    """The host of a web address."""
    return url.partition("://")[2].partition("/")[0]


def relation_to(person: Person | None, words: Words) -> str:
    """What a person is to the author: the role as typed, else the relation in this language."""
    if person is None:
        return ""
    return person.role or (words.word("relation", person.relation) if person.relation else "")


def who(person: Person | None, words: Words) -> str:
    """The name, or the role with its article where the name is hidden."""
    if person is None:
        return ""
    if person.name:
        return person.name
    role = relation_to(person, words)
    bare = role[:1].islower() and role.split()[0] not in {"a", "an", "the", "my", "our"}
    if not bare:
        return role
    return words.text("who.bare_vowel" if role[:1] in "aeiou" else "who.bare", role=role)


def voice(feedback: Feedback, words: Words) -> Voice:
    """Somebody's words with who said them."""
    giver = feedback.giver
    return Voice(
        quote=feedback.quote,
        giver=who(giver, words),
        relation=relation_to(giver, words) if giver and giver.name else "",
        when=feedback.date,
        address=address_of(feedback),
        question=feedback.question,
    )


def voices(ref: str, links: Links) -> tuple[Voice, ...]:
    """The feedback about an entry that this view holds, with its words."""
    sources = [links.view.by_ref[source] for source in links.view.backlinks.get(ref, ())]
    words = words_for(links.view.config)
    return tuple(
        voice(source, words)
        for source in sources
        if isinstance(source, Feedback) and source.quote and ref in source.about
    )


def claim_lines(entry: Entry, links: Links) -> tuple[ClaimLine, ...]:
    """The competencies that an entry shows."""
    return tuple(
        ClaimLine(
            competency=links.competency(shown.competency),
            level=links.level(shown.level),
            how=shown.how,
            meets=tuple(links.expectation(met) for met in shown.meets),
        )
        for shown in getattr(entry, "shows", ())
    )


def claim(story: Story, how: str, level: str, links: Links) -> Claim:
    """One story as the case for one competency."""
    ref, words = story.ref, words_for(links.view.config)
    return Claim(
        title=story.title,
        address=address_of(story),
        what=said(story.what, ref),
        why=said(story.why, ref),
        for_whom=said(story.for_whom, ref),
        how=said(how, ref),
        otherwise=said(story.otherwise, ref),
        cost=said(story.cost, ref),
        role=story.role,
        level=links.level(level),
        scope=story.scope,
        when=story.date,
        figures=figures(story, words),
        proofs=proofs(story, links),
        voices=voices(ref, links),
        decisions=links.links(story.decisions),
        work=story.work,
        people=tuple(filter(None, (who(person, words) for person in story.people))),
        first_time=story.first_time,
        unfinished=ref in links.view.unfinished,
    )


def card(entry: Entry, links: Links) -> Card:
    """An entry for a list: `short` where there is one, else `what`, else the summary."""
    ref = entry.ref
    if ref not in links.cards:
        links.cards[ref] = _card(entry, links)
    return links.cards[ref]


def _card(entry: Entry, links: Links) -> Card:
    words = words_for(links.view.config)
    shown = figures(entry, words)
    decisions = links.links(getattr(entry, "decisions", ()))
    status = getattr(entry, "status", "")
    replaced = entry.ref in links.view.superseded_by
    return Card(
        kind=entry.kind,
        title=entry.title,
        address=address_of(entry),
        what=entry.short or getattr(entry, "what", "") or entry.summary,
        why=getattr(entry, "why", "") or getattr(entry, "quote", ""),
        when=entry.date or getattr(entry, "start", None) or getattr(entry, "due", None),
        role=getattr(entry, "role", ""),
        note=getattr(entry, "organisation", "") or who(getattr(entry, "giver", None), words),
        status="superseded" if replaced else status,
        figure=next((found for found in shown if found.headline or found.instead), None),
        proof=_first_proof(entry, links),
        decision=decisions[0] if decisions else None,
        picture=links.picture(entry),
        unfinished=entry.ref in links.view.unfinished,
    )


def _first_proof(entry: Entry, links: Links) -> Link | None:
    for found in proofs(entry, links):
        if found.address:
            return Link(found.title, found.address, external=found.external)
    return None
