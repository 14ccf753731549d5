"""What a packet is made of: small frozen values that its templates print.

All prose is a `Sentence`. A plain text is a name, a title, a label or a number with its unit.
"""

from __future__ import annotations

from whyfolio.dataclass import dataclass
from whyfolio.dates import When
from whyfolio.outputs.charts import CoverageRow
from whyfolio.outputs.page_shapes import OverTime
from whyfolio.outputs.sentence import Sentence
from whyfolio.outputs.shapes import Body, Fact, Figure, Link, Picture, Proof, Voice
from whyfolio.outputs.verdicts import VerdictLine


@dataclass(frozen=True, slots=True)
class Ask:
    """Who asks for what. Levels are titles of the ladder; everything unknown is ""."""

    name: str
    level: str
    scope: str
    from_level: str
    time_in_level: str
    position: str
    period: When | None
    as_of: When | None
    ladder: str


@dataclass(frozen=True, slots=True)
class Source:
    """One way of knowing, in a few words; ``number`` is its entry in the index of proof."""

    text: Sentence
    number: str


@dataclass(frozen=True, slots=True)
class Lead:
    """One of the stories to read first, with its one number; ``reading`` is "12 → 0.4 %"."""

    title: str
    anchor: str
    number: int
    role: str
    when: When | None
    figure: Figure | None
    reading: str
    what: Sentence
    why: Sentence
    known: tuple[Source, ...]
    otherwise: Sentence


@dataclass(frozen=True, slots=True)
class Advocate:
    """Somebody who knows the work: what they value, and where their own words stand."""

    name: str
    relation: str
    values: Sentence
    stories: tuple[Link, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked about, and the plan."""

    title: str
    anchor: str
    seen_as: Sentence
    plan: Sentence


@dataclass(frozen=True, slots=True)
class Brief:
    """The first page: everything on it is short enough for it, and stands in full further on."""

    thesis: Sentence
    why_now: Sentence
    leads: tuple[Lead, ...]
    halves: tuple[str, ...]
    rows: tuple[CoverageRow, ...]
    advocates: tuple[Advocate, ...]
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """One expectation at the level asked for; ``is_new`` where the present level has it not."""

    text: Sentence
    is_new: bool


@dataclass(frozen=True, slots=True)
class PacketClaim:
    """A story as a claim: what, why, how it shows it, how we know, otherwise.

    ``number`` is the story's in the index of proof, 0 where there is nothing to look up.
    ``level`` is the title of the level it shows, where that is not the one asked for.
    ``in_full`` leads to the section that tells all of the story, where another one does.
    """

    title: str
    address: str
    ref: str
    anchor: str
    number: int
    role: str
    scope: str
    when: When | None
    level: str
    what: Sentence
    why: Sentence
    how: Sentence
    otherwise: Sentence
    cost: Sentence
    for_whom: Sentence
    meets: tuple[Sentence, ...]
    people: tuple[str, ...]
    first_time: bool
    figures: tuple[Figure, ...]
    proofs: tuple[Proof, ...]
    voices: tuple[Voice, ...]
    known: tuple[Source, ...]
    in_full: Link | None


@dataclass(frozen=True, slots=True)
class Judgment:
    """A decision behind a claim. After its first place in a packet only title and link stand."""

    title: str
    address: str
    when: When | None
    status: str
    what: Sentence
    why: Sentence
    confidence: int | None
    outcome: Sentence
    outcome_when: When | None
    result: str
    process: str
    revisit: When | None


@dataclass(frozen=True, slots=True)
class Words:
    """The words of somebody else, with their number in the index of proof."""

    quote: Sentence
    question: Sentence
    voice: Voice
    number: str


@dataclass(frozen=True, slots=True)
class Section:
    """One competency: what is expected, what is new, and the case for it.

    ``verdict`` is there for the author alone, unless the packet opens it to reviewers.
    """

    title: str
    anchor: str
    theme: str
    means: Sentence
    expected: tuple[Expected, ...]
    before: tuple[Sentence, ...]
    body: Body
    claims: tuple[PacketClaim, ...]
    judgments: tuple[Judgment, ...]
    judged: tuple[Link, ...]
    words: tuple[Words, ...]
    quoted: tuple[Words, ...]
    verdict: VerdictLine | None = None


@dataclass(frozen=True, slots=True)
class Proven:
    """One proof in the index: a metric, an artefact or a voice."""

    number: str
    kind: str
    text: str
    source: Sentence
    when: When | None
    address: str
    external: bool


@dataclass(frozen=True, slots=True)
class Indexed:
    """All proofs of one story, and the claims that rest on them; number 0 has no story."""

    number: int
    title: str
    address: str
    claims: tuple[Link, ...]
    proofs: tuple[Proven, ...]


@dataclass(frozen=True, slots=True)
class Packet:
    """The case for one level, as one audience may read it.

    ``verdicts`` are those of competencies without a section, for whom may read verdicts.
    """

    title: str
    address: str
    ask: Ask
    brief: Brief
    short: Sentence
    summary: Sentence
    picture: Picture | None
    body: Body
    continued: tuple[tuple[str, Sentence], ...]
    sections: tuple[Section, ...]
    further: tuple[PacketClaim, ...]
    further_words: tuple[Words, ...]
    advocates: tuple[Advocate, ...]
    gaps: tuple[Asked, ...]
    not_applicable: tuple[Asked, ...]
    next_scope: Sentence
    index: tuple[Indexed, ...]
    notes: Body
    facts: tuple[Fact, ...]
    tags: tuple[Link, ...]
    others: tuple[Link, ...]
    unfinished: bool
    over: OverTime | None = None
    verdicts: tuple[VerdictLine, ...] = ()
