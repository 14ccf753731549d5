"""What another reader of YAML makes of the usual sentences, known without asking one.

Each answer here is what the reader would give; where that is not certain, there is none.
"""

from __future__ import annotations

import re

from whyfolio.content.faults import shown
from whyfolio.content.lines import Line, RawField
from whyfolio.model.fields import Field, Many, Record, fields_of

UNREADABLE = "cannot read this sentence"
_WORD = r"(?!(?:yes|no|on|off|true|false|null|y|n)\Z)[A-Za-z][^:#\n]*"
HARMLESS = re.compile(rf"{_WORD}\Z", re.IGNORECASE)
_DAY = r"[12]\d{3}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|1\d|2[0-8]))?"
_SMOOTH = rf"(?:{_WORD}|{_DAY}|[1-9]\d{{0,8}}|0)?"
_VALUE = re.compile(rf"{_SMOOTH}\Z", re.IGNORECASE | re.ASCII)
_LIST = re.compile(r"\[[\w ,./-]*\]\Z", re.ASCII)
_PAIR = re.compile(rf"(?P<key>[A-Za-z_][\w-]*): {_SMOOTH}\Z", re.IGNORECASE | re.ASCII)
_DASH = 2  # how far a member's fields stand behind its dash


def at_a_glance(text: str) -> str | None:
    """What another reader makes of a sentence of one line; None where that is not certain.

    A colon before a blank ends it with an error, a hash behind a blank begins a comment.
    """
    if not (text[:1].isascii() and text[:1].isalpha() and text.isprintable()):
        return None
    kept, comment, _ = text.partition(" #")
    if ": " in kept or kept.endswith(":"):
        return UNREADABLE
    cut = kept.rstrip()
    return cut_to(cut) if comment and HARMLESS.match(cut) else None


def cut_to(rest: str) -> str:
    """That a sentence is cut, and to what."""
    return f'cuts this sentence to "{shown(rest)}"'


def is_smooth(raw: RawField, field: Field | None) -> bool:
    """Whether nothing in a field without errors is read otherwise by anybody, at a glance."""
    if field is None:
        return False
    many = isinstance(field.type, Many)
    if not raw.more:
        text = raw.first.text
        return bool(_VALUE.match(text) or (many and _LIST.match(text)))
    kind = field.type.of if isinstance(field.type, Many) else field.type
    keys = frozenset(fields_of(kind.shape)) if isinstance(kind, Record) else frozenset[str]()
    return not raw.first.text and _is_smooth_block(raw.more, keys)


def _is_smooth_block(lines: list[Line], keys: frozenset[str]) -> bool:
    """Whether lines are fields, or members of a list, each on a line of its own."""
    margin, is_list = lines[0].indent, lines[0].is_dash
    in_fields = not is_list
    for line in lines:
        begins = is_list and line.is_dash and line.indent == margin
        text = line.text[_DASH:] if begins else line.text
        pair = _PAIR.match(text)
        is_field = pair is not None and pair["key"] in keys
        if begins:
            in_fields = is_field
        elif not in_fields or line.indent != margin + _DASH * is_list:
            return False
        if not (is_field or (begins and _VALUE.match(text))):
            return False
    return True
