"""The first page of a packet: exactly one page, with the same geometry for everybody.

The page is measured before it is made. While the texts are too long for it, they give way in
the order of `GIVES_WAY`, each down to its floor; what gives way stands in full further on in
the packet. With everything at its floor the page always holds.
"""

from __future__ import annotations

import dataclasses
import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from whyfolio.dates import When, halves_between
from whyfolio.markdown.converter import plain
from whyfolio.model.work import Story
from whyfolio.outputs.cards import figures, proofs, voice, who
from whyfolio.outputs.packet_case import Case
from whyfolio.outputs.packet_index import Numbers
from whyfolio.outputs.packet_sections import FURTHER, Topic, anchor_of
from whyfolio.outputs.packet_shapes import Advocate, Ask, Asked, Brief, Lead, Row, Source
from whyfolio.outputs.shapes import Figure

PAGE = 58  # lines of the smaller of A4 and Letter, at the size and margins of packet.css
WIDE, COLUMN, HALF = 96, 33, 47  # characters a line holds: page, lead column, half page
HALVES = 6  # columns of half-years; older ones are told together


@dataclass(frozen=True, slots=True)
class Room:
    """How much of each part the page takes: characters of a text, or how many of a kind."""

    name: int = 90
    thesis: int = 700
    why_now: int = 320
    title: int = 60
    measure: int = 70
    what: int = 240
    why: int = 300
    known: int = 3
    otherwise: int = 240
    advocates: int = 5
    values: int = 200
    gaps: int = 5
    seen_as: int = 220
    plan: int = 260
    rows: int = 14


# What gives way first stands first. The ask and the three numbers never do.
GIVES_WAY: tuple[tuple[str, int], ...] = (
    ("advocates", 3),
    ("gaps", 3),
    ("values", 130),
    ("plan", 150),
    ("otherwise", 140),
    ("known", 2),
    ("seen_as", 110),
    ("rows", 10),
    ("why_now", 180),
    ("what", 130),
    ("why", 140),
    ("thesis", 420),
    ("otherwise", 90),
    ("plan", 90),
    ("values", 80),
    ("seen_as", 80),
    ("gaps", 2),
    ("known", 1),
    ("title", 40),
    ("measure", 40),
    ("what", 100),
    ("why", 100),
    ("rows", 8),
    ("advocates", 2),
)


def brief(case: Case, asked: Ask, found: Sequence[Topic], numbers: Numbers) -> Brief:
    """The brief of a packet, made to fit its page."""
    room, whole = Room(), _whole(case, found, numbers)
    made = _within(whole, room)
    for slot, floor in GIVES_WAY:
        if height(asked, made) <= PAGE:
            break
        room = dataclasses.replace(room, **{slot: floor})
        made = _within(whole, room)
    return made


def continued(case: Case, made: Brief) -> tuple[tuple[str, str], ...]:
    """The author's sentences that the page shows in part only: label and full text."""
    entry, text = case.entry, case.desk.words.text
    pairs = (
        ("packet.thesis", entry.thesis, made.thesis),
        ("packet.why_now", entry.why_now, made.why_now),
    )
    return tuple((text(key), full) for key, full, shown in pairs if full != shown)


def height(asked: Ask, made: Brief) -> int:
    """How many lines the page takes, counted on the careful side."""
    head = 5 + _lines(asked.time_in_level + asked.position, WIDE)
    head += _lines(made.thesis, WIDE) + _lines(made.why_now, WIDE)
    leads = max((_lead_lines(lead) for lead in made.leads), default=0)
    left = len(made.rows) + 2 if made.rows else 0
    right = sum(_lines(f"{a.name} {a.relation} {a.values}", HALF) for a in made.advocates)
    right += sum(_lines(f"{gap.title}: {gap.seen_as}", HALF) for gap in made.asked)
    right += sum(_lines(gap.plan, HALF) for gap in made.asked)
    right += 2 * (bool(made.advocates) + bool(made.asked))
    return head + leads + max(left, right) + 5


