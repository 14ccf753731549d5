"""What is left to YAML: `[a, b]`, `{a: b}` and escapes, read with places and without extras."""

from __future__ import annotations

import re
from typing import Any

from whyfolio.content.faults import Faults
from whyfolio.content.lines import Line
from whyfolio.content.nodes import Mapping, Node, Pair, Scalar, Sequence, Span, Style
from whyfolio.diagnostics import Place

_SIMPLE = re.compile(r"\[[ \t]*[\w./-]+(?:[ \t]*,[ \t]*[\w./-]+)*[ \t]*,?[ \t]*\]\Z")
_WORD = re.compile(r"[\w./-]+")
_QUOTES = "\"'"
_DEEPEST = 20


def flow_ends(text: str) -> int:
    """Where the bracket ends that a text begins with; -1 where it never does."""
    depth, quote, before = 0, "", ","
    for offset, sign in enumerate(text):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in _QUOTES and before in "[{,:":
            quote = sign
        elif sign in "[{":
            depth += 1
        elif sign in "]}":
            depth -= 1
            if not depth:
                return offset + 1
        before = before if sign.isspace() else sign
    return -1


def is_flow(first: Line, more: list[Line]) -> bool | None:
    """Whether a value is one bracket from its beginning to its end; None if it never closes."""
    text = "\n".join([first.text, *(line.text for line in more)])
    end = flow_ends(text)
    if end < 0:
        return None
    rest = text[end:].strip()
    return not rest or (rest.startswith("#") and text[end] in " \t\n")


def flow(first: Line, more: list[Line], faults: Faults) -> Node | None:
    """The node of a value in brackets."""
    if not more and _SIMPLE.match(first.text):
        words = tuple(
            Scalar(
                found.group(),
                faults.place(first.number, first.column + found.start(), len(found.group())),
            )
            for found in _WORD.finditer(first.text)
        )
        return Sequence(words, faults.place(first.number, first.column, len(first.text)))
    text = first.text
    number = first.number
    for line in more:
        text += "\n" * (line.number - number) + " " * line.indent + line.text
        number = line.number
    return read_flow(text, first.number, first.column, faults)


def read_flow(text: str, line: int, column: int, faults: Faults) -> Node | None:
    """Read a piece of YAML that stands at a line and column; None and a diagnostic if it cannot."""
    import yaml

    if _depth(text) > _DEEPEST:
        faults.add(
            "E114",
            faults.place(line, column),
            "these brackets are nested too deep",
            "write one field on each line",
        )
        return None
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        events = list(yaml.parse(" " * (column - 1) + text + "\n", Loader=loader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = faults.place(line + mark.line, mark.column + 1) if mark else faults.place(line, column)
        faults.add(
            "E114",
            at,
            f"this cannot be read: {error.problem}",
            "put texts with brackets, colons or commas in quotes",
        )
        return None
    except yaml.YAMLError as error:
        faults.add(
            "E114",
            faults.place(line, column),
            f"this cannot be read: {error}",
            "put the text in quotes",
        )
        return None
    return _Reader(events, line, faults).read()


def _depth(text: str) -> int:
    """At least how deep a text's brackets are nested."""
    depth = deepest = 0
    for sign in text:
        depth += (sign in "[{") - (sign in "]}")
        deepest = max(deepest, depth)
    return deepest if text[:1] in "[{" else 0


class _Reader:
    """Makes nodes of YAML's events, so that anchors are seen and aliases never expanded."""

    def __init__(self, events: list[Any], line: int, faults: Faults) -> None:
        self._events = iter(events[2:])
        self._line = line
        self._faults = faults

    def read(self) -> Node | None:
        return self._node(next(self._events), 0)

    def _place(self, event: Any) -> Place:  # noqa: ANN401 - the library's events have no types
        start, end = event.start_mark, event.end_mark
        length = end.column - start.column if end.line == start.line else 1
        return self._faults.place(self._line + start.line, start.column + 1, length)

    def _node(self, event: Any, depth: int) -> Node | None:  # noqa: ANN401
        place = self._place(event)
        name = type(event).__name__
        if name == "AliasEvent" or event.anchor or event.tag:
            self._faults.add(
                "E113",
                place,
                "YAML's anchors, aliases and tags are not read here",
                "write the value out, or put it in quotes",
            )
        if name == "AliasEvent":
            return None
        if name == "ScalarEvent":
            return self._scalar(event, place)
        if name == "SequenceStartEvent":
            return Sequence(tuple(self._members(depth)), place)
        return self._mapping(place, depth)

    def _scalar(self, event: Any, place: Place) -> Scalar | None:  # noqa: ANN401
        if event.style in {"'", '"'}:
            span = Span(0, place.line, place.column + 1)
            return Scalar(event.value, place, Style.QUOTED, (span,))
        return Scalar(event.value, place) if event.value not in {"", "~", "null"} else None

    def _members(self, depth: int) -> list[Node]:
        found = []
        while type(event := next(self._events)).__name__ != "SequenceEndEvent":
            node = self._node(event, depth + 1)
            if node is not None:
                found.append(node)
        return found

    def _mapping(self, place: Place, depth: int) -> Mapping:
        pairs: dict[str, Pair] = {}
        whole = True
        while type(event := next(self._events)).__name__ != "MappingEndEvent":
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if not isinstance(key, Scalar):
                self._faults.add("E115", self._place(event), "a field's name is a word", "")
                whole = False
            elif key.text in pairs:
                self._faults.add(
                    "E110", key.place, f'"{key.text}" is given twice', "keep one of the two"
                )
                whole = False
            else:
                pairs[key.text] = Pair(key.text, key.place, value)
        return Mapping(tuple(pairs.values()), place, whole)
