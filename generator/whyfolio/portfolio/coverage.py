"""The claims of a view: which stories show which competency, at what level, how well proved.

Works on a view, so that a claim which an audience cannot see does not count for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from enum import StrEnum

from whyfolio.dataclass import dataclass
from whyfolio.dates import When, parse_when
from whyfolio.model.growth import Feedback
from whyfolio.model.kinds import Packet
from whyfolio.model.ladder import Ladder
from whyfolio.model.values import Shows
from whyfolio.model.work import Story
from whyfolio.portfolio.view import View


class Proof(StrEnum):
    """The three kinds of what a stranger could check."""

    ARTEFACT = "artefact"
    METRIC = "metric"
    VOICE = "voice"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a view: a level of a ladder, on a day, about a stretch of time.

    Attributes:
        ladder: what is measured by.
        level: the id of the level asked for.
        as_of: the day of judgment; None only where nothing has a date.
        period: the time the stories are from; None for everything up to the day.
        not_applicable: the ids of competencies that do not apply.
    """

    ladder: Ladder
    level: str
    as_of: date | None = None
    period: When | None = None
    not_applicable: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class Claim:
    """One story that shows one competency.

    Attributes:
        ref: the story's.
        competency: the id of the ladder's own competency.
        level: the level it shows: as said, else the one asked for.
        role: the author's part in it; "" where it is not said.
        proofs: the kind of each single proof, artefacts first.
        place: which of the competencies that the story shows it is, from 1, in its order.
        last: the story's last day.
        meets: the ids of the expectations that it says it meets.
    """

    ref: str
    competency: str
    level: str
    role: str
    proofs: tuple[Proof, ...]
    place: int
    last: date | None
    meets: tuple[str, ...] = ()

    @property
    def kinds(self) -> frozenset[Proof]:
        """The kinds of proof it has."""
        return frozenset(self.proofs)


def question_of(view: View, packet: Packet | None = None) -> Question | None:
    """What a packet asks, or without one the settings; None where no known level is asked for."""
    career = view.config.career
    ladder = view.ladder((packet.ladder if packet else "") or career.ladder)
    level = packet.level if packet else career.next_level
    if ladder is None or ladder.level(level) is None:
        return None
    day = judged_on(view, packet)
    left_out = packet.not_applicable if packet else ()
    names = (ladder.competency(named.competency) for named in left_out)
    return Question(
        ladder=ladder,
        level=level,
        as_of=day.last if day else None,
        period=packet.period if packet else None,
        not_applicable=frozenset(known.id for known in names if known),
    )


def judged_on(view: View, packet: Packet | None = None) -> When | None:
    """The day of judgment: as said, else the period's end, else the newest story's last.

    Unless it is said, the day is never after today. None where there is no story at all.
    """
    if packet and packet.as_of:
        return packet.as_of
    days = [story.date.last for story in _stories(view) if story.date]
    last = packet.period.last if packet and packet.period else max(days, default=None)
    return parse_when(min(last, view.today).isoformat()) if last else None


def belongs(when: When | None, period: When | None, as_of: date | None) -> bool:
    """Whether something of that time counts: its last day is in the period, or it had begun."""
    if period:
        return when is not None and period.covers(when.last)
    return when is None or as_of is None or when.first <= as_of


def claims(view: View, question: Question) -> tuple[Claim, ...]:
    """Every claim that a view holds, story by story in the view's order.

    A story without a why is none. A story that shows a competency several times is one claim for
    it, at the highest of the levels it says. Competencies that the ladder does not know are not
    counted, and take no place.
    """
    voices = _voices(view, question.as_of)
    return tuple(
        claim
        for story in _stories(view)
        if story.why and belongs(story.date, question.period, question.as_of)
        for claim in _claims(story, question, voices[story.ref])
    )


def of_competency(found: Iterable[Claim], competency_id: str) -> tuple[Claim, ...]:
    """The claims for one competency."""
    return tuple(claim for claim in found if claim.competency == competency_id)


def _stories(view: View) -> Iterator[Story]:
    return (entry for entry in view.entries if isinstance(entry, Story))


def _voices(view: View, as_of: date | None) -> Mapping[str, int]:
    """How many voices there are about each story; what was said after the day counts for none."""
    found: dict[str, int] = defaultdict(int)
    for entry in view.entries:
        if not isinstance(entry, Feedback) or not entry.quote:
            continue
        if as_of is None or entry.date is None or entry.date.first <= as_of:
            for ref in dict.fromkeys(entry.about):
                found[ref] += 1
    return found


def _claims(story: Story, question: Question, voices: int) -> Iterator[Claim]:
    proofs = _proofs(story, voices)
    shown: dict[str, list[Shows]] = {}
    for said in story.shows:
        known = question.ladder.competency(said.competency)
        if known:
            shown.setdefault(known.id, []).append(said)
    for place, (competency, members) in enumerate(shown.items(), start=1):
        yield Claim(
            ref=story.ref,
            competency=competency,
            level=_highest([said.level or question.level for said in members], question.ladder),
            role=story.role,
            proofs=proofs,
            place=place,
            last=story.date.last if story.date else None,
            meets=tuple(dict.fromkeys(met for said in members for met in said.meets)),
        )


def _highest(levels: Sequence[str], ladder: Ladder) -> str:
    return max(levels, key=ladder.rank)


def _proofs(story: Story, voices: int) -> tuple[Proof, ...]:
    """An artefact can be opened, a metric says the figure after and how we know, a voice speaks."""
    artefacts = sum(bool(proof.url or proof.file) for proof in story.evidence)
    metrics = sum(bool(figure.after and figure.source) for figure in story.impact)
    return (
        *(Proof.ARTEFACT,) * artefacts,
        *(Proof.METRIC,) * metrics,
        *(Proof.VOICE,) * voices,
    )


def asking_packet(view: View) -> Packet | None:
    """The newest packet that asks for the level wanted; any, where the settings want none."""
    career = view.config.career
    packets = [entry for entry in view.of_kind("packet") if isinstance(entry, Packet)]
    fitting = [
        packet
        for packet in packets
        if not career.next_level
        or (packet.level == career.next_level and packet.ladder in {"", career.ladder})
    ]
    return max(fitting, key=_ends, default=None)


def _ends(packet: Packet) -> tuple[int, str]:
    when = packet.as_of or packet.period or packet.date
    return when.last.toordinal() if when else 0, packet.ref
