"""Footnotes, link addresses and abbreviations whose only use is held back are held back too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from whyfolio.dataclass import dataclass
from whyfolio.guard.asides import EDGE
from whyfolio.guard.shares import Held, Shares

_SHORT = r"\*\[[^\]\n]+\][ ]?:"
_NOTE = re.compile(
    r"^[ ]{0,3}\[(?P<label>\^[^\]\n]+)\]:[^\n]*"
    rf"(?:\n(?![ \t]*\n|[ ]{{0,3}}\[[^\]\n]+\]:|{_SHORT}|[ \t]*:::)[^\n]+"
    r"|\n(?:[ \t]*\n)+(?=(?:[ ]{4}|\t)[ \t]*\S)[^\n]+)*",
    re.MULTILINE,
)
_LINE = re.compile(
    r"^(?:\*\[(?P<short>[^\]\n]+)\][ ]?:[ ]*(?:\n[ ]*(?=[^\s\[*]))?"
    r"|[ ]{0,3}\[(?P<label>(?!\^|[ \t]*\])(?:[^\[\]\n\\]|\\.)+)\]:"
    r"[ \t]*(?:\n[ \t]*(?!\[\^))?(?=\S))[^\n]*",
    re.MULTILINE,
)
_BEHIND = re.compile(r"\][ ]?:")
_USE = re.compile(r"(?<!\\)\[((?:[^\[\]\\]|\\.)*)\]")


@dataclass(frozen=True, slots=True)
class _Definition:
    name: str
    start: int
    end: int
    text: str

    def is_used(self, text: str, labels: frozenset[str]) -> bool:
        """Whether a text, in which these labels stand in brackets, refers to it."""
        if self.name.startswith("*"):
            return re.search(rf"(?<!\w){re.escape(self.name[1:])}(?!\w)", text) is not None
        return self.name in labels

    @property
    def meaning(self) -> str:
        """What stands behind its label."""
        return _BEHIND.split(self.text, 1)[-1]


def without_orphans(source: str, bare: str, shares: Shares, shown: str) -> Shares:
    """Take out of the shown text the definitions that only held-back words refer to.

    Args:
        source: all of the text.
        bare: the same without its code and comments, place for place.
        shares: the text, divided.
        shown: what is shown of it without code, place for place.
    """
    defined = _found(shown)
    if not defined:
        return shares
    used, waiting = _divided(defined, _without(shown, defined))
    for each in used:
        if "[" in each.meaning or any(other.name[0] == "*" for other in waiting):
            drawn, waiting = _divided(waiting, each.meaning)
            used += drawn
    elsewhere = _without(bare, _found(bare))
    meanings = "\n".join(each.meaning for each in waiting)
    named = {each.start for each in _divided(waiting, f"{elsewhere}\n{meanings}")[0]}
    pieces, held, position = [], list(shares.held), 0
    for each in waiting:
        words = shares.shown[each.start : each.end]
        pieces += [shares.shown[position : each.start], " "]
        position = each.end
        if each.start in named:
            held.append(
                Held(max(source.find(words), 0), _BEHIND.split(words, 1)[-1].replace(EDGE, ""))
            )
    return Shares("".join([*pieces, shares.shown[position:]]), tuple(held))


def _divided(
    definitions: list[_Definition], text: str
) -> tuple[list[_Definition], list[_Definition]]:
    """Those that a text refers to, and the others."""
    labels = _labels(text)
    used: list[_Definition] = []
    others: list[_Definition] = []
    for each in definitions:
        (used if each.is_used(text, labels) else others).append(each)
    return used, others


def _labels(text: str) -> frozenset[str]:
    return frozenset(_name(found[1]) for found in _USE.finditer(text))


def _name(label: str) -> str:
    return " ".join(label.replace(EDGE, " ").split()).casefold()


def _found(text: str) -> list[_Definition]:
    return sorted(_definitions(text), key=lambda each: (each.start, -each.end))


def _definitions(text: str) -> Iterator[_Definition]:
    for found in _NOTE.finditer(text):
        yield _Definition(_name(found["label"]), *found.span(), found[0])
    for found in _LINE.finditer(text):
        name = f"*{found['short']}" if found["short"] else _name(found["label"])
        if name:
            yield _Definition(name, *found.span(), found[0])


def _without(text: str, definitions: list[_Definition]) -> str:
    pieces, position = [], 0
    for each in definitions:
        if each.start >= position:
            pieces.append(text[position : each.start])
            position = each.end
    return "".join([*pieces, text[position:]])
