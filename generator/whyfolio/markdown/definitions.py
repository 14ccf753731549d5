"""Footnotes, link addresses and abbreviations: kept only where a visible word uses them."""

from __future__ import annotations

import re

from whyfolio.dataclass import dataclass
from whyfolio.markdown.opaque import GAP

_NOTE = re.compile(r"^[ ]{0,3}\[\^(?P<label>[^\]\n]+)\]:", re.MULTILINE)
_LINK = re.compile(
    r"^[ ]{0,3}\[(?P<label>(?!\^)(?:[^\[\]\n\\]|\\.)+)\]:[ \t]*(?:\n[ \t]*(?!\[\^))?\S+"
    r"(?:[ \t]+[^\n]*|\n[ \t]+(?:\"[^\n]*\"|'[^\n]*'|\([^\n]*\))[ \t]*)?$",
    re.MULTILINE,
)
_SHORT = re.compile(
    r"^\*\[(?P<label>[^\]\n]+)\][ ]?:[ ]*(?:\n[ ]*(?=[^\s\[*]))?[^\n]*$", re.MULTILINE
)
_NOTE_USE = re.compile(
    r"(?<!\\)(?:\[\^([^\]\n]+)\](?!:)|(?<!^)\[\^([^\]\n]+)\](?=:))", re.MULTILINE
)
_LABEL_USE = re.compile(r"(?<!\\)\[((?:[^\[\]\\]|\\.)*)\]")
_LINK_USE = re.compile(
    r"(?<!\\)(?P<bang>!?)\[(?P<words>(?:[^\[\]\\]|\\.)*)\](?P<label>\[(?:[^\[\]\\]|\\.)*\])?(?![(:{])"
)
_MORE = re.compile(r"\n(?:[ \t]*\n)*(?=(?:[ ]{4}|\t)[ \t]*\S)")


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels that a text defines."""

    notes: frozenset[str]
    links: frozenset[str]


def labels(text: str) -> Labels:
    """The footnotes and link addresses defined in a text (its code masked)."""
    if "]:" not in text:
        return Labels(frozenset(), frozenset())
    return Labels(
        frozenset(found["label"].strip() for found in _NOTE.finditer(text)),
        frozenset(_key(found["label"]) for found in _LINK.finditer(text)),
    )


def keep_used(text: str, before: Labels) -> str:
    """The text without unused definitions, and without references to hidden ones.

    `before` are the labels that the text defined when nothing was hidden.
    """
    if not (before.notes or before.links or "*[" in text):
        return text
    now = labels(text)
    text = _without_notes(text, before.notes - now.notes)
    text = _without_links(text, before.links - now.links)
    return _drop(text, _unused(text))


def _key(label: str) -> str:
    return " ".join(label.split()).casefold()


def _without_notes(text: str, hidden: frozenset[str]) -> str:
    if not hidden:
        return text

    def reference(found: re.Match[str]) -> str:
        return GAP if (found[1] or found[2]).strip() in hidden else found[0]

    return _NOTE_USE.sub(reference, text)


def _without_links(text: str, hidden: frozenset[str]) -> str:
    if not hidden:
        return text

    def words(found: re.Match[str]) -> str:
        label = (found["label"] or "[]")[1:-1] or found["words"]
        if _key(label) not in hidden:
            return found[0]
        return GAP if found["bang"] else found["words"]

    return _LINK_USE.sub(words, text)


@dataclass(frozen=True, slots=True)
class _Definition:
    kind: str
    label: str
    start: int
    end: int


def _definitions(text: str) -> list[_Definition]:
    found = [_Definition("link", _key(m["label"]), *m.span()) for m in _LINK.finditer(text)]
    found += [_Definition("short", m["label"], *m.span()) for m in _SHORT.finditer(text)]
    found += [
        _Definition("note", m["label"].strip(), m.start(), _note_end(text, m.end()))
        for m in _NOTE.finditer(text)
    ]
    return sorted(found, key=lambda definition: (definition.start, -definition.end))


def _note_end(text: str, position: int) -> int:
    """A footnote ends with its paragraph, or with the last paragraph indented under it."""
    while True:
        end = re.compile(
            r"\n(?=[ \t]*(?:\n|\Z)|[ ]{0,3}\[[^\]\n]+\]:|\*\[[^\]\n]+\][ ]?:)|\Z"
        ).search(text, position)
        position = end.start() if end else len(text)
        more = _MORE.match(text, position)
        if not more:
            return position
        position = more.end()


def _unused(text: str) -> list[_Definition]:
    definitions = _definitions(text)
    visible = _outside(text, definitions)
    by_use: dict[str, list[_Definition]] = {}
    for one in definitions:
        by_use.setdefault(_use(one), []).append(one)
    used: set[_Definition] = set()
    waiting = _uses(visible)
    while waiting:
        taken = by_use.pop(waiting.pop(), [])
        used.update(taken)
        for one in taken:
            waiting |= _uses(text[one.start : one.end].partition("]:")[2])
    read = "\n".join([visible, *(text[one.start : one.end] for one in sorted(used, key=_place))])
    return [one for one in definitions if one not in used and not _abbreviates(one, read)]


def _use(definition: _Definition) -> str:
    """How the text names a definition; no reference can name an abbreviation."""
    sign = {"note": "^", "link": "", "short": "\n"}[definition.kind]
    return sign + definition.label


def _place(definition: _Definition) -> int:
    return definition.start


def _outside(text: str, definitions: list[_Definition]) -> str:
    pieces, position = [], 0
    for definition in definitions:
        if definition.start >= position:
            pieces.append(text[position : definition.start])
            position = definition.end
    return "".join([*pieces, text[position:]])


def _uses(visible: str) -> set[str]:
    return {_key(found[1]) for found in _LABEL_USE.finditer(visible)} | {
        "^" + (found[1] or found[2]).strip() for found in _NOTE_USE.finditer(visible)
    }


def _abbreviates(definition: _Definition, read: str) -> bool:
    label = definition.label
    if definition.kind != "short" or label not in read:
        return False
    return bool(re.search(rf"(?<!\w){re.escape(label)}(?!\w)", read))


def _drop(text: str, definitions: list[_Definition]) -> str:
    pieces, position = [], 0
    for definition in definitions:
        if definition.start >= position:
            pieces += [text[position : definition.start], GAP]
            position = definition.end
    return "".join([*pieces, text[position:]])
