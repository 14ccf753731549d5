"""What is likely to be objected to a case, with the answer and its proof.

Three sources, in this order: the gaps that the packet names; feedback that was followed by an
action; competencies of which little is told. Each is told by what there is, never graded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from whyfolio.dataclass import dataclass
from whyfolio.dates import When
from whyfolio.model.growth import Action, Feedback
from whyfolio.model.ladder import Competency, Rule
from whyfolio.model.work import Story
from whyfolio.outputs.cards import figures, proofs, voice, who
from whyfolio.outputs.handout.room import line_of, shared, within_cell
from whyfolio.outputs.matching import overlap
from whyfolio.outputs.packet.case import Case
from whyfolio.outputs.packet.index import reading
from whyfolio.outputs.sentence import NOTHING, Sentence, said

OBJECTIONS = 4

# The printed cells, as manager.css lays them out: em of a line, and lines of the region.
LEFT_WIDE, RIGHT_WIDE, SOURCE_WIDE, LINES = 18.5, 31.0, 34.0, 17


@dataclass(frozen=True, slots=True)
class Objection:
    """What may be said against the case, and what there is to say.

    Attributes:
        about: the competency it is about, as the ladder calls it.
        said: the objection.
        giver: who said it, "" where it is the author's own wording.
        when: when it was said.
        answer: what is done about it, or what came of that.
        shown: a sentence that shows the answer.
        source: how that is known.
        quoted: whether ``said`` and ``shown`` are somebody else's words.
    """

    about: str
    said: Sentence
    giver: str
    when: When | None
    answer: Sentence
    shown: Sentence
    source: Sentence
    quoted: bool = False


def objections(case: Case) -> tuple[Objection, ...]:
    """The likeliest objections, each within its cell."""
    named = list(_from_gaps(case))
    covered = {case.competency_id(gap.competency) for gap in case.entry.gaps if gap.competency}
    heard = list(_from_feedback(case, covered))
    little = list(_from_counts(case, covered))
    found = [*named, *heard, *little][:OBJECTIONS]
    return tuple(_within(objection, len(found)) for objection in found)


def _within(objection: Objection, count: int) -> Objection:
    lines = shared(LINES, count, (9, 8, 5, 4))
    proof = (1 if count == OBJECTIONS else 2) if objection.shown else 0
    answer = lines - proof - bool(objection.source)
    return replace(
        objection,
        about=line_of(objection.about, LEFT_WIDE),
        said=within_cell(objection.said, LEFT_WIDE, lines - 1 - bool(objection.giver)),
        giver=line_of(objection.giver, LEFT_WIDE),
        answer=within_cell(objection.answer, RIGHT_WIDE, max(1, answer)),
        shown=within_cell(objection.shown, RIGHT_WIDE, max(1, proof)),
        source=within_cell(objection.source, SOURCE_WIDE, 1),
    )


# --- the gaps that the author names ------------------------------------------------------------


def _from_gaps(case: Case) -> Iterator[Objection]:
    told: list[Story] = []
    for gap in case.entry.gaps:
        if not (gap.seen_as or gap.plan):
            continue
        known = case.competency(case.competency_id(gap.competency)) if gap.competency else None
        story = _best(case, known, f"{gap.seen_as} {gap.plan}", told) if known else None
        told += [story] if story else []
        shown, source = _proof(case, story, known)
        yield Objection(
            about=known.title if known else "",
            said=said(gap.seen_as, case.entry.ref),
            giver="",
            when=None,
            answer=said(gap.plan, case.entry.ref),
            shown=shown,
            source=source,
        )


def _best(case: Case, known: Competency, about: str, told: Sequence[Story]) -> Story | None:
    """The story that answers best: not told yet, most words in common, strongest."""
    found = [story for story in case.ordered if case.shown(story, known.id)]
    ranked = sorted(found, key=lambda story: (story in told, -_common(story, known, about, case)))
    return next(iter(ranked), None)


def _common(story: Story, known: Competency, about: str, case: Case) -> int:
    shown = case.shown(story, known.id)
    text = (story.title, story.what, shown.how if shown else "", *story.tags)
    return overlap(about, " ".join(text))


def _proof(case: Case, story: Story | None, known: Competency | None) -> tuple[Sentence, Sentence]:
    """How a story shows it, and how that is known."""
    if story is None:
        return NOTHING, NOTHING
    shown = case.shown(story, known.id) if known else None
    text = (shown.how if shown else "") or story.short or story.what
    ways = [f"{story.title}: {way}" for way in _known(case, story)]
    whole = (way for way in ways if line_of(way, SOURCE_WIDE) == way)
    return said(text, story.ref), said(next(whole, story.title), story.ref)


def _known(case: Case, story: Story) -> Iterator[str]:
    """Figures with their source, artefacts, who spoke of it; in full and then shorter."""
    for figure in figures(story, case.desk.words):
        told = figure.instead or reading(figure) or figure.headline
        if told:
            measured = f"{told} {figure.measure}".strip()
            yield ", ".join(filter(None, [measured, figure.source]))
            yield measured
            yield figure.source or told
    for proof in proofs(story, case.desk.links):
        yield proof.instead or proof.title
    for spoken in case.feedback:
        if story.ref in spoken.about and spoken.giver:
            yield who(spoken.giver, case.desk.words)


# --- feedback on which the author acted --------------------------------------------------------


def _from_feedback(case: Case, covered: set[str]) -> Iterator[Objection]:
    """Words that an action followed, the newest first; what came of it is the answer."""
    for spoken in case.feedback:
        about = [case.competency_id(name) for name in spoken.competencies]
        answered = _answer(case, spoken)
        if not answered or covered & set(about):
            continue
        later = _later(case, spoken)
        covered |= set(about)
        yield Objection(
            about=case.competency(about[0]).title if about else "",
            said=said(spoken.quote, spoken.ref),
            giver=_giver(spoken, case),
            when=spoken.date,
            answer=answered,
            shown=said(later.quote, later.ref) if later else NOTHING,
            source=said(_dated(case, later), later.ref) if later else NOTHING,
            quoted=True,
        )


def _answer(case: Case, spoken: Feedback) -> Sentence:
    """What came of the newest action that has an outcome, else what the open one is.

    An action that was due before the words were said is no answer to them.
    """
    held = [case.desk.view.by_ref.get(ref) for ref in spoken.actions]
    actions = [a for a in held if isinstance(a, Action) and _follows(a, spoken)]
    for action in reversed(actions):
        if action.outcome and action.status == "done":
            return said(action.outcome, action.ref)
    return said(actions[-1].title, actions[-1].ref) if actions else NOTHING


def _follows(action: Action, spoken: Feedback) -> bool:
    day = action.due or action.date
    return day is None or spoken.date is None or day.last >= spoken.date.first


def _later(case: Case, spoken: Feedback) -> Feedback | None:
    """What the same person said later about the same question or competency."""
    if not (spoken.giver and spoken.giver.name and spoken.date):
        return None
    for other in case.feedback:
        same = other.giver is not None and other.giver.name == spoken.giver.name
        about = set(other.competencies) & set(spoken.competencies)
        asked = bool(spoken.question) and other.question == spoken.question
        later = other.date is not None and other.date.first > spoken.date.last
        if same and later and (about or asked):
            return other
    return None


def _giver(spoken: Feedback, case: Case) -> str:
    heard = voice(spoken, case.desk.words)
    return ", ".join(filter(None, [heard.giver, heard.relation]))


def _dated(case: Case, spoken: Feedback) -> str:
    return ", ".join(filter(None, [_giver(spoken, case), case.desk.words.when(spoken.date)]))


# --- competencies of which little is told ------------------------------------------------------


def _from_counts(case: Case, covered: set[str]) -> Iterator[Objection]:
    """What the level asked for expects and few stories speak of, fewest first.

    Told by counts; by verdicts only where the packet opens them to its readers.
    """
    rule = case.ladder.rule if case.ladder else Rule()
    reasons = {case.competency_id(n.competency): n.reason for n in case.entry.not_applicable}
    asked = [c for c in case.competencies if c.at(case.level) and c.id not in covered]
    found = [(known, [s for s in case.ordered if case.shown(s, known.id)]) for known in asked]
    for known, stories in sorted(found, key=lambda pair: len(pair[1])):
        verdict = case.verdicts.get(known.id)
        reason = said(reasons.get(known.id, ""), case.entry.ref)
        if reason and not stories:
            label = _phrase(case, "packet.not_applicable")
            yield Objection(known.title, label, "", None, reason, NOTHING, NOTHING)
        elif verdict and known.id not in reasons and (verdict.reasons or not stories):
            yield _counted(case, known, stories, verdict.told)
        elif stories and len(stories) < rule.stories:
            key = f"manager.rests_on.{'one' if len(stories) == 1 else 'many'}"
            text = case.desk.words.text(key, n=len(stories))
            yield _counted(case, known, stories, Sentence(text, phrase=key))


def _counted(case: Case, known: Competency, stories: Sequence[Story], told: Sentence) -> Objection:
    shown, source = _proof(case, stories[0] if stories else None, known)
    return Objection(known.title, told, "", None, shown, NOTHING, source)


def _phrase(case: Case, key: str) -> Sentence:
    return Sentence(case.desk.words.text(key), phrase=key)
