"""What in a text is code or an author's comment, and so holds no marks.

The text is masked, never cut: every later step works on the same offsets.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import field

from whyfolio.dataclass import dataclass
from whyfolio.markdown.problem import UNCLOSED_COMMENT, UNCLOSED_FENCE, Problem

GAP = "\x00"  # where something was taken out
CODE = "\x01"
COMMENT = "\x02"
FENCE = "\x03"
EDGE = "\x04"  # where a `:::` line stood

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_PREFIX = r"(?:[ \t>]|[-*+:][ \t]|\d{1,9}[.)][ \t])*"
_OPENERS = re.compile(
    rf"^(?P<prefix>{_PREFIX})(?P<fence>`{{3,}}(?=[^`\n]*$)|~{{3,}})(?P<words>[^\n]*)$"
    r"|(?P<comment><!--)"
    r"|(?P<escape>\\[^\n])"
    r"|(?P<ticks>`+)",
    re.MULTILINE,
)
_SIGN = re.compile(r"[`~\\<]")  # the first of a line that opens anything is one of these
_NOT_PLAIN = ("~~~", "````", "<!--")
_FENCE = re.compile(r"\n```([^\n]*)")
_TICKS = re.compile(r"`+")
BLOCK_START = (
    r"(?:[-*+][ \t]|\d{1,9}[.)][ \t]|#|\||:|\[[^\]\n]*\]:|\*\[|!!!|\?\?\?"
    r"|`{3,}[^`\n]*(?:\n|\Z)|~{3}|<[!/a-zA-Z])"
)
_BREAK = re.compile(rf"\n(?=[ \t>]*(?:\n|\Z|{BLOCK_START}))")
LOOKS_MARKED = re.compile(r"\{[^{}]*(?:private|review|public)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of code or comment; `kind` is the character that masks it."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Fenced:
    """A fenced block: its lines reach from `start` (after the prefix) to `end`."""

    prefix: str
    start: int
    end: int
    words: str
    body_start: int
    body_end: int


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with code and comments masked at equal length; after `broken` nothing is certain."""

    text: str
    stretches: tuple[Stretch, ...]
    fences: tuple[Fenced, ...]
    problems: tuple[Problem, ...]
    broken: int


