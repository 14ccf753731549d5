"""The guard's own reader of marks: `[words]{.review}`, `::: private`, `<!-- notes -->`.

It shares no code with the one that the pages are made with. It asks for less: texts with
ill-formed marks never come so far, so that what stands here is well-formed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from whyfolio.guard.definitions import without_orphans
from whyfolio.guard.shares import Held, Shares
from whyfolio.model.audience import Audience, narrowest

_TOKEN = re.compile(
    r"^(?P<lead>(?:[ \t>]|[-*+:][ \t]|\d{1,9}[.)][ \t])*)"
    r"(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})[^\n]*$"
    r"|^[ \t]*:{3}[ \t]*(?P<block>review|private|else|)[ \t]*$\n?"
    r"|(?P<comment><!--.*?(?:-->|\Z))"
    r"|(?P<escape>\\[^\n])"
    r"|(?P<ticks>`+)"
    r"|(?P<blank>\n[ \t]*(?=\n))"
    r"|(?P<open>!?\[)"
    r"|(?P<close>\])",
    re.MULTILINE | re.DOTALL,
)
# A line with which a paragraph, list item, heading, row or block begins: no address, code or
# mark reaches beyond it.
_BEGINS = r"[ \t>]*(?:\n|\Z|[-*+][ \t]|\d{1,9}[.)][ \t]|[#|:<]|\[[^\]\n]*\]:|\*\[|!!!|`{3}|~{3})"
_ON = rf"\n(?!{_BEGINS})"
_END = re.compile(rf"\n{_BEGINS}")
_ADDRESS = re.compile(
    rf"\((?:[^()\\\n]|\\[^\n]|{_ON}|\((?:[^()\n]|{_ON})*\))*\)|\[(?!\^)(?:[^\[\]\n]|{_ON})*\]"
)
_BRACES = re.compile(rf"\{{(?P<words>(?:[^{{}}\n]|{_ON})*)\}}")
_VALUE = re.compile(r"""[\w-]+=(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s"'{}]+)""", re.DOTALL)
_NAMES = re.compile(r"(?:[.#][\w:-]++|[\w-]++|\s++)*+\Z")
_AUDIENCE = re.compile(r"\.(review|private)(?![\w:-])")
_ELSE = re.compile(
    r"""(?:^|\s)else=(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s"'{}]+))""", re.DOTALL
)
_MARK_LIKE = re.compile(r"\{[^{}]*(?:private|review|public)", re.IGNORECASE)
_PLAIN = re.compile(r"<!--|\{|^[ \t]*:::", re.MULTILINE)


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


def shares(text: str, audience: Audience, *, visible: bool = True, inline: bool = False) -> Shares:
    """What of a text an audience may read, and what is held back from it.

    Args:
        text: a body, or a sentence of front matter.
        audience: who reads.
        visible: whether that audience may read what the text stands in at all.
        inline: whether it is a sentence, in which code is not kept apart.
    """
    if not visible:
        spans = _comments_only(text) if "<!--" in text else []
    else:
        spans = _Reader(text, inline).run() if _PLAIN.search(text) else []
    divided = _Divider(text, audience, spans).run(visible=visible)
    defines = "]:" in text and visible and not inline
    return without_orphans(text, divided) if defines else divided


def _comments_only(text: str) -> list[Span]:
    return [span for span in _Reader(text, inline=False).run() if span.audience is None]


@dataclass(slots=True)
class _Reader:
    text: str
    inline: bool
    spans: list[Span] = field(default_factory=list)
    openers: list[tuple[int, int]] = field(default_factory=list)
    blocks: list[Span] = field(default_factory=list)

    def run(self) -> list[Span]:
        position = 0
        while found := _TOKEN.search(self.text, position):
            position = max(self._read(found), found.start() + 1)
        self.spans.sort(key=lambda span: (span.start, -span.end))
        return self.spans

    def _read(self, found: re.Match[str]) -> int:
        if found["comment"]:
            start, end = found.span()
            self.spans.append(Span(start, end, start + 4, max(end - 3, start + 4), None))
        elif found["fence"] and not self.inline:
            return self._fence(found)
        elif found["ticks"] and not self.inline:
            return self._code(found)
        elif found["block"] is not None:
            self._block(found)
        elif found["blank"] is not None:
            self.openers.clear()
        elif found["open"]:
            self.openers.append(found.span())
        elif found["close"] and self.openers:
            return self._bracket(found.end())
        elif found["fence"] or found["ticks"]:
            return found.start() + 1
        return found.end()

    def _fence(self, found: re.Match[str]) -> int:
        sign = found["fence"]
        closing = re.compile(rf"^[ \t>]*{sign[0]}{{{len(sign)},}}[ \t]*$", re.MULTILINE)
        close = closing.search(self.text, found.end())
        return close.end() if close else len(self.text)

    def _code(self, found: re.Match[str]) -> int:
        ticks = found["ticks"]
        close = re.compile(rf"(?<!`){ticks}(?!`)").search(self.text, found.end())
        words = self.text[found.end() : close.start()] if close else ""
        apart = "\n" in words or words != words.strip()
        lone = len(ticks) == 1 and apart and _MARK_LIKE.search(words)
        if close is None or _END.search(words) or lone:
            return found.end()
        return close.end()

    def _block(self, found: re.Match[str]) -> None:
        word, (start, end) = found["block"], found.span()
        if word in {"review", "private"}:
            self.blocks.append(Span(start, end, end, end, Audience(word)))
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
        is_note = self.text.startswith("^", inner)
        address = None if is_note else _ADDRESS.match(self.text, close)
        end = address.end() if address else close
        braces = _BRACES.match(self.text, end)
        names = _VALUE.sub(" ", braces["words"]) if braces else ""
        named = _AUDIENCE.findall(names) if _NAMES.match(names) else []
        if braces is None or not named:
            return end
        other = _ELSE.search(braces["words"])
        words = next(filter(None, other.groups()), "") if other else ""
        words = re.sub(r"\\([\"'\\])", r"\1", words)
        mark = narrowest(*(Audience(name) for name in named))
        inner, inner_end = (start, end) if address or is_note else (inner, close - 1)
        self.spans.append(Span(start, braces.end(), inner, inner_end, mark, words))
        return braces.end()


@dataclass(slots=True)
class _Divider:
    text: str
    audience: Audience
    spans: list[Span]
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
            return
        sees = visible and self.audience.sees(span.audience)
        self._walk(within, span.inner, span.inner_end, visible=sees)
        if visible and not sees:
            self.shown.append(f" {span.otherwise} ")
        if span.other[0] and not sees:
            self._walk(within, *span.other, visible=visible)

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
