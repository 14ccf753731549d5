"""A scalar as an author types it: a sentence, a quoted text, a block, a plain word."""

from __future__ import annotations

import re
from collections.abc import Iterable

from whyfolio.content.faults import Faults
from whyfolio.content.lines import Line
from whyfolio.content.nodes import Scalar, Span, Style
from whyfolio.diagnostics import Place

_BLOCK = re.compile(r"([|>])(?:[+-]?([1-9]?)|([1-9])[+-])\Z")
_DOUBLE = re.compile(r'"((?:[^"\\]|\\.)*)"[ \t]*(?:\Z|[ \t]#)', re.DOTALL)
_SINGLE = re.compile(r"'((?:[^']|'')*)'[ \t]*(?:\Z|[ \t]#)", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
_DOUBLED = re.compile("''")
_COMMENT = re.compile(r"(?:^|[ \t])#.*\Z")
_EXTRAS = {"&": "an anchor", "*": "an alias", "!": "a tag"}


def place_of(lines: Iterable[Line], faults: Faults) -> Place:
    """Where the first line with something on it stands."""
    for line in lines:
        if line.text:
            return faults.place(line.number, line.column, len(line.text))
    return faults.place(1, 1)


def block(first: Line, more: list[Line], faults: Faults) -> Scalar | None:
    """A block scalar (`|` or `>`), without the line ends at its end; None if it is none."""
    header = _BLOCK.match(first.text)
    if not header:
        return None
    filled = [line for line in more if line.text]
    if not filled:
        return Scalar("", faults.place(first.number, first.column), Style.BLOCK)
    margin = min(line.indent for line in filled)
    pieces = [" " * max(0, line.indent - margin) + line.text if line.text else "" for line in more]
    return _joined(
        pieces, [line._replace(indent=min(line.indent, margin)) for line in more],
        folded=header.group(1) == ">", place=place_of(filled, faults),
    )  # fmt: skip


def _joined(pieces: list[str], lines: list[Line], *, folded: bool, place: Place) -> Scalar:
    text, breaks = "", 0
    spans: list[Span] = []
    last = ""
    for piece, line in zip(pieces, lines, strict=True):
        if not piece:
            breaks += 1
            continue
        if text or spans:
            loose = folded and not piece.startswith(" ") and not last.startswith(" ")
            text += ("\n" * breaks or " ") if loose else "\n" * (breaks + 1)
        elif breaks:
            text = "\n" * breaks
        spans.append(Span(len(text), line.number, line.column))
        text, last, breaks = text + piece, piece, 0
    return Scalar(text, place, Style.BLOCK, tuple(spans))


def typed(first: Line, more: list[Line], faults: Faults) -> Scalar:
    """A sentence, as typed: further lines continue it, a blank line begins a paragraph."""
    if not more:
        place = faults.place(first.number, first.column, len(first.text))
        return Scalar(first.text, place, Style.TYPED)
    text, spans, blank = "", [], False
    for line in (first, *more):
        if not line.text:
            blank = True
            continue
        if text:
            text += "\n\n" if blank else " "
        spans.append(Span(len(text), line.number, line.column))
        text, blank = text + line.text, False
    return Scalar(text, place_of((first, *more), faults), Style.TYPED, tuple(spans))


def quoted(first: Line, more: list[Line], faults: Faults) -> Scalar | None:
    """A text in quotes of YAML's, or None where the first closing quote is not its end."""
    mark = first.text[0]
    raw = "\n".join([first.text, *(line.text for line in more)]).rstrip()
    found = (_DOUBLE if mark == '"' else _SINGLE).match(raw)
    if not found:
        return None
    inner, place = found.group(1), faults.place(first.number, first.column, len(first.text))
    if "\n" in inner or (mark == '"' and "\\" in inner):
        return _unquoted(inner, mark, first, place, faults)
    spans = [Span(0, first.number, first.column + 1)]
    if mark == "'" and "''" in inner:
        for count, doubled in enumerate(_DOUBLED.finditer(inner)):
            offset = doubled.end() - count - 1
            spans.append(Span(offset, first.number, first.column + 1 + doubled.end()))
        inner = inner.replace("''", "'")
    return Scalar(inner, place, Style.QUOTED, tuple(spans))


def _unquoted(inner: str, mark: str, first: Line, place: Place, faults: Faults) -> Scalar | None:
    """Escapes and line breaks are YAML's business."""
    from whyfolio.content.flow import read_flow

    node = read_flow(
        f"{mark}{inner}{mark}".replace("\n", "\n "), first.number, first.column, faults
    )
    if not isinstance(node, Scalar):
        return Scalar("", place, Style.QUOTED)
    spans = [Span(0, first.number, first.column + 1)]
    if "\n" not in inner:
        shrunk = 0
        for escape in _ESCAPE.finditer(inner):
            shrunk += len(escape.group()) - 1
            spans.append(Span(escape.end() - shrunk, first.number, first.column + 1 + escape.end()))
    return Scalar(node.text, place, Style.QUOTED, tuple(spans))


def _uncommented(line: Line) -> Line:
    if "#" not in line.text:
        return line
    return line._replace(text=_COMMENT.sub("", line.text).rstrip())


def plain(first: Line, more: list[Line], faults: Faults) -> Scalar | None:
    """A word of YAML's: a comment behind it is cut off; None where nothing is said."""
    if first.text[:1] in _EXTRAS and first.text[:1]:
        what = _EXTRAS[first.text[0]]
        faults.add(
            "E113",
            faults.place(first.number, first.column, len(first.text)),
            f"YAML would read {what} here; whyfolio reads none",
            "put the value in quotes",
        )
        return None
    kept = [_uncommented(line) for line in more]
    word = typed(_uncommented(first), [line for line in kept if line.text], faults)
    if word.text in {"", "~", "null"}:
        return None
    return Scalar(word.text, word.place, Style.PLAIN, word.spans)
