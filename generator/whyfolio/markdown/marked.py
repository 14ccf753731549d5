"""Marked passages within a paragraph: `[words]{.review}`, and the same on links and images."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import field, replace

from whyfolio.dataclass import dataclass
from whyfolio.markdown import attributes
from whyfolio.markdown.opaque import BLOCK_START, FENCE
from whyfolio.markdown.problem import ILL_FORMED, IN_ADDRESS, LEFT_OVER, UNKNOWN_AUDIENCE, Problem
from whyfolio.model.audience import Audience

_CHUNK_END = re.compile(rf"\n(?=[ \t>]*(?:\n|\Z|{FENCE}|{BLOCK_START}))")
_TOKENS = re.compile(r"\\[^\n]|!?\[|\]")
_REFERENCE = re.compile(r"\[(?!\^)[^\[\]]*\]")
_ADDRESS_SIGNS = re.compile(r"\\[^\n]|[()<>]|\"[^\"\n]*\"(?=\s*\))")
_URL_TAIL = re.compile(r"://[^\s()<>\[\]\"'|]*\Z")
_DEFINITION = re.compile(r"[ ]{0,3}\[(?!\^)[^\]\n]*\]:")
_DEFINITION_TAIL = re.compile(_DEFINITION.pattern + r"[ \t]*\S*\Z")
_DEEPEST = 50
_LONGEST = 4000
_LONGEST_URL = 500
_HINT = 'write [words]{.private} or [words]{.review else="…"}'


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage from `start` to `end`; its words lie between `inner` and `inner_end`.

    Without an audience it is a link whose words hold marks: hidden with the last of them.
    """

    start: int
    end: int
    inner: int
    inner_end: int
    body_end: int
    audience: Audience | None
    otherwise: str | None = None
    rest: str = ""
    linked: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The passages of a text in order, its problems, and stretches nobody else may read."""

    passages: tuple[Passage, ...]
    problems: tuple[Problem, ...]
    withheld: tuple[tuple[int, int], ...]


def find(masked: str, text: str, pieces: list[tuple[int, int]]) -> Found:
    """Find the marks of a masked text within the given pieces, between its `:::` lines."""
    search = _Search(masked, text)
    for start, end in pieces:
        for chunk in _chunks(masked, start, end):
            search.chunk(*chunk)
    passages = sorted(search.passages, key=lambda found: (found.start, -found.end))
    return Found(tuple(passages), tuple(search.problems), tuple(sorted(set(search.withheld))))


def _chunks(masked: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        found = _CHUNK_END.search(masked, start, end)
        stop = found.start() if found else end
        yield start, stop
        start = stop + 1


@dataclass(slots=True)
class _Search:
    masked: str
    text: str
    passages: list[Passage] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    withheld: list[tuple[int, int]] = field(default_factory=list)
    claimed: set[int] = field(default_factory=set)  # offsets of braces that are accounted for
    paragraph: tuple[int, int] = (0, -1)

    def chunk(self, start: int, end: int) -> None:
        """Read one paragraph, list item, heading or table row."""
        if self.masked.find("{", start, end) < 0 and self.masked.find("<", start, end) < 0:
            return
        self.claimed = set()
        openers: list[tuple[int, int]] = []
        first, position = len(self.passages), start
        while found := _TOKENS.search(self.masked, position, end):
            position = found.end()
            if found[0] in ("[", "!["):
                openers.append((found.start(), found.end()))
            elif found[0] == "]":
                position = self._closed(openers, found.start(), end)
        self._left_over(start, end)
        self._keep_links_around_marks(first)

    def _closed(self, openers: list[tuple[int, int]], close: int, end: int) -> int:
        if not openers:
            return self._without_opener(close, end)
        depth = len(openers)
        start, inner = openers.pop()
        body_end, linked = self._body(inner, close, end)
        linked = linked or self.masked.startswith("!", start)
        bare = Passage(start, body_end, inner, close, body_end, None, linked=linked)
        passage = self._with_braces(bare, end)
        if depth <= _DEEPEST:
            self.passages.append(passage)
        elif passage is not bare:
            self._problem(ILL_FORMED, start, inner - start, "marks are nested too deep", _HINT)
        return passage.end

    def _without_opener(self, close: int, end: int) -> int:
        found = attributes.BRACES.match(self.masked, close + 1, end)
        if found and attributes.read(found[1], plain=True):
            self.claimed.add(found.start())
            message = "the mark has no opening bracket in its paragraph"
            self._problem(ILL_FORMED, close, found.end() - close, message, _HINT, whole=True)
            return found.end()
        return close + 1

    def _body(self, inner: int, close: int, end: int) -> tuple[int, bool]:
        """Where the link that `[…]` begins ends, and whether it is one."""
        after = close + 1
        if self.masked.startswith("^", inner):
            return after, False
        if self.masked.startswith("(", after):
            stop = self._address_end(after, end)
            if stop:
                return stop, True
        found = _REFERENCE.match(self.masked, after, end)
        return (found.end(), True) if found else (after, False)

    def _address_end(self, start: int, end: int) -> int:
        depth, angle = 0, False
        for found in _ADDRESS_SIGNS.finditer(self.masked, start, min(end, start + _LONGEST)):
            sign = found[0]
            if sign in "<>":
                angle = sign == "<" and self.masked[start : found.start()].strip() == "("
            elif not angle and sign in "()":
                depth += 1 if sign == "(" else -1
                if depth > _DEEPEST:
                    return 0
                if depth == 0:
                    self._marks_in_address(start, found.end())
                    return found.end()
        return 0

    def _marks_in_address(self, start: int, end: int) -> None:
        for found in attributes.LEFT_OVER.finditer(self.masked, start, end):
            self._in_address(found.start(), end)
            return

    def _in_address(self, start: int, end: int) -> None:
        for found in re.finditer(r"\{", self.masked[start:end]):
            self.claimed.add(start + found.start())
        self._problem(
            IN_ADDRESS,
            start,
            min(end, start + 12) - start,
            "a mark stands inside an address",
            "mark the whole link: [words](address){.private}",
        )

    def _with_braces(self, bare: Passage, end: int) -> Passage:
        """The passage with the audience that the braces after it name, if any stand there."""
        at = bare.body_end
        found = attributes.BRACES.match(self.masked, at, end)
        if found is None or at in self.claimed:
            return bare
        typed = self.text[found.start(1) : found.end(1)]
        braces = attributes.read(typed, plain=not bare.linked)
        if braces is None:
            return bare
        self.claimed.add(at)
        if braces.fault:
            code, message, hint = braces.fault
            self._problem(code, bare.start, found.end() - bare.start, message, hint)
        elif self._is_in_address(bare.start):
            self._in_address(bare.start, found.end())
        return replace(
            bare,
            end=found.end(),
            audience=braces.audience or Audience.PRIVATE,
            otherwise=braces.otherwise,
            rest=braces.rest,
        )

    def _is_in_address(self, offset: int) -> bool:
        low = max(self.masked.rfind("\n", 0, offset) + 1, offset - _LONGEST_URL)
        return bool(
            _URL_TAIL.search(self.masked, low, offset)
            or _DEFINITION_TAIL.match(self.masked, low, offset)
        )

    def _left_over(self, start: int, end: int) -> None:
        for found in attributes.LEFT_OVER.finditer(self.masked, start, end):
            if found.start() in self.claimed:
                continue
            line = self.masked.rfind("\n", 0, found.start()) + 1
            if _DEFINITION.match(self.masked, line):
                self._in_address(found.start(), found.end())
                continue
            closing = self.masked.find("}", found.start(), end)
            stop = closing + 1 if found[0][0] == "{" and closing >= 0 else found.end()
            typed = " ".join(self.text[found.start() : stop].split())
            self._problem(
                LEFT_OVER, found.start(), stop - found.start(), f'"{typed}" hides nothing', _HINT
            )
        for found in re.finditer(r"\{[^{}\n]*\}", self.masked[start:end]):
            offset = start + found.start()
            if offset in self.claimed:
                continue
            for name in re.findall(r"(?<=[\s:{])\.([\w-]+)", found[0]):
                near = attributes.near_audience(name)
                if near and name.casefold() != near:
                    message = f'"{name}" is not an audience that a mark can name'
                    self._problem(
                        UNKNOWN_AUDIENCE, offset, len(found[0]), message, f'did you mean "{near}"?'
                    )

    def _keep_links_around_marks(self, first: int) -> None:
        """Of the brackets without a mark, only links whose words hold one matter."""
        new = self.passages[first:]
        marked = sorted(found.start for found in new if found.audience)
        del self.passages[first:]
        for found in new:
            holds = found.linked and _any_between(marked, found.inner, found.inner_end)
            if found.audience or holds:
                self.passages.append(found)

    def _problem(
        self, code: str, start: int, length: int, message: str, hint: str, *, whole: bool = False
    ) -> None:
        self.problems.append(Problem(code, start, length, message, hint))
        low, high = self._paragraph(start)
        self.withheld.append((0 if whole else low, high))

    def _paragraph(self, offset: int) -> tuple[int, int]:
        low, high = self.paragraph
        if not low <= offset < high:
            before = self.masked.rfind("\n\n", 0, offset)
            after = self.masked.find("\n\n", offset)
            low = before + 2 if before >= 0 else 0
            high = after if after >= 0 else len(self.masked)
            self.paragraph = (low, high)
        return low, high


def _any_between(starts: list[int], low: int, high: int) -> bool:
    index = bisect_left(starts, low)
    return index < len(starts) and starts[index] < high
