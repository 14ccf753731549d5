"""The story that answers a question: by its competencies, its tags, its kind and its words.

Points: a competency that the question names 5, what sort of story it is 4, a competency whose
meaning shares a word 3, a tag 3, a word in the title 2, any other shared word 1, a word of what
a competency expects a half. A competency that the story names later counts a little less. Of
stories with equal points the one that a stranger could check best is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from whyfolio.dataclass import dataclass
from whyfolio.model.ladder import Competency
from whyfolio.model.work import Story
from whyfolio.outputs.home import strength
from whyfolio.outputs.matching import stems
from whyfolio.outputs.site import Desk

_COMPETENCY, _SORT, _MEANING, _TAG, _TITLE, _WORD, _EXPECTED = 5.0, 4.0, 3.0, 3.0, 2.0, 1.0, 0.5
_LATER = 0.4  # what a competency is worth less that the story names later
_MOST_WORDS = 5

# What of a story answers the words that the catalogue lists under `asked_about`.
_SORTS: Mapping[str, Callable[[Story], bool]] = {
    "incident": lambda story: story.work == "incident",
    "declined": lambda story: story.work == "declined",
    "mentoring": lambda story: story.work == "mentoring" or story.role == "mentor",
    "communication": lambda story: story.work == "communication",
    "glue": lambda story: story.work == "glue",
    "maintenance": lambda story: story.work == "maintenance",
    "first_time": lambda story: story.first_time,
    "led": lambda story: story.role in {"owner", "lead"},
    "decision": lambda story: bool(story.decisions),
    "figures": lambda story: any(impact.after for impact in story.impact),
    "together": lambda story: len(story.people) > 1,
}
_FEW = frozenset(["led", "figures", "together"])  # true of many stories, so worth less


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a story was picked: ``key`` of a phrase, and the words that it is about."""

    key: str
    words: tuple[str, ...]
    points: float


@dataclass(frozen=True, slots=True)
class Answer:
    """The story to tell, and why: its reasons, the weightiest first."""

    story: Story
    reasons: tuple[Reason, ...]

    @property
    def points(self) -> float:
        """How well it answers."""
        return sum(reason.points for reason in self.reasons)


def answer_to(desk: Desk, question: str) -> Answer | None:
    """The story of a view that answers a question best; None where no story shares a word."""
    asked = {stem: word for word in question.split() for stem in stems(word)}
    held = [entry for entry in desk.view.of_kind("story") if isinstance(entry, Story)]
    answers = [Answer(story, _merged(_reasons(desk, story, asked))) for story in held if story.what]
    best = max(answers, key=lambda a: (a.points, strength(a.story, desk)), default=None)
    if best is None or not best.reasons:
        return None
    ranked = sorted(best.reasons, key=lambda reason: -reason.points)
    return Answer(best.story, tuple(ranked))


def _merged(reasons: Iterator[Reason]) -> tuple[Reason, ...]:
    """One reason of each sort, with the words and points of all of them."""
    found: dict[str, Reason] = {}
    for reason in reasons:
        other = found.get(reason.key, Reason(reason.key, (), 0))
        words = tuple(dict.fromkeys((*other.words, *reason.words)))
        found[reason.key] = Reason(reason.key, words, other.points + reason.points)
    return tuple(found.values())


def _reasons(desk: Desk, story: Story, asked: Mapping[str, str]) -> Iterator[Reason]:
    for place, shown in enumerate(story.shows):
        known = _competency(desk, shown.competency)
        if asked.keys() & set(stems(f"{known.title} {known.id} {shown.competency}")):
            yield Reason("competency", (known.title,), _COMPETENCY - place * _LATER)
        elif asked.keys() & set(stems(known.means)):
            yield Reason("meaning", (known.title,), _MEANING - place * _LATER)
        elif shared := asked.keys() & set(stems(_expected(known))):
            yield Reason("meaning", (known.title,), _EXPECTED * len(shared))
    for tag in story.tags:
        if asked.keys() & set(stems(tag)):
            yield Reason("tag", (tag,), _TAG)
    for name, holds in _SORTS.items():
        listed = set(stems(desk.words.text(f"asked_about.{name}")))
        if holds(story) and (meant := [asked[stem] for stem in asked if stem in listed]):
            points = _WORD if name in _FEW else _SORT
            yield Reason(f"sort.{name}", tuple(_bare(word) for word in meant), points)
    yield from _words(story, asked)


def _words(story: Story, asked: Mapping[str, str]) -> Iterator[Reason]:
    titled = asked.keys() & set(stems(story.title))
    told = (story.what, story.why, story.for_whom, story.otherwise, story.short, story.summary)
    texts = (*told, story.body, *(shown.how for shown in story.shows))
    others = (asked.keys() & {stem for text in texts for stem in stems(text)}) - titled
    if titled or others:
        named = [_bare(asked[stem]) for stem in asked if stem in titled | others]
        points = _TITLE * len(titled) + _WORD * len(others)
        yield Reason("words", tuple(named[:_MOST_WORDS]), points)


def _competency(desk: Desk, competency_id: str) -> Competency:
    own = desk.view.own_ladder
    for ladder in (*([own] if own else []), *desk.view.ladders):
        known = ladder.competency(competency_id)
        if known:
            return known
    return Competency(id=competency_id, title=competency_id.replace("-", " "))


def _expected(known: Competency) -> str:
    return " ".join(e.text for _, cell in known.expectations for e in cell)


def _bare(word: str) -> str:
    return word.strip(".,;:!?\"'“”‘’()")
