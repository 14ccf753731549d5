"""The sections of a brag document, for the entries of one employer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from whyfolio.dates import When
from whyfolio.model.entry import Entry
from whyfolio.model.growth import Feedback
from whyfolio.model.work import Decision, Lesson, Story
from whyfolio.outputs.addresses import address_of
from whyfolio.outputs.brag.grouping import in_page, shelves
from whyfolio.outputs.brag.shapes import (
    Bare,
    By,
    Companion,
    Decided,
    Document,
    Heard,
    Later,
    Learned,
    NotDone,
    Part,
)
from whyfolio.outputs.cards import figure, proof, voice, who
from whyfolio.outputs.packet.index import told
from whyfolio.outputs.sentence import NOTHING, said
from whyfolio.outputs.shapes import Link
from whyfolio.outputs.site import Desk

TOGETHER = frozenset(["glue", "mentoring", "communication"])
FOR_OTHERS = frozenset(["reviewer", "mentor"])
DOCUMENTS = frozenset(["document", "code", "talk"])
NOT_DONE = frozenset(["stop", "not built"])


def part(desk: Desk, heading: Link, when: When, entries: Sequence[Entry], by: By) -> Part:
    """All sections for some entries.

    Args:
        desk: the view and what its outputs share.
        heading: the position, where the period has several employers.
        when: the period.
        entries: what the period holds of this employer, and what had an outcome in it.
        by: what the stories are laid under.
    """
    dated = [entry for entry in entries if entry.date and when.covers(entry.date.last)]
    stories = [entry for entry in dated if isinstance(entry, Story)]
    declined = [story for story in stories if _is_declined(story)]
    whole = [story for story in stories if story.why and story not in declined]
    decisions = [entry for entry in dated if isinstance(entry, Decision)]
    stopped = [decision for decision in decisions if decision.type in NOT_DONE]
    return Part(
        title=heading.title,
        address=heading.address,
        shelves=shelves(desk, whole, by),
        together=tuple(_with_others(story, desk) for story in whole if _is_with_others(story)),
        companions=_companions(whole, desk),
        decisions=tuple(_decided(found, desk) for found in decisions if found not in stopped),
        documents=tuple(document for story in stories for document in _documents(story, desk)),
        lessons=tuple(_learned(entry) for entry in dated if isinstance(entry, Lesson)),
        outcomes=tuple(
            later
            for entry in entries
            if entry not in whole  # its figures stand with it already
            for later in _outcomes(entry, when, desk)
        ),
        feedback=tuple(_heard(e, desk) for e in dated if isinstance(e, Feedback) and e.quote),
        not_done=(*map(_not_done, declined), *map(_not_done, stopped)),
        bare=tuple(
            Bare(story.title, address_of(story), said(story.what, story.ref), story.date)
            for story in stories
            if not story.why and story not in declined
        ),
    )


def matured(entry: Entry, when: When, desk: Desk) -> bool:
    """Whether an outcome of the entry was filled in during the period."""
    return any(True for _ in _outcomes(entry, when, desk))


def _is_declined(story: Story) -> bool:
    return story.work == "declined" and bool(story.why or story.otherwise)


def _is_with_others(story: Story) -> bool:
    return story.work in TOGETHER or story.role in FOR_OTHERS


def _with_others(story: Story, desk: Desk) -> Link:
    """The story by name with its people; it stands in full among the others."""
    people = ", ".join(filter(None, (who(person, desk.words) for person in story.people)))
    return Link(story.title, in_page(story).address, note=people)


def _companions(stories: Sequence[Story], desk: Desk) -> tuple[Companion, ...]:
    """Everybody who is named with the stories, those of most stories first."""
    found: dict[str, list[Story]] = {}
    roles: dict[str, str] = {}
    for story in stories:
        for person in story.people:
            name = who(person, desk.words)
            if name and story not in found.setdefault(name, []):
                found[name].append(story)
            roles[name] = roles.get(name) or (person.role if name == person.name else "")
    ordered = sorted(found.items(), key=lambda pair: -len(pair[1]))
    return tuple(
        Companion(name, roles[name], tuple(in_page(story) for story in of)) for name, of in ordered
    )


def _heard(feedback: Feedback, desk: Desk) -> Heard:
    quote, question = said(feedback.quote, feedback.ref), said(feedback.question, feedback.ref)
    return Heard(quote, question, voice(feedback, desk.words))


def _decided(decision: Decision, desk: Desk) -> Decided:
    replaced = decision.ref in desk.view.superseded_by
    return Decided(
        title=decision.title,
        address=address_of(decision),
        when=decision.date,
        status="superseded" if replaced else decision.status,
        type=decision.type,
        what=said(decision.what, decision.ref),
        why=said(decision.why, decision.ref),
        confidence=decision.confidence,
    )


def _documents(story: Story, desk: Desk) -> Iterator[Document]:
    """What can be opened of a story, with the goal behind it."""
    for evidence in story.evidence:
        if evidence.kind in DOCUMENTS:
            yield Document(proof(story, evidence, desk.links), _place(story))


def _place(story: Story) -> Link:
    stands_here = story.why and not _is_declined(story)
    return in_page(story) if stands_here else Link(story.title, address_of(story))


def _learned(lesson: Lesson) -> Learned:
    return Learned(
        title=lesson.title,
        address=address_of(lesson),
        when=lesson.date,
        what=said(lesson.what, lesson.ref),
        why=said(lesson.why, lesson.ref),
        changed=said(lesson.changed, lesson.ref),
    )


def _outcomes(entry: Entry, when: When, desk: Desk) -> Iterator[Later]:
    """Figures read after a story's last day, and how decisions turned out, in the period."""
    link = Link(entry.title, address_of(entry))
    if isinstance(entry, Story) and entry.date:
        for impact in entry.impact:
            read = impact.when
            if read and when.covers(read.last) and entry.date.last < read.last:
                line = said(told(figure(impact, desk.words)), entry.ref)
                source = said(impact.source, entry.ref)
                yield Later(link, read, line, source, "", "", NOTHING)
    outcome = entry.outcome if isinstance(entry, Decision) else None
    if outcome and outcome.date and when.covers(outcome.date.last):
        word = desk.words.word
        result, process = word("result", outcome.result), word("process", outcome.process)
        note = said(outcome.note, entry.ref)
        yield Later(link, outcome.date, NOTHING, NOTHING, result, process, note)


def _not_done(entry: Story | Decision) -> NotDone:
    return NotDone(
        title=entry.title,
        address=address_of(entry),
        when=entry.date,
        what=said(entry.what, entry.ref),
        why=said(entry.why, entry.ref),
        otherwise=said(entry.otherwise, entry.ref) if isinstance(entry, Story) else NOTHING,
        cost=said(entry.cost, entry.ref) if isinstance(entry, Story) else NOTHING,
    )
