"""What is left to YAML: `[a, b]`, `{a: b}` and escapes, read with places and without extras."""

from __future__ import annotations

import re

from whyfolio.content.faults import Faults
from whyfolio.content.lines import Line
from whyfolio.content.nodes import Node, Scalar, Sequence

_NAME = r"(?:[^\W_][\w./-]*(?: [\w./-]+)+|[\w./-]+)"  # of words with a blank between, or one
_SIMPLE = re.compile(rf"\[[ \t]*{_NAME}(?:[ \t]*,[ \t]*{_NAME})*[ \t]*,?[ \t]*\]\Z")
_WORD = re.compile(_NAME)
_QUOTES = "\"'"


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
    from whyfolio.content.placed import PlacedYaml

    node: Node | None = PlacedYaml(line, column, faults).load(text)
    return node
