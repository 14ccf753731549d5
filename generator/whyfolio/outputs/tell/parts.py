"""The parts of one story as they are told: the author's sentences, joined by a few phrases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from whyfolio.model.audience import Audience
from whyfolio.model.growth import Feedback
from whyfolio.model.values import Impact
from whyfolio.model.work import Decision, Lesson, Position, Story
from whyfolio.outputs.cards import who
from whyfolio.outputs.sentence import NOTHING, Sentence
from whyfolio.outputs.site import Desk
from whyfolio.outputs.tell.paragraphs import paragraphs
from whyfolio.outputs.tell.shapes import Length, Part
from whyfolio.outputs.tell.speech import lines, spoken, spoken_when

SHORT, MIDDLE, LONG = 0, 90, 300  # seconds from which on a missing part is asked for


class Teller:
    """Says what a view holds: its sentences as they are spoken, its phrases with slots filled."""

    def __init__(self, desk: Desk, length: Length) -> None:
        self.desk = desk
        self.length = length
        self.words = desk.words

    def own(self, text: str, *refs: str) -> tuple[Sentence, ...]:
        """The author's sentences."""
        return tuple(Sentence(line, refs) for line in lines(text, self.words))

    def phrase(self, key: str, *refs: str, **slots: object) -> tuple[Sentence, ...]:
        """A phrase of the catalogue, its slots filled with the author's words."""
        told = lines(self.words.text(key, **slots), self.words)
        return tuple(Sentence(line, refs, key) for line in told)

    def ask(self, name: str, path: str, least: int = SHORT, *, field: str = "") -> Sentence:
        """The question for something missing, for the author alone."""
        private = self.desk.view.audience is Audience.PRIVATE
        if not (private and self.length.asks(least)):
            return NOTHING
        question, key = self.words.text(f"tell.missing.{name}"), "tell.missing.empty"
        text = self.words.text(key, question=question, field=field or name, path=path)
        return Sentence(text, phrase=key)


def story_parts(teller: Teller, story: Story) -> dict[str, list[Part]]:
    """All parts of a story by name; what is empty and not asked for is absent."""
    made = [
        *_claim(teller, story),
        *_around(teller, story),
        *_figures(teller, story),
        *_beyond(teller, story),
        *_linked(teller, story),
        *_texts(teller, story),
    ]
    found: dict[str, list[Part]] = {}
    for part in settled(made):
        found.setdefault(part.name, []).append(part)
    return found


def settled(made: Iterable[Part]) -> Iterator[Part]:
    """The parts, with a question only where nothing is said; an empty part is left out."""
    for part in made:
        if part.sentences and part.question and not part.half:
            yield replace(part, question=NOTHING)
        elif part.sentences or part.question:
            yield part


def _claim(teller: Teller, story: Story) -> Iterator[Part]:
    what = teller.own(story.what or story.short, story.ref)
    short = teller.own(story.short, story.ref)
    yield Part("what", what, teller.ask("what", story.path), must=True, shorter=short)
    why = teller.own(story.why, story.ref)
    yield Part("why", why, teller.ask("why", story.path), must=True)


def _around(teller: Teller, story: Story) -> Iterator[Part]:
    ref = story.ref
    held = teller.desk.view.by_ref.get(story.position)
    place = held.organisation if isinstance(held, Position) else ""
    if story.date and story.date.first <= teller.desk.view.today:
        when = spoken_when(story.date, teller.words)
        key = "tell.setting" if place else "tell.setting_when"
        yield Part("setting", teller.phrase(key, ref, organisation=place, when=when))
    role = teller.phrase(f"tell.role.{story.role}", ref) if story.role else ()
    yield Part("role", role, teller.ask("role", story.path))
    people = [spoken(who(person, teller.words), teller.words) for person in story.people]
    if named := [person for person in people if person]:
        yield Part("people", teller.phrase("tell.people", ref, people=_listed(teller, named)))
    better = teller.phrase("tell.for", ref, text=story.for_whom) if story.for_whom else ()
    least = SHORT if teller.length.star else MIDDLE
    yield Part("for", better, teller.ask("for", story.path, least))


