"""The sections of a packet: one competency each, then the work that shows none by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from whyfolio.dataclass import dataclass
from whyfolio.model.growth import Feedback
from whyfolio.model.ladder import Competency
from whyfolio.model.values import Shows
from whyfolio.model.work import Decision, Story
from whyfolio.names import slugify
from whyfolio.outputs.addresses import address_of
from whyfolio.outputs.cards import figures, proofs, voice, who
from whyfolio.outputs.packet.case import Case
from whyfolio.outputs.packet.index import Numbers, sources
from whyfolio.outputs.packet.shapes import Expected, Judgment, PacketClaim, Section, Words
from whyfolio.outputs.packet.text import Divided
from whyfolio.outputs.sentence import Sentence, said
from whyfolio.outputs.shapes import Body, Link

FURTHER = "further-work"


@dataclass(frozen=True, slots=True)
class Topic:
    """A competency that the packet speaks of, its stories, and what was said about it."""

    competency: Competency
    stories: tuple[Story, ...]
    said: tuple[Feedback, ...]


def topics(case: Case, text: Divided) -> tuple[Topic, ...]:
    """The competencies with a claim or with words of the author's; a bare one is left out."""
    written = {competency for competency, _ in text.under}
    found = []
    for competency in case.competencies:
        stories = tuple(story for story in case.ordered if case.shown(story, competency.id))
        if stories or competency.id in written:
            said = tuple(f for f in case.feedback if _speaks_of(f, competency.id, stories, case))
            found.append(Topic(competency, stories, said))
    return tuple(found)


def _speaks_of(
    feedback: Feedback, competency_id: str, stories: Sequence[Story], case: Case
) -> bool:
    named = {case.competency_id(name) for name in feedback.competencies}
    return competency_id in named or any(story.ref in feedback.about for story in stories)


def further(case: Case) -> tuple[Story, ...]:
    """The stories that count and show no competency by name."""
    return tuple(story for story in case.ordered if not story.shows)


@dataclass(frozen=True, slots=True)
class Homes:
    """The section that tells each story, decision and voice in full; others name it in short."""

    stories: Mapping[str, Competency]
    decisions: Mapping[str, str]
    voices: Mapping[str, str]


def homes(case: Case, found: Sequence[Topic]) -> Homes:
    """The first section each belongs to; for a voice, the first of those that it speaks of."""
    stories: dict[str, Competency] = {}
    decisions: dict[str, str] = {}
    voices: dict[str, str] = {}
    sectioned = {topic.competency.id for topic in found}
    for topic in found:
        own = topic.competency.id
        for story in topic.stories:
            stories.setdefault(story.ref, topic.competency)
        for decision in _decisions(topic.stories, case):
            decisions.setdefault(decision.ref, own)
        for feedback in topic.said:
            named = {case.competency_id(name) for name in feedback.competencies} & sectioned
            if not named or own in named:
                voices.setdefault(feedback.ref, own)
    return Homes(stories, decisions, voices)


def sections(
    case: Case, found: Sequence[Topic], text: Divided, numbers: Numbers, told: Homes
) -> tuple[Section, ...]:
    """A section for each topic, in the ladder's order."""
    return tuple(_section(case, topic, text, numbers, told) for topic in found)


def _section(case: Case, topic: Topic, text: Divided, numbers: Numbers, told: Homes) -> Section:
    competency, own = topic.competency, topic.competency.id
    at_level, before = competency.at(case.level), competency.at(case.from_level)
    present = {expectation.text for expectation in before}
    decided = _decisions(topic.stories, case)
    full = [found for found in decided if told.decisions[found.ref] == own]
    new = [found for found in topic.said if told.voices[found.ref] == own]
    return Section(
        title=competency.title,
        anchor=anchor_of(competency),
        theme=competency.theme,
        means=case.expects(competency.means),
        expected=tuple(
            Expected(case.expects(e.text), bool(present) and e.text not in present)
            for e in at_level
        ),
        before=tuple(case.expects(e.text) for e in before)
        if at_level and case.level != case.from_level
        else (),
        body=Body(text.of(own)),
        claims=tuple(
            packet_claim(case, story, competency, numbers, told) for story in topic.stories
        ),
        judgments=tuple(_judgment(decision, case) for decision in full),
        judged=tuple(Link(d.title, address_of(d)) for d in decided if d not in full),
        words=words(new, numbers, case),
        quoted=words([f for f in topic.said if f not in new], numbers, case),
        verdict=case.verdicts.get(own),
    )