def _lead_lines(lead: Lead) -> int:
    known = ", ".join(source.text for source in lead.known)
    measure = lead.figure.measure if lead.figure else ""
    texts = [measure, f"{lead.title} {lead.role}", lead.what, lead.why, known, lead.otherwise]
    return 4 + sum(_lines(text, COLUMN) + bool(text) / 2 for text in texts).__ceil__()


def _lines(text: str, width: int) -> int:
    """Lines of a text; words do not break, so a tenth of each line is lost."""
    shown = plain(text)
    size = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in shown)
    return math.ceil(size / (0.9 * width))


def shortened(text: str, most: int) -> str:
    """The text, or as many whole sentences of it as fit, or words with an ellipsis."""
    shown = plain(text)
    if len(shown) <= most:
        return text
    cut = shown[: most - 1]
    stops = [cut.rfind(stop) for stop in (". ", "! ", "? ")]
    if max(stops) >= most // 2:
        return cut[: max(stops) + 1]
    words = cut.rsplit(" ", 1)[0] if " " in cut[most // 2 :] else cut
    return words.rstrip(" ,;:–—-") + " …"


# --- everything that could stand on the page ---------------------------------------------------


def _whole(case: Case, found: Sequence[Topic], numbers: Numbers) -> Brief:
    entry = case.entry
    halves = _halves(case)
    anchors = _anchors(found)
    return Brief(
        thesis=entry.thesis,
        why_now=entry.why_now,
        leads=tuple(_lead(story, case, anchors, numbers) for story in case.leads),
        halves=_labels(halves, case),
        rows=tuple(_rows(case, found, halves)),
        advocates=advocates(case, numbers),
        asked=gaps(case, found),
    )


def _within(whole: Brief, room: Room) -> Brief:
    """The brief with every part in its room."""
    rows = whole.rows
    if len(rows) > room.rows:
        most = sorted(rows, key=lambda row: -sum(row.counts))[: room.rows]
        rows = tuple(row for row in rows if row in most)
    return dataclasses.replace(
        whole,
        thesis=shortened(whole.thesis, room.thesis),
        why_now=shortened(whole.why_now, room.why_now),
        leads=tuple(_lead_within(lead, room) for lead in whole.leads),
        rows=rows,
        advocates=tuple(
            dataclasses.replace(
                speaker,
                name=shortened(speaker.name, room.title),
                relation=shortened(speaker.relation, room.title),
                values=shortened(speaker.values, room.values),
            )
            for speaker in whole.advocates[: room.advocates]
        ),
        asked=tuple(
            dataclasses.replace(
                gap,
                seen_as=shortened(gap.seen_as, room.seen_as),
                plan=shortened(gap.plan, room.plan),
            )
            for gap in whole.asked[: room.gaps]
        ),
    )


def _lead_within(lead: Lead, room: Room) -> Lead:
    figure = lead.figure
    if figure:
        figure = dataclasses.replace(
            figure,
            measure=shortened(figure.measure, room.measure),
            instead=shortened(figure.instead, room.measure),
        )
    known = lead.known[: room.known]
    return dataclasses.replace(
        lead,
        title=shortened(lead.title, room.title),
        figure=figure,
        what=shortened(lead.what, room.what),
        why=shortened(lead.why, room.why),
        known=tuple(Source(shortened(k.text, room.title), k.number) for k in known),
        otherwise=shortened(lead.otherwise, room.otherwise),
    )


def _lead(story: Story, case: Case, anchors: dict[str, str], numbers: Numbers) -> Lead:
    shown = figures(story)
    figure = next((f for f in shown if f.headline), next((f for f in shown if f.instead), None))
    return Lead(
        title=story.title,
        anchor=anchors.get(story.ref, FURTHER),
        number=numbers.stories.get(story.ref, 0),
        role=story.role,
        when=story.date,
        figure=figure,
        what=story.short or story.what,
        why=story.why,
        known=tuple(_known(story, figure, case, numbers)),
        otherwise=story.otherwise,
    )


def _known(story: Story, figure: Figure | None, case: Case, numbers: Numbers) -> Iterable[Source]:
    """How we know: first where the number is from, then what can be opened, then who says so."""
    place, shown = numbers.stories.get(story.ref, 0), figures(story)
    for count, found in enumerate(shown, start=1):
        if figure is not None and found == figure and found.source:
            yield Source(found.source, f"{place}.{count}")
    for count, proof in enumerate(proofs(story, case.desk.links), start=len(shown) + 1):
        yield Source(proof.instead or proof.title, f"{place}.{count}")
    for said in case.feedback:
        if story.ref in said.about and said.ref in numbers.voices:
            yield Source(voice(said).giver, numbers.voices[said.ref])


def _anchors(found: Sequence[Topic]) -> dict[str, str]:
    """Where each story's claim stands: in its first section."""
    anchors: dict[str, str] = {}
    for topic in found:
        for count, story in enumerate(topic.stories, start=1):
            anchors.setdefault(story.ref, f"{anchor_of(topic.competency)}-{count}")
    return anchors


def _halves(case: Case) -> tuple[When, ...]:
    days = [story.date.last for story in case.stories if story.date]
    return halves_between(min(days), max(days)) if days else ()


def _labels(halves: Sequence[When], case: Case) -> tuple[str, ...]:
    text = case.desk.words.text
    labels = [
        text("packet.half", y=half.first.year % 100, n=1 if half.first.month == 1 else 2)
        for half in halves
    ]
    if len(labels) <= HALVES:
        return tuple(labels)
    return (text("packet.earlier"), *labels[1 - HALVES :])


def _rows(case: Case, found: Sequence[Topic], halves: Sequence[When]) -> Iterable[Row]:
    for topic in found:
        title = shortened(topic.competency.title, 30)
        yield Row(title, anchor_of(topic.competency), _counts(topic.stories, halves))
    loose = [story for story in case.ordered if not story.shows]
    if loose:
        yield Row(case.desk.words.text("packet.further"), FURTHER, _counts(loose, halves))


def _counts(stories: Iterable[Story], halves: Sequence[When]) -> tuple[int, ...]:
    per = Counter(
        half.text
        for story in stories
        if story.date
        for half in halves
        if half.covers(story.date.last)
    )
    counts = [per[half.text] for half in halves]
    if len(counts) <= HALVES:
        return tuple(counts)
    return (sum(counts[: 1 - HALVES]), *counts[1 - HALVES :])


def advocates(case: Case, numbers: Numbers) -> tuple[Advocate, ...]:
    """Who would speak for it. Without a sentence of the author's, their own words stand there."""
    return tuple(_advocate(place, case, numbers) for place in range(len(case.entry.advocates)))


def _advocate(place: int, case: Case, numbers: Numbers) -> Advocate:
    held = case.entry.advocates[place]
    name = who(held.person)
    own = [
        said
        for said in case.feedback
        if held.person and held.person.name and said.giver and said.giver.name == held.person.name
    ]
    about = [said for said in own if set(said.about) & set(held.stories)] or own
    relation = (
        (held.person.role or held.person.relation) if held.person and held.person.name else ""
    )
    return Advocate(
        name=name,
        relation=relation,
        values=held.values or next((said.quote for said in about), ""),
        stories=case.desk.links.links(held.stories),
        numbers=tuple(numbers.voices[said.ref] for said in about if said.ref in numbers.voices),
    )


def gaps(case: Case, found: Sequence[Topic]) -> tuple[Asked, ...]:
    """What is asked about, and the plan; linked to the competency's section where there is one."""
    anchors = {topic.competency.id: anchor_of(topic.competency) for topic in found}
    made = []
    for gap in case.entry.gaps:
        known = case.competency(case.competency_id(gap.competency)) if gap.competency else None
        title, anchor = (known.title, anchors.get(known.id, "")) if known else ("", "")
        made.append(Asked(title, anchor, gap.seen_as, gap.plan))
    return tuple(made)
