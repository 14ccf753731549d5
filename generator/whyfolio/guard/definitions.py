"""Footnotes, link addresses and abbreviations whose only use is held back are held back too."""

from __future__ import annotations

import re
from dataclasses import dataclass

from whyfolio.guard.shares import Held, Shares

_NOTE = re.compile(
    r"^[ ]{0,3}\[(?P<label>\^[^\]\n]+)\]:[^\n]*"
    r"(?:\n(?![ \t]*\n|[ ]{0,3}\[[^\]\n]+\]:|[ \t]*:::)[^\n]+|\n(?:[ \t]*\n)+(?=[ ]{4}|\t)[^\n]+)*",
    re.MULTILINE,
)
_LINE = re.compile(
    r"^[ ]{0,3}(?:\*\[(?P<short>[^\]\n]+)\]"
    r"|\[(?P<label>(?!\^|[ \t]*\])(?:[^\[\]\n`]|`[^\[\]\n`]*`)+)\]):[^\n]*",
    re.MULTILINE,
)
_FENCED = re.compile(
    r"^(?:[ \t>]|[-*+:][ \t]|\d{1,9}[.)][ \t])*(?P<sign>`{3,}(?=[^`\n]*$)|~{3,})[^\n]*\n"
    r".*?^[ \t>]*(?P=sign)[`~]*[ \t]*$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class _Definition:
    name: str
    text: str

    def is_used(self, text: str) -> bool:
        """Whether a text refers to it."""
        if self.name.startswith("*"):
            return re.search(rf"(?<!\w){re.escape(self.name[1:])}(?!\w)", text) is not None
        return f"[{self.name}]" in text.casefold()


def without_orphans(source: str, shares: Shares) -> Shares:
    """Take out of the shown text the definitions that only held-back words refer to."""
    defined = _found(_FENCED.sub("\n", shares.shown))
    if not defined:
        return shares
    rest = _LINE.sub("", _NOTE.sub("", shares.shown))
    whole = _LINE.sub("", _NOTE.sub("", source))
    used = [each for each in defined if each.is_used(rest)]
    waiting = [each for each in defined if each not in used]
    for each in used:
        drawn = [other for other in waiting if other.is_used(_meaning(each))]
        used += drawn
        waiting = [other for other in waiting if other not in drawn]
    shown, held = shares.shown, list(shares.held)
    for each in waiting:
        shown = shown.replace(each.text, " ")
        if each.is_used(whole) or any(each.is_used(other.text) for other in waiting[:50]):
            at = source.find(each.text)
            held.append(Held(max(at, 0), _meaning(each)))
    return Shares(shown, tuple(held))


def _meaning(definition: _Definition) -> str:
    return definition.text.partition("]:")[2]


def _found(text: str) -> list[_Definition]:
    notes = [_Definition(each["label"].casefold(), each[0]) for each in _NOTE.finditer(text)]
    lines = [
        _Definition(f"*{each['short']}" if each["short"] else each["label"].casefold(), each[0])
        for each in _LINE.finditer(text)
    ]
    return [*notes, *lines]
