"""What an audience may read of a text: `[words]{.review}`, `::: private`, comments.

Resolved on the text, before Markdown sees it: code is left alone, comments go, then marks are
decided. It fails closed: what is ill-formed is a problem, and is withheld from all but the author.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from whyfolio.dataclass import dataclass
from whyfolio.markdown import blocks, definitions, gaps, marked
from whyfolio.markdown.opaque import mask, normalised, plain_fences
from whyfolio.markdown.problem import Problem
from whyfolio.markdown.redaction import Reading, redact
from whyfolio.model.audience import Audience

__all__ = [
    "Mark",
    "Problem",
    "Resolved",
    "has_marks",
    "marks",
    "problems",
    "resolve",
    "resolve_prose",
    "resolved",
]

_ANY = re.compile(r"[\[\]`~<:{\x00-\x08\x0b-\x1f\x7f]|\*\[")
# Without one of these a body holds no mark, no note and no definition: it stays as it is.
_HOLDS_BACK = ("{", ":::", "]:", "*[", "~~~", "````")
_CONTROL = bytes([*range(9), *range(11, 32), 127])
_TAG = re.compile(r"<[A-Za-z/!?]")
_MARK = re.compile(r"[\])]\{|^[ \t]*:::|\{[^{}]*\.(?:review|private|public)(?![\w-])", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked passage as it was found: the whole of it, its audience, its words, its else."""

    offset: int
    length: int
    audience: Audience
    text: str
    otherwise: str | None


@dataclass(frozen=True, slots=True)
class Resolved:
    """What an audience may read, and every problem of the text."""

    text: str
    problems: tuple[Problem, ...]


def resolve(text: str, audience: Audience) -> str:
    """The body as this audience may read it; whatever is ill-formed is withheld from others."""
    if _is_unmarked(text):
        return text
    reading = _read(normalised(text), inline=False)
    return _resolve(reading, audience)


def _is_unmarked(text: str) -> bool:
    """Whether a quick look finds no mark and every code block closed; else the slow one decides."""
    if any(sign in text for sign in _HOLDS_BACK) or _TAG.search(text):
        return False
    signs = text.encode(errors="replace")
    if len(signs) != len(signs.translate(None, _CONTROL)):
        return False
    return "```" not in text or plain_fences(text) is not None


def resolved(text: str, audience: Audience) -> Resolved:
    """The body for this audience together with its problems, in one reading."""
    reading = _read(normalised(text), inline=False)
    return Resolved(_resolve(reading, audience), _problems(text, reading))


def resolve_prose(text: str, audience: Audience) -> str:
    """The sentence as this audience may read it; with a problem in it, others read nothing."""
    text = normalised(text)
    if "{" not in text and "<!--" not in text and ":::" not in text:
        return text
    reading = _read(text, inline=True)
    if reading.problems and audience is not Audience.PRIVATE:
        return ""
    return gaps.close_words(redact(reading, audience).text)


def problems(text: str, *, inline: bool = False) -> tuple[Problem, ...]:
    """Every problem of a body, or of a prose field (`inline`), in the order of the text."""
    if not _ANY.search(text) or (not inline and _is_unmarked(text)):
        return ()
    return _problems(text, _read(normalised(text), inline=inline))


def marks(text: str) -> tuple[Mark, ...]:
    """Every marked passage of a body, outer ones before what they hold."""
    reading = _read(normalised(text), inline=False)
    source = reading.source
    offset = _Offsets(text)
    found = [
        (one.start, one.end, one.audience, *_words(source, one))
        for one in reading.passages
        if one.audience
    ]
    found += _block_marks(reading)
    found.sort(key=lambda mark: (mark[0], -mark[1]))
    return tuple(
        Mark(offset(start), offset(end) - offset(start), audience, words, otherwise)
        for start, end, audience, words, otherwise in found
    )


def has_marks(text: str) -> bool:
    """Whether a name, title or address holds what looks like a mark; a quick test."""
    return ("{" in text or ":::" in text) and bool(_MARK.search(text))


def _read(text: str, *, inline: bool) -> Reading:
    masked = mask(text, inline=inline)
    found = blocks.find(masked.text, inline=inline)
    broken = min(masked.broken, found.broken)
    lines = tuple(line for line in found.lines if line.start < broken)
    pieces = _pieces(lines, broken)
    inner = marked.find(masked.text, text, pieces)
    every = [*masked.problems, *found.problems, *inner.problems]
    return Reading(
        text,
        masked,
        lines,
        inner.passages,
        inner.withheld,
        broken,
        tuple(sorted(dict.fromkeys(every), key=lambda problem: (problem.offset, problem.code))),
    )


def _pieces(lines: tuple[blocks.Line, ...], broken: int) -> list[tuple[int, int]]:
    starts = [0, *(line.end for line in lines)]
    ends = [*(line.start for line in lines), broken]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def _resolve(reading: Reading, audience: Audience) -> str:
    whole = redact(reading, Audience.PRIVATE, everything=True)
    known = definitions.labels(gaps.close(whole.text))
    redacted = redact(reading, audience)
    text = gaps.close(redacted.text)
    text = gaps.close(definitions.keep_used(text, known))
    return redacted.restore(text)


def _words(source: str, passage: marked.Passage) -> tuple[str, str | None]:
    if passage.linked:
        return source[passage.start : passage.body_end], passage.otherwise
    return source[passage.inner : passage.inner_end], passage.otherwise


def _block_marks(reading: Reading) -> list[tuple[int, int, Audience, str, str | None]]:
    found: list[tuple[int, int, Audience, str, str | None]] = []
    stack: list[list[blocks.Line]] = []
    for line in reading.lines:
        if line.kind == "open":
            stack.append([line])
            continue
        stack[-1].append(line)
        if line.kind == "close":
            first, *rest = stack.pop()
            main = reading.source[first.end : rest[0].start].strip("\n")
            other = reading.source[rest[0].end : line.start].strip("\n") if rest[1:] else None
            end = line.end - reading.source.startswith("\n", line.end - 1)
            found.append((first.sign, end, first.audience, main, other))
    return found


def _problems(text: str, reading: Reading) -> tuple[Problem, ...]:
    if "\r\n" not in text:
        return reading.problems
    offset = _Offsets(text)
    return tuple(
        Problem(found.code, offset(found.offset), found.length, found.message, found.hint)
        for found in reading.problems
    )


class _Offsets:
    """Offsets of the text as given, for those of the text with plain line ends."""

    def __init__(self, text: str) -> None:
        ends = (found.start() for found in re.finditer("\r\n", text))
        self._ends = [end - count for count, end in enumerate(ends)]

    def __call__(self, offset: int) -> int:
        return offset + bisect_left(self._ends, offset)
