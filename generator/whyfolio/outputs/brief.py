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
from whyfolio.outputs.cards import figures, who
from whyfolio.outputs.packet_case import Case
from whyfolio.outputs.packet_index import Numbers, reading, sources
from whyfolio.outputs.packet_sections import FURTHER, Topic, anchor_of, claim_anchor
from whyfolio.outputs.packet_shapes import Advocate, Ask, Asked, Brief, Lead, Row, Source
from whyfolio.outputs.shapes import Figure

# The printed page as packet.css lays it out, in millimetres; the widths of lines in em.
PAGE = 248.0  # the smaller of A4 and Letter within its margins, less a reserve
HEAD, LEAD = 32.0, 25.0  # what the head, and each lead besides its words, always takes
LINE, ROW, GAP = 4.15, 5.0, 1.2
NAME, WIDE, COLUMN, HALF = 26.0, 50.0, 17.6, 29.5
TERMS, LABEL = "Evidence from, as of, measured by: three short notes " * 2, "Why it mattered "
FULL = 0.92  # words do not break, so a line is never quite full
NARROW, BROAD = frozenset(" iljtfrI.,;:!|'()[]·-"), frozenset("mwMW@%—…→")
BIG = 16  # characters of a number that is printed big
HALVES = 6  # columns of half-years; older ones are told together


@dataclass(frozen=True, slots=True)
class Room:
    """How much of each part the page takes: characters of a text, or how many of a kind."""

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


def within_head(asked: Ask) -> Ask:
    """The ask with every part of it short enough for the head of the page."""
    return dataclasses.replace(
        asked,
        name=shortened(asked.name, 60),
        level=shortened(asked.level, 50),
        scope=shortened(asked.scope, 150),
        time_in_level=shortened(asked.time_in_level, 70),
        position=shortened(asked.position, 90),
        ladder=shortened(asked.ladder, 60),
    )


def continued(case: Case, made: Brief) -> tuple[tuple[str, str], ...]:
    """The author's sentences that the page shows in part only: label and full text."""
    entry, text = case.entry, case.desk.words.text
    pairs = (
        ("packet.thesis", entry.thesis, made.thesis),
        ("packet.why_now", entry.why_now, made.why_now),
    )
    return tuple((text(key), full) for key, full, shown in pairs if full != shown)


def height(asked: Ask, made: Brief) -> float:
    """How many millimetres the page takes, counted on the careful side."""
    head = HEAD + LINE * _lines(f"{asked.name} {asked.level}", NAME)
    terms = [asked.scope + TERMS, asked.time_in_level + asked.position, made.thesis, made.why_now]
    head += sum(LINE * _lines(text, WIDE) + GAP for text in terms if text)
    leads = max((_lead_height(lead) for lead in made.leads), default=0)
    left = ROW * (len(made.rows) + 2) if made.rows else 0
    spoken = [f"{found.name} {found.relation} {found.values}" for found in made.advocates]
    gaps = [f"{found.title} {found.seen_as} {found.plan}" for found in made.asked]
    right = sum(LINE * _lines(text, HALF) + GAP for text in [*spoken, *gaps])
    right += ROW * (bool(spoken) + bool(gaps))
    return head + leads + max(left, right)


def _lead_height(lead: Lead) -> float:
    known = ", ".join(source.text for source in lead.known)
    measure = f"{lead.figure.measure} {lead.figure.instead}" if lead.figure else ""
    above = f"{measure}, {lead.reading}"
    texts = [lead.title, lead.what]
    texts += [LABEL + text for text in (lead.why, known, lead.otherwise) if text]
    lines = _lines(above, 0.9 * COLUMN) + sum(_lines(text, COLUMN) for text in texts)
    return LEAD + LINE * lines + GAP * len(texts)


def _lines(text: str, width: float) -> int:
    return math.ceil(sum(map(_em, plain(text))) / (FULL * width))


def _em(letter: str) -> float:
    """How wide a letter is in a broad book face."""
    if letter in NARROW:
        return 0.3
    if letter in BROAD or letter.isupper():
        return 0.85 if letter in BROAD else 0.72
    return 1.05 if unicodedata.east_asian_width(letter) in "WF" else 0.52


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
    known = lead.known[: room.known]
    return dataclasses.replace(
        lead,
        title=shortened(lead.title, room.title),
        figure=_figure_within(lead.figure, room.measure) if lead.figure else None,
        reading=shortened(lead.reading, room.measure),
        what=shortened(lead.what, room.what),
        why=shortened(lead.why, room.why),
        known=tuple(Source(shortened(k.text, room.title), k.number) for k in known),
        otherwise=shortened(lead.otherwise, room.otherwise),
    )


def _figure_within(figure: Figure, most: int) -> Figure:
    """A number too long to be big is told in the line below."""
    told, small = figure.headline, shortened(figure.instead, most)
    measure = shortened(figure.measure, most)
    if len(told) <= BIG:
        return dataclasses.replace(figure, measure=measure, instead=small)
    small = shortened(told, most)
    return dataclasses.replace(figure, measure=measure, instead=small, change="", after="")


def _lead(story: Story, case: Case, anchors: dict[str, str], numbers: Numbers) -> Lead:
    shown = figures(story)
    figure = next((f for f in shown if f.headline), next((f for f in shown if f.instead), None))
    return Lead(
        title=story.title,
        anchor=anchors.get(story.ref, claim_anchor(story, None)),
        number=numbers.stories.get(story.ref, 0),
        role=story.role,
        when=story.date,
        figure=figure,
        reading=reading(figure) if figure and figure.before and figure.change else "",
        what=story.short or story.what,
        why=story.why,
        known=sources(story, figure, case, numbers),
        otherwise=story.otherwise,
    )


def _anchors(found: Sequence[Topic]) -> dict[str, str]:
    """Where each story's claim stands: in its first section."""
    anchors: dict[str, str] = {}
    for topic in found:
        for story in topic.stories:
            anchors.setdefault(story.ref, claim_anchor(story, topic.competency))
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
