"""The index of proof: every figure's source, artefact and voice of a packet has one number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from whyfolio.dataclass import dataclass
from whyfolio.model.growth import Feedback
from whyfolio.model.work import Story
from whyfolio.outputs.addresses import address_of
from whyfolio.outputs.cards import figures, proofs, voice, who
from whyfolio.outputs.packet.case import Case
from whyfolio.outputs.packet.shapes import Indexed, PacketClaim, Proven, Source
from whyfolio.outputs.sentence import NOTHING, said
from whyfolio.outputs.shapes import Figure, Link


@dataclass(frozen=True, slots=True)
class Numbers:
    """Which number stands for what: stories by ref (0: nothing to look up), voices by ref."""

    stories: Mapping[str, int]
    voices: Mapping[str, str]
    groups: tuple[tuple[int, Story | None, tuple[Proven, ...]], ...]


def number(case: Case, feedback: Sequence[Feedback]) -> Numbers:
    """Number the proofs of a packet, story by story in their order, loose voices at the end.

    Args:
        case: the packet's question.
        feedback: the words that the packet quotes.
    """
    groups: list[tuple[int, Story | None, tuple[Proven, ...]]] = []
    voices: dict[str, str] = {}
    for story in case.ordered:
        own = [found for found in feedback if story.ref in found.about]
        place = len(groups) + 1
        proven = tuple(_numbered(place, [*_of_story(story, case), *_said(own, case)]))
        if proven:
            groups.append((place, story, proven))
            last = proven[len(proven) - len(own) :] if own else ()
            for found, member in zip(own, last, strict=True):
                voices.setdefault(found.ref, member.number)
    loose = [found for found in feedback if found.ref not in voices]
    if loose:
        place = len(groups) + 1
        proven = tuple(_numbered(place, list(_said(loose, case))))
        groups.append((place, None, proven))
        voices |= {found.ref: member.number for found, member in zip(loose, proven, strict=True)}
    stories = {story.ref: place for place, story, _ in groups if story}
    return Numbers(stories, voices, tuple(groups))


def index(
    case: Case, numbers: Numbers, claims: Sequence[tuple[str, PacketClaim]]
) -> tuple[Indexed, ...]:
    """The list itself, with the way back to each claim that rests on it.

    Args:
        case: the packet's question.
        numbers: what was numbered.
        claims: every claim of the packet with its section's title.
    """
    return tuple(
        Indexed(
            number=place,
            title=story.title if story else case.desk.words.text("packet.loose_words"),
            address=address_of(story) if story else "",
            claims=tuple(
                Link(title, f"#{claim.anchor}")
                for title, claim in claims
                if story and claim.ref == story.ref
            ),
            proofs=proven,
        )
        for place, story, proven in numbers.groups
    )


def _numbered(place: int, proven: list[Proven]) -> Iterator[Proven]:
    for count, found in enumerate(proven, start=1):
        yield Proven(
            number=f"{place}.{count}",
            kind=found.kind,
            text=found.text,
            source=found.source,
            when=found.when,
            address=found.address,
            external=found.external,
        )


def _of_story(story: Story, case: Case) -> Iterator[Proven]:
    for figure in figures(story, case.desk.words):
        source = said(figure.source, story.ref)
        yield Proven("", "metric", told(figure), source, figure.when, "", external=False)
    for proof in proofs(story, case.desk.links):
        text = proof.instead or proof.title
        says = said(proof.says, story.ref)
        yield Proven("", "artefact", text, says, None, proof.address, proof.external)


def _said(feedback: Sequence[Feedback], case: Case) -> Iterator[Proven]:
    for found in feedback:
        spoken = voice(found, case.desk.words)
        giver = ", ".join(filter(None, [spoken.giver, spoken.relation])) or who(
            found.giver, case.desk.words
        )
        yield Proven("", "voice", giver, NOTHING, found.date, spoken.address, external=False)


def sources(story: Story, first: Figure | None, case: Case, numbers: Numbers) -> tuple[Source, ...]:
    """How we know, in a few words each.

    Args:
        story: the story that is to be believed.
        first: the figure whose source stands first.
        case: the packet's question.
        numbers: the index.
    """
    place, shown = numbers.stories.get(story.ref, 0), figures(story, case.desk.words)
    read = [
        (found != first, Source(said(found.source, story.ref), f"{place}.{count}"))
        for count, found in enumerate(shown, start=1)
        if found.source
    ]
    known = [source for _, source in sorted(read, key=lambda pair: pair[0])]
    known += [
        Source(said(proof.instead or proof.title, story.ref), f"{place}.{count}")
        for count, proof in enumerate(proofs(story, case.desk.links), start=len(shown) + 1)
    ]
    known += [
        Source(said(voice(found, case.desk.words).giver, found.ref), numbers.voices[found.ref])
        for found in case.feedback
        if story.ref in found.about and found.ref in numbers.voices
    ]
    return tuple(known)


def told(figure: Figure) -> str:
    """A figure as one line: "lost orders: 12 → 0.4 %, −97 %"."""
    if figure.instead:
        return f"{figure.measure}: {figure.instead}" if figure.measure else figure.instead
    text = ", ".join(filter(None, [reading(figure), figure.change]))
    return f"{figure.measure}: {text}" if figure.measure and text else figure.measure or text


def reading(figure: Figure) -> str:
    """Both figures with their unit: "12 → 0.4 %"."""
    values = " → ".join(filter(None, [figure.before, figure.after]))
    return f"{values} {figure.unit}".strip() if values else ""
