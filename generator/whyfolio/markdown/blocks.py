"""The lines of `::: review`, `::: else` and `:::`: where they stand and how they pair."""

from __future__ import annotations

import re
from dataclasses import field
from typing import Literal

from whyfolio.dataclass import dataclass
from whyfolio.markdown.attributes import AUDIENCES
from whyfolio.markdown.opaque import FENCE, width
from whyfolio.markdown.problem import (
    BLOCK_IN_PROSE,
    ILL_PLACED,
    SECOND_ELSE,
    STRAY_DIRECTIVE,
    UNCLOSED_BLOCK,
    UNKNOWN_AUDIENCE,
    WIDENS,
    Problem,
)
from whyfolio.model.audience import Audience
from whyfolio.names import did_you_mean

Kind = Literal["open", "else", "close"]
_MASKED = re.compile(r"[\x00-\x08]")  # where a comment or code began
_DIRECTIVE = re.compile(
    r"^(?P<indent>[ \t]*)(?P<before>(?:(?:[>+*-]|\d{1,9}[.)])[ \t]*)*)"
    r"(?P<sign>\\?:{3,})[ \t]*(?P<words>[^\n]*?)[ \t]*$"
)
_BULLET = re.compile(
    r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)]|:|\[\^[^\]\n]*\]:)[ \t]+|(?:!!!|\?\?\?\+?)[ \t])"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A directive's line, from `start` to just after its line end; its colons begin at `sign`."""

    kind: Kind
    start: int
    end: int
    audience: Audience
    indent: int
    sign: int


@dataclass(frozen=True, slots=True)
class Blocks:
    """The directive lines that pair well, the problems, and where certainty ends."""

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]
    broken: int


def find(masked: str, *, inline: bool = False) -> Blocks:
    """Find the `:::` lines of a masked text; in a prose field (`inline`) each is a problem."""
    if ":::" not in masked:
        return Blocks((), (), len(masked))
    return _Reader(masked, inline).run()


@dataclass(slots=True)
class _Reader:
    masked: str
    inline: bool
    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    open: list[Line] = field(default_factory=list)
    has_else: list[bool] = field(default_factory=list)
    items: list[tuple[int, int]] = field(default_factory=list)
    length: int = 3  # of the directive that is being read
    broken: int = 0

    def run(self) -> Blocks:
        self.broken = len(self.masked)
        position = 0
        for line in self.masked.split("\n"):
            self._line(line, position)
            position += len(line) + 1
        for block in self.open:
            name = block.audience.value
            self._report(
                UNCLOSED_BLOCK,
                block.sign,
                3,
                f'the block "::: {name}" is never closed',
                'add a line ":::" where it ends',
            )
        lines = tuple(line for line in self.lines if line.start < self.broken)
        return Blocks(lines, tuple(self.problems), self.broken)

    def _line(self, line: str, start: int) -> None:
        found = _DIRECTIVE.match(line) if ":::" in line else None
        if found is None:
            self._text(line, start)
        elif not found["sign"].startswith("\\"):
            self._directive(found, start, min(start + len(line) + 1, len(self.masked)))

    def _text(self, line: str, start: int) -> None:
        stripped = line.lstrip(" \t")
        if not stripped or stripped[0] == FENCE:
            return
        indent = width(line[: len(line) - len(stripped)])
        if self.open and indent < self.open[-1].indent:
            self._report(
                ILL_PLACED,
                start,
                len(line),
                "the text stands left of the block that it lies in",
                'indent it like its ":::", or close the block before it',
            )
        while self.items and indent <= self.items[-1][0]:
            self.items.pop()
        bullet = _BULLET.match(line)
        if bullet:
            self.items.append((indent, max(width(bullet[0]), indent + 4)))

    def _directive(self, found: re.Match[str], start: int, end: int) -> None:
        at, words = start + found.start("sign"), found["words"]
        length = self.length = found.end("words") - found.start("sign")
        if self.inline:
            hint = "mark the words: [words]{.private}"
            self._report(BLOCK_IN_PROSE, at, length, "a sentence cannot hold a block", hint)
            return
        indent = width(found["indent"])
        if found["before"] or not self._is_placed(indent):
            hint = "put it at the start of the line or at its list item's indent"
            self._report(
                ILL_PLACED, at, length, f'"::: {words}"'.replace(' "', '"') + " is ill-placed", hint
            )
        if found["sign"] != ":::":
            hint = 'write ":::"'
            self._report(ILL_PLACED, at, length, f'"{found["sign"]}" is no directive', hint)
        if not words:
            self._close(start, end, at, indent)
        elif words == "else":
            self._otherwise(start, end, at, indent)
        else:
            self._opened(words, start, end, at, indent)

    def _is_placed(self, indent: int) -> bool:
        if indent == 0:
            return True
        while self.items and indent <= self.items[-1][0]:
            self.items.pop()
        return bool(self.items) and indent <= self.items[-1][1]

    def _opened(self, words: str, start: int, end: int, at: int, indent: int) -> None:
        audience = AUDIENCES.get(words)
        if audience is None:
            self._unknown(words, at)
        block = Line("open", start, end, audience or Audience.PRIVATE, indent, at)
        self.lines.append(block)
        self.open.append(block)
        self.has_else.append(False)

    def _unknown(self, words: str, at: int) -> None:
        words, length = _MASKED.split(words)[0].rstrip(), self.length
        if words == "public":
            hint = "a block can only narrow: review or private"
            self._report(WIDENS, at, length, '"::: public" would widen what may be read', hint)
            return
        near = did_you_mean(words, [*AUDIENCES, "else"])
        hint = f'did you mean "::: {near}"?' if near else "write ::: review or ::: private"
        self._report(UNKNOWN_AUDIENCE, at, length, f'"{words}" is not an audience', hint)

    def _otherwise(self, start: int, end: int, at: int, indent: int) -> None:
        if not self.open:
            hint = "open the block first: ::: review or ::: private"
            self._report(
                STRAY_DIRECTIVE, at, self.length, '"::: else" belongs to no open block', hint
            )
            return
        if self.has_else[-1]:
            hint = "keep one; a block has one other wording"
            self._report(SECOND_ELSE, at, self.length, 'the block has a second "::: else"', hint)
        self._same_indent(at, indent)
        self.has_else[-1] = True
        self.lines.append(Line("else", start, end, self.open[-1].audience, indent, at))

    def _close(self, start: int, end: int, at: int, indent: int) -> None:
        if not self.open:
            hint = "remove it, or open the block before it"
            self._report(
                STRAY_DIRECTIVE, at, self.length, '":::" closes a block that was never opened', hint
            )
            return
        self._same_indent(at, indent)
        block = self.open.pop()
        self.has_else.pop()
        self.lines.append(Line("close", start, end, block.audience, indent, at))

    def _same_indent(self, at: int, indent: int) -> None:
        if indent != self.open[-1].indent:
            hint = f"indent it by {self.open[-1].indent} spaces"
            message = 'the ":::" is not indented like the one that opened its block'
            self._report(ILL_PLACED, at, self.length, message, hint)

    def _report(self, code: str, at: int, length: int, message: str, hint: str) -> None:
        """Note a problem; nothing from the outermost open block on is certain any more."""
        self.problems.append(Problem(code, at, length, message, hint))
        line = self.masked.rfind("\n", 0, at) + 1
        self.broken = min(self.broken, self.open[0].start if self.open else line)
