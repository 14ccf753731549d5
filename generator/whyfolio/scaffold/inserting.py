"""The ways to write an answer into a front matter: a line, a member more, a part of a record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from whyfolio.content.blocks import read_value
from whyfolio.content.faults import Faults
from whyfolio.content.lines import Line, RawField, cut_fields
from whyfolio.content.nodes import Scalar
from whyfolio.content.shorthand import FORMS, Parts
from whyfolio.dataclass import dataclass
from whyfolio.model.entry import Entry
from whyfolio.model.fields import Many, Record, fields_of
from whyfolio.scaffold.edit import parts_of, with_field
from whyfolio.scaffold.entry import written
from whyfolio.scaffold.rejoined import rejoined
from whyfolio.scaffold.source import Change, FrontLines, Source

Steps = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered.

    Attributes:
        steps: the field. A list takes the answer as one more member. Inside a record follow its
            field, with the member's number before it where there are several.
        text: the answer, as it was typed.
    """

    steps: Steps
    text: str

    @property
    def name(self) -> str:
        """The entry's field."""
        return str(self.steps[0])


@dataclass(frozen=True, slots=True)
class _Part:
    """One field of a record, as it is to be written."""

    name: str
    words: str
    record: Record

    @property
    def value(self) -> str:
        return written(fields_of(self.record.shape)[self.name].type, self.words)

    @property
    def line(self) -> str:
        return f"{self.name}: {self.value}"


def ways(raw: bytes, shape: type[Entry], answer: Answer, path: Path) -> Iterator[bytes]:
    """The file with the answer in it, the likeliest form first."""
    text, front = parts_of(raw, path)
    field, declared = front.field(answer.name), fields_of(shape)[answer.name]
    words = " ".join(answer.text.split())
    spoken = _spoken(field)
    if len(answer.steps) > 1:
        yield from _inside(text, front, shape, answer)
    elif field is None:
        line = f"{answer.name}: {written(declared.type, words)}"
        yield text.with_line(place_for(front, answer.name, shape), line).raw
    elif not spoken or not isinstance(declared.type, Many):
        yield with_field(raw, answer.name, written(declared.type, words), path)
    else:
        yield _with_member(text, field, written(declared.type, words)).raw


def _with_member(text: Source, field: RawField, member: str) -> Source:
    """A list with one more member; a single value becomes a list of two."""
    spoken = _spoken(field)
    first, last = spoken[0], spoken[-1]
    after = last.number + 1
    if first.is_dash:
        lead = text.lines[first.number - 1][: first.indent]
        return text.with_line(after, f"{lead}- {member}")
    if first.text.startswith("[") and last.text.endswith("]"):
        column = last.column + len(last.text) - 1
        comma = "" if first.text.strip("[] ") == "" and first is last else ", "
        return text.changed([Change(last.number, column, 0, f"{comma}{member}")])
    text = text.with_line(after, f"  - {member}")
    if first.number != field.key_place.line:
        lead = text.lines[first.number - 1][: first.indent]
        text = _indented(text, first.number + 1, last.number, "  ")
        text = text.changed([Change(first.number, 1, first.indent, f"{lead}- ")])
        return text.changed([Change(after, 1, 2, lead)])
    text = _indented(text, first.number + 1, last.number, "    ")
    key = text.lines[first.number - 1]
    value, end = key[first.column - 1 :], text.end(first.number)
    text = text.with_line(first.number + 1, f"  - {value.rstrip()}")
    length = len(key) - len(end) - len(key[: first.column - 1].rstrip())
    start = len(key[: first.column - 1].rstrip()) + 1
    return text.changed([Change(first.number, start, length, "")])


def _indented(text: Source, first: int, last: int, lead: str) -> Source:
    numbers = [n for n in range(first, last + 1) if text.lines[n - 1].strip()]
    return text.changed([Change(number, 1, 0, lead) for number in numbers])


