"""The reader's sheet: what anyone could read once an entry is public, and edits that hide it.

It reads the source as the author wrote it, so that each thing can be marked where it stands.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator

from whyfolio.content.nodes import Mapping, Node, Scalar, Style
from whyfolio.content.shorthand import person
from whyfolio.dataclass import dataclass
from whyfolio.markdown.directives import marks
from whyfolio.markdown.opaque import COMMENT, mask
from whyfolio.model.audience import Audience, narrowest
from whyfolio.model.entry import Entry
from whyfolio.model.fields import (
    Address,
    Field,
    FieldType,
    FilePath,
    Many,
    Record,
    Text,
    fields_of,
)
from whyfolio.model.values import Evidence, Impact, Person
from whyfolio.scaffold.entry import quoted
from whyfolio.scaffold.source import Change, Source
from whyfolio.scaffold.things import things_in
from whyfolio.scaffold.walk import members, pairs_of

_ARROW = {"after": "→ "}
_KINDS: dict[type, str] = {Impact: "figure", Evidence: "link", Person: "name"}
_TELLING = {
    Impact: ("measure", "before", "after", "unit"),
    Evidence: ("url", "file", "title"),
    Person: ("name",),
}
_REWORDED = ("mark", "linked", "braced", "person")
_STRAIGHT = str.maketrans({'"': "”", "{": "(", "}": ")", "\\": "/", "<": "‹", ">": "›"})


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of a thing.

    Attributes:
        line: from 1; ``column`` likewise.
        written: the characters there.
        way: `mark` puts a mark around the words, `linked` behind them, `braced` into the braces
            that they end with, `audience` changes the
            audience that is written there, `person` writes a person out in the long form; ""
            where nothing can be hidden.
        quote: the sign that the sentence around it is quoted with; "" if it is not.
    """

    line: int
    column: int
    written: str
    way: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """One figure, name, link or image that becomes readable, with every place of it."""

    kind: str
    text: str
    spots: tuple[Spot, ...]

    @property
    def can_be_hidden(self) -> bool:
        """Whether each of its places can be marked."""
        return all(spot.way for spot in self.spots)

    @property
    def can_be_reworded(self) -> bool:
        """Whether each of its places can say something else instead."""
        return all(spot.way in _REWORDED for spot in self.spots)


def reader_sheet(source: Source, shape: type[Entry], names: Collection[str]) -> tuple[Thing, ...]:
    """Everything that would become readable to anyone, in the order of the source.

    Args:
        source: the entry's file.
        shape: its kind.
        names: names of people that are known from the whole portfolio.
    """
    pairs, front = pairs_of(source.plain, shape)
    look = _Look(source, names)
    told = [one for field, pair in pairs for one in look.field(field, pair.value)]
    body = _positions(front.body, front.body_line)
    told += look.text(front.body, body)
    found: dict[tuple[str, str], list[Spot]] = {}
    for kind, text, spot in told:
        found.setdefault((kind, text), []).append(spot)
    return tuple(Thing(kind, text, tuple(spots)) for (kind, text), spots in found.items())


def hidden(thing: Thing, words: str = "") -> list[Change]:
    """The changes that leave a thing to reviewers; others read the words instead, if any."""
    said = " ".join(words.translate(_STRAIGHT).split())
    return [
        Change(spot.line, spot.column, len(spot.written), _instead(spot, thing, said))
        for spot in thing.spots
        if spot.way
    ]


def _instead(spot: Spot, thing: Thing, words: str) -> str:
    if spot.way == "audience":
        return Audience.REVIEW.value
    if spot.way == "person":
        parts = {name: quoted(text) for name, text in person(thing.text).items()}
        parts |= {"audience": Audience.REVIEW.value, **({"else": quoted(words)} if words else {})}
        return f"{{{', '.join(f'{name}: {text}' for name, text in parts.items())}}}"
    mark = f'.review else="{words}"' if words else ".review"
    braces = f"{mark} " if spot.way == "braced" else f"{{{mark}}}"
    if spot.quote == '"':
        braces = quoted(braces)[1:-1]
    elif spot.quote:
        braces = braces.replace("'", "''")
    return (f"[{spot.written}]" if spot.way == "mark" else spot.written) + braces


