"""What a talk is made of: parts that stay or give way whole, and questions where one is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from whyfolio.dataclass import dataclass
from whyfolio.outputs.sentence import NOTHING, Sentence
from whyfolio.outputs.tell.speech import RATE, seconds_of, word_count

STAR = 120  # seconds: an answer in an interview is held for about two minutes


@dataclass(frozen=True, slots=True)
class Length:
    """How long a talk may be, in seconds, and whether it is told as an interview answer."""

    limit: int
    star: bool = False

    def asks(self, least: int) -> bool:
        """Whether a talk of this length should have what talks of so many seconds have."""
        return self.limit >= least


@dataclass(frozen=True, slots=True)
class Part:
    """Sentences that stand or fall together, or the question that is asked instead.

    Attributes:
        name: what it is, as in the order in which parts are kept.
        sentences: as they are spoken.
        question: asked where there are no sentences, in the private view.
        must: whether it is told however short the time is.
        shorter: told instead where the time is too short for ``sentences``.
        half: whether the sentences are only half of it, so that the question stands too.
        needs: the name of a part without which this one makes no sense.
    """

    name: str
    sentences: tuple[Sentence, ...] = ()
    question: Sentence = NOTHING
    must: bool = False
    shorter: tuple[Sentence, ...] = ()
    half: bool = False
    needs: str = ""

    @property
    def count(self) -> int:
        """How many words are said."""
        return sum(word_count(sentence.text) for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Talk:
    """What is said, in its order, and what gave way.

    Attributes:
        parts: each holds sentences or a question.
        limit: the time asked for, in seconds.
        left_out: the names of the parts that gave way.
    """

    parts: tuple[Part, ...]
    limit: int
    left_out: tuple[str, ...] = ()

    @property
    def seconds(self) -> float:
        """How long it takes to say; questions are not said."""
        return seconds_of(sum(part.count for part in self.parts))

    @property
    def too_long(self) -> bool:
        """Whether what must be told alone takes longer than there is time."""
        return self.seconds > self.limit

    @property
    def rate(self) -> int:
        """Words a minute."""
        return RATE

    def sentences(self) -> Iterator[Sentence]:
        """Everything that is said."""
        for part in self.parts:
            yield from part.sentences


def fitted(parts: Sequence[Part], kept_first: Sequence[str], limit: int) -> Talk:
    """The parts that the time holds, in their own order.

    What must be told is told, in its shorter form where the time asks for it. Then parts are
    taken in the order of ``kept_first`` while they fit; one that does not fit is passed over.
    Of parts with one name, none stands where an earlier one does not, and none stands without
    the part that it needs. No sentence is cut.
    """
    must = [part for part in parts if part.must]
    if seconds_of(sum(part.count for part in must)) > limit:
        must = [_shorter(part) for part in must]
    chosen: dict[str, list[Part]] = {}
    for part in must:
        chosen.setdefault(part.name, []).append(part)
    used = sum(part.count for part in must)
    left: list[str] = []
    for name in kept_first:
        taken, full = chosen.setdefault(name, []), False
        for part in (part for part in parts if part.name == name and not part.must):
            bare = bool(part.needs) and not chosen.get(part.needs)
            full = full or bare or seconds_of(used + part.count) > limit
            if not full:
                used += part.count
                taken.append(part)
            elif part.sentences:
                left.append(name)
    return Talk(tuple(_in_order(parts, chosen)), limit, tuple(left))


def _shorter(part: Part) -> Part:
    short = Part(part.name, part.shorter, part.question, must=True)
    return short if part.shorter and short.count < part.count else part


def _in_order(parts: Sequence[Part], chosen: dict[str, list[Part]]) -> Iterator[Part]:
    waiting = {name: list(held) for name, held in chosen.items()}
    for part in parts:
        held = waiting.get(part.name, [])
        if held and (held[0] is part or part.must):
            yield held.pop(0)
