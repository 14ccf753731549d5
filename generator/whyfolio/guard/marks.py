"""The guard's own reader of marks: `[words]{.review}`, `::: private`, `<!-- notes -->`.

It shares no code with the one that the pages are made with. It asks for less: texts with
ill-formed marks never come so far, so that what stands here is well-formed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import field

from whyfolio.dataclass import dataclass
from whyfolio.guard.asides import BEGINS, EDGE, asides
from whyfolio.guard.definitions import without_orphans
from whyfolio.guard.shares import Held, Shares
from whyfolio.model.audience import Audience, narrowest

_TOKEN = re.compile(
    r"^[ \t]*:{3}[ \t]*(?P<block>review|private|else|)[ \t]*$\n?"
    r"|\\[^\n]"
    rf"|(?P<line>\n(?={BEGINS}))"
    r"|(?P<open>!?\[)"
    r"|(?P<close>\])",
    re.MULTILINE,
)
_LINE = re.compile(rf"\n(?={BEGINS})")
_IN_ADDRESS = re.compile(r"""\\[^\n]|"[^"\n]*"(?=\s*\))|[<>()]""")
_LABEL = re.compile(r"\[(?!\^)[^\[\]]*\]")
_LONGEST = 4000  # letters of an address
_DEEPEST = 50  # brackets within brackets of an address
_BRACES = re.compile(r"\{(?P<words>[^{}]*)\}")
_VALUE = re.compile(r"""[\w-]+=(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s"'{}]+)""", re.DOTALL)
_NAMES = re.compile(r"(?:[.#][\w:-]++|[\w-]++|\s++)*+\Z")
_AUDIENCE = re.compile(r"\.(review|private)(?![\w:-])")
_ELSE = re.compile(
    r"""(?:^|\s)else=(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s"'{}]+))""", re.DOTALL
)
_BLOCK = re.compile(r"^[ \t]*:::", re.MULTILINE)


@dataclass(slots=True)
class Span:
    """A marked passage: all of it, its words, who may read them, and the other wording."""

    start: int
    end: int
    inner: int
    inner_end: int
    audience: Audience | None
    otherwise: str = ""
    other: tuple[int, int] = (0, 0)
    is_block: bool = False


def shares(text: str, audience: Audience, *, visible: bool = True, inline: bool = False) -> Shares:
    """What of a text an audience may read, and what is held back from it.

    Args:
        text: a body, or a sentence of front matter.
        audience: who reads.
        visible: whether that audience may read what the text stands in at all.
        inline: whether it is a sentence, in which code is not kept apart.
    """
    defines = "]:" in text and visible and not inline
    marked = "<!--" in text or (visible and _holds_marks(text))
    if not (marked or defines):
        return _Divider(text, audience, []).run(visible=visible)
    apart = asides(text, inline=inline)
    spans = [_note(text, start, end, EDGE * defines) for start, end in apart.comments]
    if visible and marked:
        spans += _Reader(text, apart.text).run()
        spans.sort(key=lambda span: (span.start, -span.end))
    divided = _Divider(text, audience, spans).run(visible=visible)
    if not defines:
        return divided
    bare = _Divider(apart.text, audience, spans, EDGE).run(visible=visible)
    kept = without_orphans(text, apart.text, divided, bare.shown)
    return Shares(kept.shown.replace(EDGE, ""), kept.held)


def _holds_marks(text: str) -> bool:
    return "{" in text or (":::" in text and bool(_BLOCK.search(text)))


def _note(text: str, start: int, end: int, sign: str) -> Span:
    """An author's comment; within a line a sign stays where it was, so that the line has words."""
    begins = not text[text.rfind("\n", 0, start) + 1 : start].strip()
    inner = start + len("<!--")
    return Span(start, end, inner, max(end - 3, inner), None, "" if begins else sign)


