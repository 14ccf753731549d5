"""A diagnostic as a person reads it: where, what, the line it is about, and what to do."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

import click

from whyfolio.diagnostics import Diagnostic, Place, Severity

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NUDGE: "cyan"}
_UNREPEATED = frozenset(["E321", "W324"])  # the line holds a secret, and a screen is looked at
_WIDEST = 100
_BEFORE = 40
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NUDGE: "notice"}


def drawn(found: Diagnostic, sources: Mapping[str, str]) -> str:
    """One diagnostic with its source line and a caret, if that line is known."""
    colour, place = _COLOURS[found.severity], found.place
    label = click.style(f"{found.severity.value}[{found.code}]", fg=colour, bold=True)
    lines = [f"{place.file}:{place.line}:{place.column}: {label}: {found.message}"]
    text = "" if found.code in _UNREPEATED else sources.get(place.file, "")
    source = _line(text, place.line)
    if source.strip():
        shown, lead, carets = _cut(source, place)
        lines.append(f"{place.line:>5} | {shown}")
        lines.append(f"      | {lead}{click.style(carets, fg=colour)}")
    if found.hint:
        lines.append(f"  hint: {found.hint}")
    return "\n".join(lines)


def for_github(found: Diagnostic) -> str:
    """One diagnostic as a workflow command of GitHub's."""
    place = found.place
    where = {"file": place.file, "line": place.line, "col": place.column, "title": found.code}
    options = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in where.items())
    text = "\n".join(filter(None, [found.message, found.hint]))
    return f"::{_GITHUB[found.severity]} {options}::{_escaped(text)}"


def _escaped(text: str, more: str = "") -> str:
    return "".join(f"%{ord(sign):02X}" if sign in f"%\r\n{more}" else sign for sign in text)


def _line(text: str, number: int) -> str:
    lines = text.split("\n")
    return lines[number - 1] if 0 < number <= len(lines) else ""


def _cut(source: str, place: Place) -> tuple[str, str, str]:
    """The line, what stands below it before the carets, and the carets; long lines are cut."""
    start = min(place.column - 1, len(source))
    first = max(0, start - _BEFORE) if len(source) > _WIDEST else 0
    window = source[first : first + _WIDEST]
    shown = f"{'…' if first else ''}{window}{'…' if first + _WIDEST < len(source) else ''}"
    before = source[first:start]
    lead = " " * bool(first) + "".join("\t" if s == "\t" else " " * _width(s) for s in before)
    marked = window[start - first : start - first + max(1, place.length)]
    return shown, lead, "^" * max(1, sum(map(_width, marked)))


def _width(sign: str) -> int:
    if unicodedata.combining(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1
