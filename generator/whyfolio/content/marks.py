"""What the directives' own reader says about a text, as diagnostics at their places."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

from whyfolio.content.faults import Faults
from whyfolio.content.frontmatter import position
from whyfolio.content.nodes import Scalar

_TELLTALES = ("{", ":::", "```", "~~~", "<!--")
_LINE_END = re.compile(r"\n")


def find_problems(node: Scalar, faults: Faults) -> None:
    """Add the directive problems of a sentence."""
    if any(sign in node.text for sign in _TELLTALES):
        _add(node.text, node.at, faults, inline=True)


def readable_body(body: str, first_line: int, faults: Faults) -> str:
    """The body that begins on a line of its file; "" where it is too much to be read (E413, E414).

    Adds its directive problems.
    """
    from whyfolio.markdown.limits import excess

    if found := excess(body):
        line, column = position(body, found.offset)
        place = faults.place(first_line + line - 1, column, found.length)
        faults.add(found.code, place, found.message, found.hint)
        return ""
    if any(sign in body for sign in _TELLTALES):
        _find_body_problems(body, first_line, faults)
    return body


def _find_body_problems(body: str, first_line: int, faults: Faults) -> None:
    starts: list[int] = []

    def at(offset: int) -> tuple[int, int]:
        if not starts:
            starts.extend([0, *(found.end() for found in _LINE_END.finditer(body))])
        line = bisect_right(starts, offset)
        return first_line + line - 1, offset - starts[line - 1] + 1

    _add(body, at, faults, inline=False)


def _add(text: str, at: Callable[[int], tuple[int, int]], faults: Faults, *, inline: bool) -> None:
    from whyfolio.markdown.directives import problems

    for problem in problems(text, inline=inline):
        line, column = at(problem.offset)
        place = faults.place(line, column, problem.length)
        faults.add(problem.code, place, problem.message, problem.hint)


def is_marked(node: Scalar, word: str, faults: Faults) -> bool:
    """Whether a text that cannot hold a mark holds one; a diagnostic says so."""
    if "{" not in node.text:
        return False
    from whyfolio.markdown.directives import has_marks

    if not has_marks(node.text):
        return False
    faults.add(
        "E209",
        node.place,
        f'"{word}" holds a mark, and nothing can be hidden there',
        "take the mark out, or make the whole entry more private",
    )
    return True