def normalised(text: str) -> str:
    """The text with plain line ends and without control characters, which we use as signs."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("\ufffd", text)


def mask(text: str, *, inline: bool = False) -> Masked:
    """Mask a normalised text; in a prose field (`inline`) only comments are opaque."""
    return _Scan(text, inline).run()


def plain_fences(text: str) -> tuple[Fenced, ...] | None:
    """The fenced blocks of a text where a quick look finds all of them; else `mask` decides.

    They are plain: each of its signs begins a line, and each block is closed.
    """
    if any(sign in text for sign in _NOT_PLAIN):
        return None
    ends = list(_FENCE.finditer(f"\n{text}"))
    if len(ends) % 2 or len(ends) != text.count("```"):
        return None
    fences = []
    for opening, closing in zip(ends[::2], ends[1::2], strict=True):
        if "`" in opening[1] or closing[1].strip(" \t"):
            return None
        start, end = opening.start(), closing.start()
        body, words = min(opening.end(), end), opening[1].strip()
        fences.append(Fenced("", start, closing.end() - 1, words, body, end))
    return tuple(fences)


def width(indent: str) -> int:
    """How many columns leading white space takes."""
    return len(indent.expandtabs(4))


@dataclass(slots=True)
class _Scan:
    text: str
    inline: bool
    stretches: list[Stretch] = field(default_factory=list)
    fences: list[Fenced] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    broken: int = -1
    limit: int = -1
    runs: dict[int, list[int]] = field(default_factory=dict)

    def run(self) -> Masked:
        self.broken = len(self.text)
        if not self.inline:
            for run in _TICKS.finditer(self.text):
                self.runs.setdefault(len(run[0]), []).append(run.start())
        position = 0
        while found := self._opener(position):
            position = self._pass(found)
        return Masked(
            self._masked(),
            tuple(self.stretches),
            tuple(self.fences),
            tuple(self.problems),
            self.broken,
        )

    def _opener(self, position: int) -> re.Match[str] | None:
        """What `_OPENERS.search` gives, many times faster: it is tried where a sign stands."""
        for sign in _SIGN.finditer(self.text, position):
            line = self.text.rfind("\n", 0, sign.start()) + 1
            if sign[0] in "`~" and line >= position:
                found = _OPENERS.match(self.text, line)
                if found and found["fence"]:
                    return found
            if found := _OPENERS.match(self.text, sign.start()):
                return found
        return None

    def _pass(self, found: re.Match[str]) -> int:
        if found["comment"]:
            return self._comment(found.start())
        if self.inline:
            return found.start("fence") + 1 if found["fence"] else found.end()
        if found["fence"]:
            return self._fence(found)
        return found.end() if found["escape"] else self._code(found.start(), len(found["ticks"]))

    def _comment(self, start: int) -> int:
        end = self.text.find("-->", start + 4)
        if end < 0:
            self._give_up(UNCLOSED_COMMENT, start, 4, "a comment is never closed", 'add "-->"')
            return len(self.text)
        self.stretches.append(Stretch(start, end + 3, COMMENT))
        return end + 3

    def _code(self, start: int, length: int) -> int:
        after = start + length
        starts = self.runs.get(length, [])
        index = bisect_left(starts, after)
        if index == len(starts) or starts[index] >= self._paragraph_end(start):
            return after
        end = starts[index] + length
        words = self.text[after : starts[index]]
        if length == 1 and _is_prose(words) and LOOKS_MARKED.search(words):
            return after
        self.stretches.append(Stretch(start, end, CODE))
        return end

    def _paragraph_end(self, start: int) -> int:
        if start >= self.limit:
            found = _BREAK.search(self.text, start)
            self.limit = found.start() if found else len(self.text)
        return self.limit

    def _fence(self, found: re.Match[str]) -> int:
        start, fence = found.start("fence"), found["fence"]
        closing = self._closing(found["prefix"], fence, found.end())
        if closing is None:
            self._give_up(
                UNCLOSED_FENCE,
                start,
                len(fence),
                f'the code block "{fence}" is never closed',
                f'add a line "{fence}" at the same indent',
            )
            return len(self.text)
        body_end, end = closing
        body = min(found.end() + 1, body_end)
        self.stretches.append(Stretch(start, end, FENCE))
        self.fences.append(
            Fenced(found["prefix"], start, end, found["words"].strip(), body, body_end)
        )
        return end

    def _closing(self, prefix: str, fence: str, position: int) -> tuple[int, int] | None:
        """Where the closing line starts and ends; a quoted fence ends with its quote."""
        quoted = ">" in prefix
        lead = r"[ \t]*>[ \t>]*" if quoted else rf"[ \t]{{0,{width(prefix) + 3}}}"
        close = re.compile(rf"^{lead}{re.escape(fence[0])}{{{len(fence)},}}[ \t]*$", re.MULTILINE)
        found = close.search(self.text, position)
        if found is None:
            return None
        body = self.text[position + 1 : found.start()].split("\n")[:-1]
        if quoted and not all(line.lstrip().startswith(">") for line in body):
            return None
        return found.start(), found.end()

    def _give_up(self, code: str, start: int, length: int, message: str, hint: str) -> None:
        self.problems.append(Problem(code, start, length, message, hint))
        self.broken = start

    def _masked(self) -> str:
        pieces, position = [], 0
        for stretch in self.stretches:
            pieces.append(self.text[position : stretch.start])
            words = self.text[stretch.start : stretch.end]
            if stretch.kind == FENCE:
                pieces.append(re.sub(r"[^\n]", FENCE, words))
            else:
                pieces.append(stretch.kind * len(words))
            position = stretch.end
        pieces.append(self.text[position : self.broken])
        return "".join(pieces).ljust(len(self.text), COMMENT)


def _is_prose(words: str) -> bool:
    """Whether two lone backticks, rather than a code span, may stand around the words."""
    return "\n" in words or words[:1].isspace() or words[-1:].isspace()