def anchor_of(competency: Competency) -> str:
    """The id of a competency's section."""
    return f"on-{slugify(competency.id)}"


def claim_anchor(story: Story, competency: Competency | None) -> str:
    """The id of a story's claim in a competency's section, or in the further work."""
    section = anchor_of(competency) if competency else FURTHER
    return f"{section}--{story.slug}"


def packet_claim(
    case: Case, story: Story, competency: Competency | None, numbers: Numbers, told: Homes
) -> PacketClaim:
    """A story as the case for one competency, or for none by name."""
    shown = case.shown(story, competency.id) if competency else None
    home = told.stories.get(story.ref)
    elsewhere = home if home and competency and home.id != competency.id else None
    level = shown.level if shown else ""
    return PacketClaim(
        title=story.title,
        address=address_of(story),
        ref=story.ref,
        anchor=claim_anchor(story, competency),
        number=numbers.stories.get(story.ref, 0),
        role=story.role,
        scope=story.scope,
        when=story.date,
        level=case.level_title(level) if level != case.level else "",
        what=said(story.what, story.ref),
        why=said(story.why, story.ref),
        how=said(shown.how if shown else "", story.ref),
        otherwise=said(story.otherwise, story.ref),
        cost=said(story.cost, story.ref),
        meets=_meets(case, shown) if shown else (),
        for_whom=said(story.for_whom, story.ref),
        people=tuple(filter(None, (who(person, case.desk.words) for person in story.people))),
        first_time=story.first_time,
        figures=figures(story, case.desk.words),
        proofs=proofs(story, case.desk.links),
        voices=tuple(
            voice(found, case.desk.words) for found in case.feedback if story.ref in found.about
        ),
        known=sources(story, None, case, numbers),
        in_full=Link(elsewhere.title, f"#{claim_anchor(story, elsewhere)}") if elsewhere else None,
    )


def _meets(case: Case, shown: Shows) -> tuple[Sentence, ...]:
    competency = case.competency(case.competency_id(shown.competency))
    texts = {e.id: e.text for _, cell in competency.expectations for e in cell}
    return tuple(case.expects(texts[name]) for name in shown.meets if name in texts)


def _decisions(stories: Sequence[Story], case: Case) -> list[Decision]:
    refs = dict.fromkeys(ref for story in stories for ref in story.decisions)
    held = (case.desk.view.by_ref.get(ref) for ref in refs)
    return [decision for decision in held if isinstance(decision, Decision)]


def _judgment(decision: Decision, case: Case) -> Judgment:
    outcome, words_of = decision.outcome, case.desk.words.word
    replaced = decision.ref in case.desk.view.superseded_by
    return Judgment(
        title=decision.title,
        address=address_of(decision),
        when=decision.date,
        status="superseded" if replaced else decision.status,
        what=said(decision.what, decision.ref),
        why=said(decision.why, decision.ref),
        confidence=decision.confidence,
        outcome=said(outcome.note if outcome else "", decision.ref),
        outcome_when=outcome.date if outcome else None,
        result=words_of("result", outcome.result) if outcome else "",
        process=words_of("process", outcome.process) if outcome else "",
        revisit=None if outcome else decision.revisit,
    )


def words(feedback: Sequence[Feedback], numbers: Numbers, case: Case) -> tuple[Words, ...]:
    """Quotes with their numbers in the index."""
    return tuple(
        Words(
            quote=said(found.quote, found.ref),
            question=said(found.question, found.ref),
            voice=voice(found, case.desk.words),
            number=numbers.voices.get(found.ref, ""),
        )
        for found in feedback
    )
