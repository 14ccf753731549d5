"""The first page of a packet: exactly one page, with the same geometry for everybody.

The page is measured before it is made. While the texts are too long for it, they give way in
the order of `packet_room.GIVES_WAY`, each down to its floor; what gives way stands in full
further on in the packet. With everything at its floor the page always holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from whyfolio.dates import When
from whyfolio.model.work import Story
from whyfolio.outputs.cards import figures, relation_to, who
from whyfolio.outputs.charts import CoverageRow, half_counts, half_labels, halves_of
from whyfolio.outputs.packet.case import Case
from whyfolio.outputs.packet.index import Numbers, reading, sources
from whyfolio.outputs.packet.room import fitted, shortened
from whyfolio.outputs.packet.sections import FURTHER, Topic, anchor_of, claim_anchor
from whyfolio.outputs.packet.shapes import Advocate, Ask, Asked, Brief, Lead
from whyfolio.outputs.sentence import Sentence, said
from whyfolio.outputs.shapes import Link


def brief(case: Case, asked: Ask, found: Sequence[Topic], numbers: Numbers) -> Brief:
    """The brief of a packet, made to fit its page."""
    return fitted(_whole(case, found, numbers), asked)


def continued(case: Case, made: Brief) -> tuple[tuple[str, Sentence], ...]:
    """The author's sentences that the page shows in part only: label and full text."""
    entry, text = case.entry, case.desk.words.text
    pairs = (
        ("packet.thesis", entry.thesis, made.thesis),
        ("packet.why_now", entry.why_now, made.why_now),
    )
    return tuple((text(key), case.own(full)) for key, full, shown in pairs if full != shown.text)


# --- everything that could stand on the page ---------------------------------------------------


def _whole(case: Case, found: Sequence[Topic], numbers: Numbers) -> Brief:
    entry = case.entry
    halves = halves_of(case.stories)
    anchors = _anchors(found)
    return Brief(
        thesis=case.own(entry.thesis),
        why_now=case.own(entry.why_now),
        leads=tuple(_lead(story, case, anchors, numbers) for story in case.leads),
        halves=half_labels(halves, case.desk.words),
        rows=tuple(_rows(case, found, halves)),
        advocates=advocates(case, numbers),
        asked=gaps(case, found),
    )


def _lead(story: Story, case: Case, anchors: dict[str, str], numbers: Numbers) -> Lead:
    shown = figures(story, case.desk.words)
    figure = next((f for f in shown if f.headline), next((f for f in shown if f.instead), None))
    return Lead(
        title=story.title,
        anchor=anchors.get(story.ref, claim_anchor(story, None)),
        number=numbers.stories.get(story.ref, 0),
        role=story.role,
        when=story.date,
        figure=figure,
        reading=reading(figure) if figure and figure.before and figure.change else "",
        what=said(story.short or story.what, story.ref),
        why=said(story.why, story.ref),
        known=sources(story, figure, case, numbers),
        otherwise=said(story.otherwise, story.ref),
    )


def _anchors(found: Sequence[Topic]) -> dict[str, str]:
    """Where each story's claim stands: in its first section."""
    anchors: dict[str, str] = {}
    for topic in found:
        for story in topic.stories:
            anchors.setdefault(story.ref, claim_anchor(story, topic.competency))
    return anchors


def _rows(case: Case, found: Sequence[Topic], halves: Sequence[When]) -> Iterable[CoverageRow]:
    for topic in found:
        title = shortened(topic.competency.title, 30)
        link = Link(title, f"#{anchor_of(topic.competency)}")
        yield CoverageRow(link, half_counts(topic.stories, halves))
    loose = [story for story in case.ordered if not story.shows]
    if loose:
        link = Link(case.desk.words.text("packet.further"), f"#{FURTHER}")
        yield CoverageRow(link, half_counts(loose, halves))


def advocates(case: Case, numbers: Numbers) -> tuple[Advocate, ...]:
    """Who would speak for it. Without a sentence of the author's, their own words stand there."""
    return tuple(_advocate(place, case, numbers) for place in range(len(case.entry.advocates)))


def _advocate(place: int, case: Case, numbers: Numbers) -> Advocate:
    held = case.entry.advocates[place]
    name = who(held.person, case.desk.words)
    own = [
        found
        for found in case.feedback
        if held.person and held.person.name and found.giver and found.giver.name == held.person.name
    ]
    about = [found for found in own if set(found.about) & set(held.stories)] or own
    quoted = next((said(found.quote, found.ref) for found in about), said(""))
    relation = relation_to(held.person, case.desk.words) if held.person and held.person.name else ""
    return Advocate(
        name=name,
        relation=relation,
        values=case.own(held.values) or quoted,
        stories=case.desk.links.links(held.stories),
        numbers=tuple(numbers.voices[found.ref] for found in about if found.ref in numbers.voices),
    )


def gaps(case: Case, found: Sequence[Topic]) -> tuple[Asked, ...]:
    """What is asked about, and the plan; linked to the competency's section where there is one."""
    anchors = {topic.competency.id: anchor_of(topic.competency) for topic in found}
    made = []
    for gap in case.entry.gaps:
        known = case.competency(case.competency_id(gap.competency)) if gap.competency else None
        title, anchor = (known.title, anchors.get(known.id, "")) if known else ("", "")
        made.append(Asked(title, anchor, case.own(gap.seen_as), case.own(gap.plan)))
    return tuple(made)
