"""Which box asks for what, and in which words it is told there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from whyfolio.model.ladder import Box, Ladder
from whyfolio.outputs.forms.shapes import Candidate
from whyfolio.outputs.forms.words import joined

WORK = frozenset(["story", "line"])
EVERYTHING = frozenset(["story", "decision", "lesson", "feedback", "line"])
NO_WORK = frozenset(("kind", kind) for kind in ("goal", "lesson", "feedback"))
SPECIFIC = ("competency", "goal", "value")


def top_of(box: Box) -> int:
    """How many entries a box asks for at most; 0 where it does not say."""
    return int(dict(box.select).get("top", "0"))


def wanted(box: Box) -> Mapping[str, tuple[str, ...]]:
    """The selectors of a box: word → its values."""
    words = dict.fromkeys(word for word, _ in box.select if word != "top")
    return {word: tuple(v for w, v in box.select if w == word) for word in words}


def asks_for(box: Box, candidate: Candidate, ladder: Ladder | None) -> bool:
    """Whether a box asks for a candidate: every selector has a value that it meets."""
    asked = wanted(box)
    if "kind" not in asked and candidate.kind not in _kinds(asked):
        return False
    return all(_meets(word, values, candidate, ladder) for word, values in asked.items())


def home(
    candidate: Candidate, boxes: Sequence[Box], ladder: Ladder | None
) -> tuple[Box | None, tuple[Box, ...]]:
    """The box that tells a candidate, and the others that may name it.

    That is the box of the competency that it shows first; else the first box that asks for a
    kind of entry; else the first that asks for it at all. Only boxes with a question of their
    own, about a competency, a goal or a value, name what is told in another.
    """
    asking = [box for box in boxes if asks_for(box, candidate, ladder)]
    if not asking:
        return None, ()
    primary = _first_shown(candidate)
    by_primary = [b for b in asking if primary and _shows(wanted(b), primary, ladder)]
    plain = [box for box in asking if not set(wanted(box)) & set(SPECIFIC)]
    chosen = next(iter([*by_primary, *plain, *asking]))
    others = [box for box in asking if box is not chosen and set(wanted(box)) & set(SPECIFIC)]
    return chosen, tuple(others)


def telling_for(candidate: Candidate, box: Box, *, guest: bool) -> tuple[str, ...]:
    """How a candidate can be told in a box, the fullest first; () where it has no words for it.

    Args:
        candidate: what is told.
        box: where. One that takes more than plain text gets the addresses of proof too.
        guest: whether it is told in another box, so that here it is only named.
    """
    competencies = wanted(box).get("competency", ())
    how = next((how for shown, how in candidate.shows if shown in competencies and how), "")
    if guest:
        if competencies:
            return (joined([f"{candidate.source.title}: {how}"]),) if how else ()
        return tuple(joined(told) for told in candidate.tellings if len(told) == 1)
    return tuple(dict.fromkeys(_tellings(candidate, box, how)))


def _tellings(candidate: Candidate, box: Box, how: str) -> Iterator[str]:
    for place, told in enumerate(candidate.tellings):
        if place == 0 and not box.plain and candidate.proofs:
            yield joined((*told, how, *candidate.proofs))
        if how and len(told) > 1:
            yield joined((*told, how))
        yield joined(told)


def _kinds(asked: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    if "competency" in asked:
        return WORK | {"feedback"}
    return WORK if asked else EVERYTHING


def _meets(word: str, values: Sequence[str], candidate: Candidate, ladder: Ladder | None) -> bool:
    if any((word, value) in candidate.topics for value in values):
        return True
    if word == "kind":
        return candidate.kind in values or (
            candidate.kind == "line" and _is_plain_work(candidate, values)
        )
    if word == "competency":
        return any(_shows({word: tuple(values)}, shown, ladder) for shown, _ in candidate.shows)
    own = {candidate.source.ref} if word == "goal" else set()
    return bool(set(values) & (set(candidate.serves) | own))


def _is_plain_work(candidate: Candidate, kinds: Sequence[str]) -> bool:
    """A line counts as a story unless something says that it is of another kind."""
    return "story" in kinds and not candidate.topics & NO_WORK


def _first_shown(candidate: Candidate) -> str:
    return next((shown for shown, _ in candidate.shows), "")


def _shows(asked: Mapping[str, tuple[str, ...]], shown: str, ladder: Ladder | None) -> bool:
    """Whether a box asks for a competency, by its own id or by one that the ladder covers."""
    values = asked.get("competency", ())
    if shown in values:
        return True
    own = ladder.competency(shown) if ladder else None
    return own is not None and any(ladder and ladder.competency(value) is own for value in values)
