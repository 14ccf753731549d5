"""How much of one thing a body may hold, so that no text takes its readers for ever.

A Markdown converter takes quadratic time for some shapes and recurses in others. What is counted
here does not depend on the machine, is told with its place, and is told before anything is
rendered; `patience` is the net below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from whyfolio.dataclass import dataclass
from whyfolio.markdown.problem import TOO_DEEP, TOO_MUCH, Problem

LONGEST_PARAGRAPH = 128 * 1024
MOST_UNCLOSED = 300
MOST_STEPS = 60
_FLATTER = "write it flatter"
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_BLOCK = re.compile(r"^[ \t]*:::[ \t]*(\S*)", re.MULTILINE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)(?=[\s/>])")
# Elements that hold nothing, or end where the next one begins.
_UNNESTED = frozenset(
    ["area", "br", "col", "dd", "dt", "hr", "img", "input", "li", "option", "p", "td", "th", "tr"]
)


@dataclass(frozen=True, slots=True)
class _Shape:
    """A pattern that is refused; looked for only where ``sign`` stands ``least`` times.

    One that begins with a line feed is about lines: what follows stands at the beginning of one.
    To look for a line feed is far quicker than to look at every letter for a line's beginning.
    """

    sign: str
    least: int
    pattern: re.Pattern[str]
    name: str

    def find(self, text: str) -> int:
        """Where it stands; -1 where it does not. The text begins with a line feed of ours."""
        found = self.pattern.search(text)
        if found is None:
            return -1
        return found.start() - (not self.pattern.pattern.startswith(r"\n"))


@dataclass(frozen=True, slots=True)
class _Count:
    """How often a pattern may stand in one body."""

    sign: str
    most: int
    pattern: re.Pattern[str]
    name: str


_SHAPES = (
    _Shape("[", 200, re.compile(r"(?:!?\[(?:[^\S\n]|\\)*){200}"), "200 opening brackets in a row"),
    _Shape(
        "[",
        200,
        re.compile(r"(?:\[[^\[\]\n]{0,8}\]\([^()\n]{0,8}){200}"),
        "200 unclosed links in a row",
    ),
    _Shape(">", 60, re.compile(r"\n(?:[ \t]*>){60}"), "quotes nested 60 deep"),
    _Shape("    ", 60, re.compile(r"\n {240}(?=[ ]*\S)"), "lists nested 60 deep"),
    _Shape("\t", 60, re.compile(r"\n\t{60}(?=\s*\S)"), "lists nested 60 deep"),
    _Shape(
        " ",
        60,
        re.compile(r"\n[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+){60}"),
        "60 bullets in a row",
    ),
    _Shape("*", 1000, re.compile(r"[*_]{1000}"), "1,000 asterisks in a row"),
    _Shape("_", 1000, re.compile(r"[*_]{1000}"), "1,000 underscores in a row"),
    _Shape("`", 1000, re.compile(r"`{1000}"), "1,000 backticks in a row"),
)
_SIGNS = ("<", *dict.fromkeys(shape.sign for shape in _SHAPES))
_COUNTS = (
    _Count("]:", 2000, re.compile(r"^[ ]{0,3}\[[^\]\n]*\]:", re.MULTILINE), "definitions"),
    _Count("[^", 2000, re.compile(r"\[\^"), "footnotes"),
    _Count("*[", 200, re.compile(r"^\*\[", re.MULTILINE), "abbreviations"),
    _Count("[TOC]", 10, re.compile(r"\[TOC\]"), "tables of contents"),
)


def excess(text: str) -> Problem | None:
    """The first thing that a body holds too much or too deep of, outside of code."""
    if next(_found(text), None) is None:
        return None
    from whyfolio.markdown.opaque import FENCE, mask, normalised

    text = normalised(text)
    masked = mask(text)
    certain = re.sub(rf"{FENCE}+", _emptied, masked.text[: masked.broken])
    return next(_found(certain + text[masked.broken :]), None)


def _emptied(found: re.Match[str]) -> str:
    """Code as empty lines of the same length: it belongs to no paragraph."""
    return "\n" * len(found[0])


def _found(text: str) -> Iterator[Problem]:
    counted = {sign: text.count(sign) if sign in text else 0 for sign in _SIGNS}
    yield from _paragraphs(text, counted)
    for count in _COUNTS:
        if count.sign in text and text.count(count.sign) > count.most:
            places = [found.start() for found in count.pattern.finditer(text)]
            if len(places) > count.most:
                said = f"this body holds more than {count.most:,} {count.name}"
                yield Problem(TOO_MUCH, places[count.most], 1, said, "divide it into several notes")
    lined = f"\n{text}"
    for shape in _SHAPES:
        if counted[shape.sign] >= shape.least and (at := shape.find(lined)) >= 0:
            yield Problem(TOO_DEEP, at, 1, _deep(shape.name), _FLATTER)
    yield from _blocks(text)
    if counted["<"] >= MOST_UNCLOSED:
        yield from _elements(text)


def _paragraphs(text: str, counted: Mapping[str, int]) -> Iterator[Problem]:
    """Too long ones, and those with too many brackets that nothing closes."""
    signs = [(sign, end) for sign, end in ("[]", "<>") if counted[sign] > MOST_UNCLOSED]
    if not signs and len(text) <= LONGEST_PARAGRAPH:
        return
    start = 0
    for end in (*(found.start() for found in _PARAGRAPH.finditer(text)), len(text)):
        if end - start > LONGEST_PARAGRAPH:
            said = f"a paragraph of more than {LONGEST_PARAGRAPH:,} letters begins here"
            yield Problem(TOO_MUCH, start, 1, said, "put an empty line between its parts")
        for sign, closing in signs:
            unclosed = text.count(sign, start, end) - text.count(closing, start, end)
            if unclosed > MOST_UNCLOSED:
                name = f'{MOST_UNCLOSED} times "{sign}" unclosed in a paragraph'
                yield Problem(TOO_DEEP, text.index(sign, start), 1, _deep(name), _FLATTER)
        start = end


def _blocks(text: str) -> Iterator[Problem]:
    if text.count(":::") < MOST_STEPS:
        return
    depth = 0
    for found in _BLOCK.finditer(text):
        if found[1] != "else":
            depth += 1 if found[1] else -min(depth, 1)
        if depth > MOST_STEPS:
            name = f"blocks nested {MOST_STEPS} deep"
            yield Problem(TOO_DEEP, found.start(), 1, _deep(name), _FLATTER)
            return


def _elements(text: str) -> Iterator[Problem]:
    depth = 0
    for found in _TAG.finditer(text):
        if found[2].lower() not in _UNNESTED:
            depth += -min(depth, 1) if found[1] else 1
        if depth > MOST_UNCLOSED:
            name = f"HTML nested {MOST_UNCLOSED} deep"
            yield Problem(TOO_DEEP, found.start(), 1, _deep(name), _FLATTER)
            return


def _deep(name: str) -> str:
    return f"the text is too deep to be read: {name}"