def _inside(text: Source, front: FrontLines, shape: type[Entry], answer: Answer) -> Iterator[bytes]:
    """A record with one more field, its member's number first where there are several."""
    declared = fields_of(shape)[answer.name]
    record = declared.type.of if isinstance(declared.type, Many) else declared.type
    assert isinstance(record, Record)  # noqa: S101 - only records have fields inside
    part = _Part(str(answer.steps[-1]), " ".join(answer.text.split()), record)
    field = front.field(answer.name)
    if field is None or not _spoken(field):
        at = place_for(front, answer.name, shape) if field is None else field.key_place.line + 1
        text = text.with_line(at, f"  {part.line}")
        yield (text if field else text.with_line(at, f"{answer.name}:")).raw
        return
    number = answer.steps[1] if isinstance(answer.steps[1], int) else 0
    lines = _member_lines(field, number)
    if lines:
        yield from _into_record(text, lines, part)


def _member_lines(field: RawField, number: int) -> list[Line]:
    """The lines of one member that say something, the first without its dash."""
    spoken = _spoken(field)
    if not spoken[0].is_dash:
        return spoken if number == 0 else []
    members: list[list[Line]] = []
    for line in spoken:
        if line.is_dash and line.indent == spoken[0].indent:
            members.append([line.after(1)])
        else:
            members[-1].append(line)
    return [line for line in members[number] if line.text] if number < len(members) else []


def _into_record(text: Source, lines: list[Line], part: _Part) -> Iterator[bytes]:
    first, last = lines[0], lines[-1]
    if first.text.startswith("{") and last.text.endswith("}"):
        column = last.column + len(last.text) - 1
        yield text.changed([Change(last.number, column, 0, f", {part.line}")]).raw
        return
    shorthand = _one_line(lines, part.record)
    if not shorthand:
        lead = " " * first.indent
        there = next(
            (f for f in cut_fields(lines, first.indent, _quiet()) if f.key == part.name), None
        )
        if there is None:
            yield text.with_line(last.number + 1, f"{lead}{part.line}").raw
        elif not there.first.text and not there.more:
            words = text.lines[there.key_place.line - 1].rstrip()
            length = len(words) + 1
            yield text.changed([Change(there.key_place.line, length, 0, f" {part.value}")]).raw
        return
    together = rejoined(part.record.shorthand, shorthand, part.name, part.words)
    if together:
        change = Change(first.number, first.column, len(first.text), together)
        yield text.changed([change]).raw
    yield _long_form(text, first, part, FORMS[part.record.shorthand](shorthand)).raw


def _long_form(text: Source, first: Line, part: _Part, parts: Parts) -> Source:
    """The one-line form, written out a field a line."""
    declared = fields_of(part.record.shape)
    there = [(word, said) for word, said in parts.items() if word in declared]
    said = [f"{word}: {written(declared[word].type, told)}" for word, told in there]
    said.append(part.line)
    line = text.lines[first.number - 1]
    dashed = line.lstrip().startswith("- ")
    lead = " " * (first.indent if dashed else 2)
    for words in reversed(said[1:] if dashed else said):
        text = text.with_line(first.number + 1, f"{lead}{words}")
    start = first.column if dashed else len(line[: first.column - 1].rstrip()) + 1
    length = first.column + len(first.text) - start
    return text.changed([Change(first.number, start, length, said[0] if dashed else "")])


def _one_line(lines: list[Line], record: Record) -> str:
    """The text of a one-line form; "" where the fields stand on lines of their own."""
    if len(lines) > 1 or not record.shorthand:
        return ""
    node = read_value(lines[0], [], Many(record), _quiet())
    return node.text if isinstance(node, Scalar) else ""


def _quiet() -> Faults:
    return Faults("")


def _spoken(field: RawField | None) -> list[Line]:
    lines = [field.first, *field.more] if field else []
    return [line for line in lines if line.text and not line.text.startswith("#")]


def place_for(front: FrontLines, name: str, shape: type[Entry]) -> int:
    """The line behind the last of the fields that are declared before this one."""
    order = list(fields_of(shape))
    earlier = set(order[: order.index(name)])
    last = max(
        (_last_line(raw) for raw in front.fields if raw.key in earlier), default=front.closing - 1
    )
    return min(last + 1, front.closing)


def _last_line(field: RawField) -> int:
    lines = [line.number for line in field.more if line.text]
    return max([field.key_place.line, *lines])