def _listed(teller: Teller, names: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *head, tail = names
    return f"{', '.join(head)} {teller.words.text('say.and')} {tail}" if head else tail


# --- figures and how they are known ------------------------------------------------------------


def _figures(teller: Teller, story: Story) -> Iterator[Part]:
    told = [impact for impact in story.impact if figure(teller, impact, story.ref)]
    for place, impact in enumerate(told):
        name = "figure" if place == 0 else "figures"
        yield Part(name, figure(teller, impact, story.ref))
    if not told:
        yield Part("figure", (), teller.ask("impact", story.path))
    yield _known(teller, story, told[0].source if told else "")


def figure(teller: Teller, impact: Impact, ref: str) -> tuple[Sentence, ...]:
    """What became different, and how sure that is; () where nothing is said."""
    told = _figure(teller, impact, ref)
    if told and impact.certainty in {"estimated", "order of magnitude"}:
        told += teller.phrase(f"tell.{impact.certainty.replace(' ', '_')}", ref)
    return told


def _figure(teller: Teller, impact: Impact, ref: str) -> tuple[Sentence, ...]:
    measure, key = impact.measure, ""
    before, after = _amount(impact.before, impact), _amount(impact.after, impact)
    change = impact.shown_change
    if impact.instead:
        key = "figure_instead"
    elif before and after:
        key = "figure"
    elif after or before:
        key = "figure_after" if after else "figure_before"
    elif change:
        key = "figure_down" if change[0] == "−" else "figure_up"
    if not (key and measure):
        return teller.own(impact.instead or measure, ref)
    slots = {"before": before, "after": after, "amount": change[1:], "text": impact.instead}
    return teller.phrase(f"tell.{key}", ref, measure=measure, **slots)


def _amount(value: str, impact: Impact) -> str:
    """A figure with its unit, where neither the figure nor the measure says it already."""
    unit = impact.unit.strip()
    named = unit and (unit in value or (unit.isalpha() and unit in impact.measure.split()))
    return value if not value or not unit or named else f"{value} {unit}"


def _known(teller: Teller, story: Story, source: str) -> Part:
    """How we know: the figure's source, else the first artefact, else somebody's words."""
    if source:
        return Part("known", teller.phrase("tell.known", story.ref, source=source))
    for evidence in story.evidence:
        text = evidence.instead or evidence.title
        if text:
            return Part("known", teller.phrase("tell.evidence", story.ref, text=text))
    heard = bool(_feedback(teller, story)) or bool(story.evidence)
    return Part("known", (), NOTHING if heard else teller.ask("evidence", story.path))


# --- what else is told -------------------------------------------------------------------------


def _beyond(teller: Teller, story: Story) -> Iterator[Part]:
    for name, text, least in (
        ("otherwise", story.otherwise, MIDDLE),
        ("cost", story.cost, LONG),
    ):
        told = teller.phrase(f"tell.{name}", story.ref, text=text) if text else ()
        yield Part(name, told, teller.ask(name, story.path, least))
    for shown in story.shows:
        yield Part("shows", teller.own(shown.how, story.ref))


def _linked(teller: Teller, story: Story) -> Iterator[Part]:
    by_ref = teller.desk.view.by_ref
    for ref in story.decisions:
        decision = by_ref.get(ref)
        if isinstance(decision, Decision) and decision.what:
            yield Part("decision", _decision(teller, decision))
    for spoken_of in _feedback(teller, story):
        giver = who(spoken_of.giver, teller.words)
        if giver:
            quote = f"“{spoken_of.quote}”"
            sentences = teller.phrase("tell.voice", spoken_of.ref, giver=giver, text=quote)
            yield Part("voice", sentences)
    for ref in teller.desk.view.backlinks.get(story.ref, ()):
        lesson = by_ref.get(ref)
        if isinstance(lesson, Lesson) and story.ref in lesson.learned_from and lesson.what:
            sentences = teller.phrase("tell.lesson", ref, text=lesson.what)
            yield Part("lesson", sentences + teller.own(lesson.changed, ref))


def _decision(teller: Teller, decision: Decision) -> tuple[Sentence, ...]:
    told = teller.phrase("tell.decision", decision.ref, text=decision.what)
    told += teller.own(decision.why, decision.ref)
    if decision.confidence is not None:
        told += teller.phrase("tell.sure", decision.ref, n=decision.confidence)
    return told


def _feedback(teller: Teller, story: Story) -> list[Feedback]:
    """What others said about a story and agreed to have told."""
    sources = teller.desk.view.backlinks.get(story.ref, ())
    held = [teller.desk.view.by_ref[ref] for ref in sources]
    said = [f for f in held if isinstance(f, Feedback) and story.ref in f.about]
    return [feedback for feedback in said if feedback.quote and feedback.consent]


def _texts(teller: Teller, story: Story) -> Iterator[Part]:
    """The paragraphs of the body; tables, lists, quotes and code are not told."""
    for text in paragraphs(teller.desk.links.body(story).html):
        yield Part("text", teller.own(text, story.ref))