At = Callable[[int], tuple[int, int]]
Told = tuple[str, str, Spot]


def _positions(text: str, first_line: int) -> At:
    starts = [0, *(at + 1 for at, sign in enumerate(text) if sign == "\n")]

    def at(offset: int) -> tuple[int, int]:
        line = bisect_right(starts, offset)
        return first_line + line - 1, offset - starts[line - 1] + 1

    return at


@dataclass(frozen=True, slots=True)
class _Look:
    source: Source
    names: Collection[str]

    def field(self, field: Field, node: Node | None) -> Iterator[Told]:
        """What anyone would read of a field, if its kind of field is for anyone."""
        of = field.type.of if isinstance(field.type, Many) else field.type
        own = isinstance(of, Record) and "audience" in fields_of(of.shape)
        reach = field.ceiling if own else narrowest(field.default, field.ceiling)
        if reach is Audience.PUBLIC:
            for member in members(node):
                if isinstance(of, Record):
                    yield from self._record(member, of, field.default)
                else:
                    yield from self._scalar(member, of)

    def _record(self, node: Node, of: Record, default: Audience) -> Iterator[Told]:
        said = _said(node, "audience")
        if "audience" in fields_of(of.shape):
            audience = said.text if said else default.value
            if audience == Audience.PUBLIC:
                yield self._whole(node, of.shape, said)
        elif isinstance(node, Mapping):
            declared = fields_of(of.shape)
            for pair in node.pairs:
                if pair.key in declared:
                    yield from self.field(declared[pair.key], pair.value)

    def _whole(self, node: Node, shape: type, said: Scalar | None) -> Told:
        """A figure, proof or person with an audience of its own."""
        kind = _KINDS.get(shape, "figure")
        if isinstance(node, Mapping):
            said_of = {name: _said(node, name) for name in _TELLING.get(shape, ())}
            words = [f"{_ARROW.get(name, '')}{word.text}" for name, word in said_of.items() if word]
            text = " ".join(words)
        else:
            text = node.text if isinstance(node, Scalar) else ""
        if said is not None:
            return kind, text, Spot(said.place.line, said.place.column, said.text, "audience")
        written = self._from(node.place.line, node.place.column).rstrip()
        short = isinstance(node, Scalar) and len(node.spans) < 2 and shape is Person  # noqa: PLR2004
        way = "person" if short else ""
        return kind, text, Spot(node.place.line, node.place.column, written, way)

    def _scalar(self, node: Node, of: FieldType) -> Iterator[Told]:
        if not isinstance(node, Scalar):
            return
        if isinstance(of, Text):
            quote = ""
            if node.style is Style.QUOTED:
                quote = self._from(node.place.line, node.place.column)[0]
            yield from self.text(node.text, node.at, quote, prose=of.prose)
        elif isinstance(of, Address | FilePath) and node.text:
            kind = "image" if isinstance(of, FilePath) else "link"
            yield kind, node.text, Spot(node.place.line, node.place.column, node.text, "")

    def text(self, text: str, at: At, quote: str = "", *, prose: bool = True) -> Iterator[Told]:
        """What anyone would read in a sentence or a body."""
        covered = [
            (mark.offset, mark.offset + mark.length)
            for mark in marks(text)
            if mark.audience is not Audience.PUBLIC
        ]
        stretches = mask(text, inline=False).stretches
        covered += [(one.start, one.end) for one in stretches if one.kind == COMMENT]
        code = [(one.start, one.end) for one in stretches if one.kind != COMMENT]
        for found in things_in(text, self.names):
            if any(start <= found.start < end for start, end in covered):
                continue
            line, column = at(found.start)
            written = text[found.start : found.end]
            there = self._from(line, column).startswith(written)
            in_code = any(start <= found.start < end for start, end in code)
            way = found.way if prose and there and not in_code else ""
            yield found.kind, found.text, Spot(line, column, written, way, quote)

    def _from(self, line: int, column: int) -> str:
        return self.source.lines[line - 1][column - 1 :]


def _said(node: Node, name: str) -> Scalar | None:
    if not isinstance(node, Mapping):
        return None
    values = (pair.value for pair in node.pairs if pair.key == name)
    return next((value for value in values if isinstance(value, Scalar)), None)
