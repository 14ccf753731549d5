"""YAML with places and without extras, in the clothes of python-frontmatter's format.

Only what an author writes in brackets, and quoted texts with escapes, come here: sentences
are read before YAML could cut them. Imported when the first such value is met.
"""

from __future__ import annotations

from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler

from whyfolio.content.faults import Faults
from whyfolio.content.frontmatter import split
from whyfolio.content.nodes import Mapping, Node, Pair, Scalar, Sequence, Span, Style
from whyfolio.diagnostics import Place

_DEEPEST = 20
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class PlacedYaml(YAMLHandler):
    """Reads a piece of YAML that begins at a line and column of a file."""

    def __init__(self, line: int, column: int, faults: Faults) -> None:
        super().__init__()
        self._line = line
        self._column = column
        self._faults = faults

    def split(self, text: str) -> tuple[str, str]:
        """Front matter and body of a file; two empty texts where a fence is missing."""
        parts = split(text)
        return (parts[0], parts[1]) if parts else ("", "")

    def load(self, fm: str, **_: object) -> Any:  # noqa: ANN401 - as the class it overrides
        """The node of a piece of YAML, every scalar a text; None and a diagnostic if it is none."""
        start = self._faults.place(self._line, self._column)
        if _depth(fm) > _DEEPEST:
            hint = "write one field on each line"
            self._faults.add("E114", start, "these brackets are nested too deep", hint)
            return None
        try:
            events = list(yaml.parse(" " * (self._column - 1) + fm + "\n", Loader=_LOADER))
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            place = self._faults.place(self._line + mark.line, mark.column + 1) if mark else start
            hint = "put a text that holds brackets, colons, commas or backslashes in single quotes"
            self._faults.add("E114", place, f"this cannot be read: {error.problem}", hint)
            return None
        except yaml.YAMLError as error:
            self._faults.add("E114", start, f"this cannot be read: {error}", "put it in quotes")
            return None
        before = len(self._faults.found)
        node = _Reader(events, self._line, self._faults).read()
        return node if len(self._faults.found) == before else None


def _depth(text: str) -> int:
    """At least how deep the brackets of a value in brackets are nested."""
    depth = deepest = 0
    for sign in text:
        depth += (sign in "[{") - (sign in "]}")
        deepest = max(deepest, depth)
    return deepest if text[:1] in {"[", "{"} else 0


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
        while type(event := next(self._events)).__name__ != "MappingEndEvent":
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if not isinstance(key, Scalar):
                self._faults.add("E115", self._place(event), "a field's name is a word", "")
            elif key.text in pairs:
                self._faults.add(
                    "E110", key.place, f'"{key.text}" is given twice', "keep one of the two"
                )
            else:
                pairs[key.text] = Pair(key.text, key.place, value)
        return Mapping(tuple(pairs.values()), place)
