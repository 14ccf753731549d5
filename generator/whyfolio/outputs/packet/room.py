"""The room on a packet's first page: what gives way to what, and how high the page is."""

from __future__ import annotations

import dataclasses
import itertools
import math
import re
import unicodedata

from whyfolio.dataclass import dataclass
from whyfolio.markdown.converter import plain
from whyfolio.outputs.packet.shapes import Ask, Brief, Lead, Source
from whyfolio.outputs.sentence import Sentence
from whyfolio.outputs.shapes import Figure

# The printed page as packet.css lays it out, in millimetres; the widths of lines in em.
PAGE = 248.0  # the smaller of A4 and Letter within its margins, less a reserve
HEAD, LEAD = 34.0, 25.0  # what the head, and each lead besides its words, always takes
TERMS, LEADS = 30.0, 96.0  # the least that ask and thesis, and the leads, take: the same places
LINE, ROW, GAP = 4.15, 5.0, 1.2
NAME, WIDE, COLUMN, HALF = 26.0, 50.0, 17.6, 29.5
NOTES, LABEL = "Evidence from, as of, measured by: three short notes " * 2, "Why it mattered "
EM = 0.47  # a letter of middling width
FULL = 0.92  # words do not break, so a line is never quite full
_STOP = re.compile(r"[.!?] |[。！？]")
NARROW, BROAD = frozenset(" iljtfrI.,;:!|'()[]·-"), frozenset("mwMW@%—…→")
BIG = 16  # characters of a number that is printed big


@dataclass(frozen=True, slots=True)
class Room:
    """How much of each part the page takes: letters of a text, or how many of a kind."""

    thesis: int = 700
    why_now: int = 320
    title: int = 60
    person: int = 50
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
    ("thesis", 330),
    ("why_now", 120),
    ("otherwise", 60),
    ("plan", 60),
    ("values", 60),
    ("person", 30),
    ("otherwise", 0),
)


def fitted(whole: Brief, asked: Ask) -> Brief:
    """The brief with as much of each part as the page holds."""
    room = Room()
    made = within(whole, room)
    for slot, floor in GIVES_WAY:
        if height(asked, made) <= PAGE:
            break
        room = dataclasses.replace(room, **{slot: floor})
        made = within(whole, room)
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


def within(whole: Brief, room: Room) -> Brief:
    """The brief with every part in its room."""
    rows = whole.rows
    if len(rows) > room.rows:
        most = sorted(rows, key=lambda row: -sum(row.counts))[: room.rows]
        rows = tuple(row for row in rows if row in most)
    return dataclasses.replace(
        whole,
        thesis=_short(whole.thesis, room.thesis),
        why_now=_short(whole.why_now, room.why_now),
        leads=tuple(_lead_within(lead, room) for lead in whole.leads),
        rows=rows,
        advocates=tuple(
            dataclasses.replace(
                speaker,
                name=shortened(speaker.name, room.person),
                relation=shortened(speaker.relation, room.person),
                values=_short(speaker.values, room.values),
            )
            for speaker in whole.advocates[: room.advocates]
        ),
        asked=tuple(
            dataclasses.replace(
                gap,
                seen_as=_short(gap.seen_as, room.seen_as),
                plan=_short(gap.plan, room.plan),
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
        what=_short(lead.what, room.what),
        why=_short(lead.why, room.why),
        known=tuple(Source(_short(k.text, room.title), k.number) for k in known),
        otherwise=_short(lead.otherwise, room.otherwise),
    )


def _figure_within(figure: Figure, most: int) -> Figure:
    """A number too long to be big is told in the line below."""
    told, small = figure.headline, shortened(figure.instead, most)
    measure = shortened(figure.measure, most)
    if len(told) <= BIG:
        return dataclasses.replace(figure, measure=measure, instead=small)
    small = shortened(told, most)
    return dataclasses.replace(figure, measure=measure, instead=small, change="", after="")


def height(asked: Ask, made: Brief) -> float:
    """How many millimetres the page takes, counted on the careful side."""
    head = HEAD + LINE * _lines(f"{asked.name} {asked.level}", NAME)
    said = [asked.scope + NOTES, made.thesis.text, made.why_now.text]
    terms = sum(LINE * _lines(text, WIDE) + GAP for text in said if text)
    leads = max((_lead_height(lead) for lead in made.leads), default=0)
    left = ROW * (len(made.rows) + 2) if made.rows else 0
    spoken = [f"{found.name} {found.relation} {found.values.text}" for found in made.advocates]
    gaps = [f"{found.title} {found.seen_as.text} {found.plan.text}" for found in made.asked]
    right = sum(LINE * _lines(text, HALF) + GAP for text in [*spoken, *gaps])
    right += ROW * (bool(spoken) + bool(gaps))
    return head + max(terms, TERMS) + max(leads, LEADS) + max(left, right)


def _lead_height(lead: Lead) -> float:
    known = ", ".join(source.text.text for source in lead.known)
    measure = f"{lead.figure.measure} {lead.figure.instead}" if lead.figure else ""
    above = f"{measure}, {lead.reading}"
    texts = [lead.title, lead.what.text]
    texts += [LABEL + text for text in (lead.why.text, known, lead.otherwise.text) if text]
    lines = _lines(above, 0.9 * COLUMN) + sum(_lines(text, COLUMN) for text in texts)
    return LEAD + LINE * lines + GAP * len(texts)


def _lines(text: str, width: float) -> int:
    """Lines of a text in its line; a word that is longer than a line breaks within itself."""
    return math.ceil(sum(map(_em, plain(text))) / (FULL * width))


def _em(letter: str) -> float:
    """How wide a letter is in a broad book face."""
    if letter in NARROW:
        return 0.3
    if letter in BROAD or letter.isupper():
        return 0.95 if letter in BROAD else 0.76
    return 1.05 if unicodedata.east_asian_width(letter) in "WF" else 0.52


def _short(sentence: Sentence, most: int) -> Sentence:
    return dataclasses.replace(sentence, text=shortened(sentence.text, most))


def shortened(text: str, most: int) -> str:
    """The text, or as many whole sentences of it as fit, or words with an ellipsis.

    Args:
        text: a sentence or more, as typed.
        most: how many letters of middling width it may be wide; 0 leaves nothing.
    """
    shown = plain(text)
    cut = _cut(shown, most * EM)
    if len(cut) == len(shown):
        return text
    stop = max((found.end() for found in _STOP.finditer(cut)), default=0)
    if stop >= len(cut) // 2:
        return cut[:stop].rstrip()
    if not cut:
        return ""
    words = cut.rsplit(" ", 1)[0] if " " in cut[len(cut) // 2 :] else cut
    return words.rstrip(" ,;:–—-") + " …"


def _cut(text: str, width: float) -> str:
    for place, reached in enumerate(itertools.accumulate(map(_em, text))):
        if reached > width:
            return text[:place]
    return text
