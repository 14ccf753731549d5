"""What in a text is code or an author's comment: found first, so that nothing in it is a mark.

The guard's own: it shares no code with the one that the pages are made with.
"""

from __future__ import annotations

import re

from whyfolio.dataclass import dataclass

ASIDE = "\x01"  # stands for each sign of code within a line, and of a comment
EDGE = "\x02"  # stands where something within a line is held back
BLOCK = "\x03"  # stands for each sign of a fenced block
# What the line that follows begins, if it goes on with no paragraph, list item, heading or row.
BEGINS = (
    r"[ \t>]*(?:\n|\Z|[-*+][ \t]|\d{1,9}[.)][ \t]|[#|:]|\[[^\]\n]*\]:|\*\[|!!!|\?\?\?"
    rf"|`{{3,}}[^`\n]*(?:\n|\Z)|~{{3}}|<[!/a-zA-Z]|{BLOCK})"
)
_LINE = re.compile(rf"\n(?={BEGINS})")
_NEXT = re.compile(
    r"^(?P<lead>(?:[ \t>]|[-*+:][ \t]|\d{1,9}[.)][ \t])*)"
    r"(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})[^\n]*$"
    r"|(?P<comment><!--)|\\[^\n]|(?P<ticks>`+)",
    re.MULTILINE,
)
_MARK_LIKE = re.compile(r"\{[^{}]*(?:private|review|public)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asides:
    """A text in which code and comments are blotted out, sign for sign, and the comments."""

    text: str
    comments: tuple[tuple[int, int], ...]


def asides(text: str, *, inline: bool) -> Asides:
    """Blot out the comments of a text and, unless it is a sentence (`inline`), its code."""
    pieces: list[str] = []
    comments: list[tuple[int, int]] = []
    position = kept = 0
    while found := _NEXT.search(text, position):
        start, end, sign = found.start(), found.end(), ASIDE
        if found["comment"]:
            close = text.find("-->", end)
            end = close + 3 if close >= 0 else len(text)
            comments.append((start, end))
        elif inline or not (found["fence"] or found["ticks"]):
            position = found.start("fence") + 1 if found["fence"] else end
            continue
        elif found["fence"]:
            start, end, sign = found.start("fence"), _fence_end(text, found), BLOCK
        elif (end := _code_end(text, found)) == found.end():
            position = end
            continue
        pieces += [text[kept:start], sign * (end - start)]
        position = kept = end
    return Asides("".join([*pieces, text[kept:]]), tuple(comments))


def _fence_end(text: str, found: re.Match[str]) -> int:
    """A quoted fence ends with a quoted line, any other with one that is hardly indented more."""
    lead, sign = found["lead"], found["fence"]
    spare = len(lead.expandtabs(4)) + 3
    before = r"[ \t]*>[ \t>]*" if ">" in lead else rf"[ \t]{{0,{spare}}}"
    close = re.compile(rf"^{before}{sign[0]}{{{len(sign)},}}[ \t]*$", re.MULTILINE)
    end = close.search(text, found.end())
    return end.end() if end else len(text)


def _code_end(text: str, found: re.Match[str]) -> int:
    """Where code ends that begins with these backticks; right behind them if none does."""
    ticks, start = found["ticks"], found.end()
    close = re.compile(rf"(?<!`){ticks}(?!`)").search(text, start)
    if close is None:
        return start
    line = _LINE.search(text, start, close.end())
    if line and line.start() < close.start():
        return start
    words = text[start : close.start()]
    apart = "\n" in words or words != words.strip()
    if len(ticks) == 1 and apart and _MARK_LIKE.search(words):
        return start
    return close.end()