@dataclass(slots=True)
class _Reader:
    text: str
    bare: str  # the same without code and comments, place for place
    spans: list[Span] = field(default_factory=list)
    openers: list[tuple[int, int]] = field(default_factory=list)
    blocks: list[Span] = field(default_factory=list)
    limit: int = -1

    def run(self) -> list[Span]:
        position = 0
        while found := _TOKEN.search(self.bare, position):
            position = max(self._read(found), found.start() + 1)
        return self.spans

    def _read(self, found: re.Match[str]) -> int:
        if found["block"] is not None:
            self._block(found)
        elif found["line"]:
            self.openers.clear()
        elif found["open"]:
            self.openers.append(found.span())
        elif found["close"] and self.openers:
            return self._bracket(found.end())
        return found.end()

    def _limit(self, position: int) -> int:
        """Where the paragraph, list item, heading or row ends: no mark reaches beyond it."""
        if position > self.limit:
            found = _LINE.search(self.bare, position)
            self.limit = found.start() if found else len(self.bare)
        return self.limit

    def _block(self, found: re.Match[str]) -> None:
        word, (start, end) = found["block"], found.span()
        if word in {"review", "private"}:
            self.blocks.append(Span(start, end, end, end, Audience(word), is_block=True))
        elif self.blocks and word == "else":
            self.blocks[-1].inner_end = start
            self.blocks[-1].other = (end, end)
        elif self.blocks:
            block = self.blocks.pop()
            block.end = end
            if block.other[0]:
                block.other = (block.other[0], start)
            else:
                block.inner_end = start
            self.spans.append(block)

    def _bracket(self, close: int) -> int:
        start, inner = self.openers.pop()
        limit = self._limit(close)
        is_note = self.bare.startswith("^", inner)
        end = close if is_note else self._address(close, limit)
        braces = _BRACES.match(self.bare, end, limit)
        typed = self.text[slice(*braces.span("words"))] if braces else ""
        names = _VALUE.sub(" ", typed)
        named = _AUDIENCE.findall(names) if _NAMES.match(names) else []
        if braces is None or not named:
            return end
        other = _ELSE.search(typed)
        words = next(filter(None, other.groups()), "") if other else ""
        words = re.sub(r"\\([\"'\\])", r"\1", words)
        mark = narrowest(*(Audience(name) for name in named))
        inner, inner_end = (start, end) if end > close or is_note else (inner, close - 1)
        self.spans.append(Span(start, braces.end(), inner, inner_end, mark, words))
        return braces.end()

    def _address(self, start: int, limit: int) -> int:
        """Where the address or label ends that begins here; the start itself if none does."""
        if self.bare.startswith("(", start):
            depth, pointed = 0, False
            for found in _IN_ADDRESS.finditer(self.bare, start, min(limit, start + _LONGEST)):
                match found[0]:
                    case "<":
                        pointed = not self.bare[start + 1 : found.start()].strip()
                    case ">":
                        pointed = False
                    case "(" if not pointed:
                        depth += 1
                        if depth > _DEEPEST:
                            break
                    case ")" if not pointed:
                        depth -= 1
                        if not depth:
                            return found.end()
        label = _LABEL.match(self.bare, start, limit)
        return label.end() if label else start


@dataclass(slots=True)
class _Divider:
    text: str
    audience: Audience
    spans: list[Span]
    lead: str = " "
    shown: list[str] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    notes: list[Held] = field(default_factory=list)
    run_start: int = 0
    run_words: list[str] = field(default_factory=list)

    def run(self, *, visible: bool) -> Shares:
        self._walk(self.spans, 0, len(self.text), visible=visible)
        self._end_run()
        return Shares("".join(self.shown), (*self.held, *self.notes))

    def _walk(self, spans: list[Span], start: int, end: int, *, visible: bool) -> None:
        inside = [span for span in spans if start <= span.start and span.end <= end]
        starts = [span.start for span in inside]
        position = start
        for number, span in enumerate(inside):
            if span.start < position:
                continue
            self._text(position, span.start, visible=visible)
            within = inside[number + 1 : bisect_left(starts, span.end, number + 1)]
            self._span(span, within, visible=visible)
            position = span.end
        self._text(position, end, visible=visible)

    def _span(self, span: Span, within: list[Span], *, visible: bool) -> None:
        if span.audience is None:
            words = self.text[span.inner : span.inner_end]
            self.notes.append(Held(span.inner, words, is_note=True))
            if visible:
                self.shown.append(span.otherwise)
            return
        sees = visible and self.audience.sees(span.audience)
        # Lines begin within a block and behind it; what stands behind a mark begins none.
        edge = "\n" if span.is_block else f"{self.lead}{span.otherwise} "
        if visible and (span.is_block or not sees):
            self.shown.append(edge)
        self._walk(within, span.inner, span.inner_end, visible=sees)
        if span.other[0] and not sees:
            self._walk(within, *span.other, visible=visible)
        if visible and span.is_block:
            self.shown.append(edge)

    def _text(self, start: int, end: int, *, visible: bool) -> None:
        """Words that are held back with nothing but blanks between them are one run."""
        words = self.text[start:end]
        if visible:
            self.shown.append(words)
            if words.strip():
                self._end_run()
        elif words and self.run_words:
            self.run_words.append(words)
        elif words.strip():
            self.run_start = start
            self.run_words.append(words)

    def _end_run(self) -> None:
        if self.run_words:
            self.held.append(Held(self.run_start, "".join(self.run_words)))
            self.run_words.clear()
