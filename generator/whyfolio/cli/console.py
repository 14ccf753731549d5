"""The only place that prints: diagnostics as a person reads them, messages, questions."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence

import click

from whyfolio.diagnostics import Diagnostic, Severity

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NUDGE: "cyan"}
_WIDE = 160


def say(text: str = "") -> None:
    """One line of the result, to standard output."""
    click.echo(text, color=_colour())


def complain(text: str) -> None:
    """One line that is no result, to standard error."""
    click.echo(f"whyfolio: {text}", err=True, color=_colour())


def note(text: str) -> None:
    """A line for the person alone, to standard error."""
    click.echo(text, err=True, color=_colour())


def strong(text: str) -> str:
    """The text in bold where colours are."""
    return click.style(text, bold=True)


def on_terminal() -> bool:
    """Whether somebody is there who can answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask(question: str, default: str = "") -> str:
    """One answer from the terminal; Enter gives the default."""
    click.echo(question)
    shown = f"[{default}] " if default else ""
    answer: str = click.prompt(f"{shown}>", default=default, show_default=False, prompt_suffix=" ")
    return answer.strip()


def draw_all(found: Iterable[Diagnostic], sources: Mapping[str, str]) -> None:
    """Draw diagnostics to standard error, each with its line and a caret."""
    for diagnostic in found:
        click.echo(drawn(diagnostic, sources), err=True, color=_colour())


def drawn(found: Diagnostic, sources: Mapping[str, str]) -> str:
    """One diagnostic: where, what, the line it is about, and what to do."""
    colour = _COLOURS[found.severity]
    place = found.place
    label = click.style(f"{found.severity.value}[{found.code}]", fg=colour, bold=True)
    lines = [f"{place.file}:{place.line}:{place.column}: {label}: {found.message}"]
    source = _line(sources.get(place.file, ""), place.line)
    if source:
        start = place.column - 1
        lead = "".join("\t" if letter == "\t" else " " for letter in source[:start])
        carets = "^" * max(1, min(place.length, len(source) - start))
        lines.append(f"{place.line:>5} | {source}")
        lines.append(f"      | {lead}{click.style(carets, fg=colour)}")
    if found.hint:
        lines.append(f"  hint: {found.hint}")
    return "\n".join(lines)


def _line(text: str, number: int) -> str:
    lines = text.splitlines()
    source = lines[number - 1] if 0 < number <= len(lines) else ""
    return source if len(source) <= _WIDE and source.strip() else ""


def as_json(found: Sequence[Diagnostic]) -> None:
    """All diagnostics as one JSON list on standard output."""
    say(json.dumps([diagnostic.as_json() for diagnostic in found], ensure_ascii=False, indent=2))


def as_github(found: Sequence[Diagnostic]) -> None:
    """All diagnostics as GitHub's workflow commands on standard output."""
    kinds = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NUDGE: "notice"}
    for diagnostic in found:
        place = diagnostic.place
        where = f"file={place.file},line={place.line},col={place.column},title={diagnostic.code}"
        text = " ".join(filter(None, [diagnostic.message, diagnostic.hint]))
        escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        say(f"::{kinds[diagnostic.severity]} {where}::{escaped}")


def counted(number: int, one: str, many: str = "") -> str:
    """`1 error`, `2 errors`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def tally(found: Sequence[Diagnostic]) -> str:
    """`2 errors, 1 warning`; "" where there is nothing."""
    counts = [
        counted(sum(d.severity is severity for d in found), severity.value)
        for severity in Severity
        if any(d.severity is severity for d in found)
    ]
    return ", ".join(counts)


def _colour() -> bool | None:
    return False if os.environ.get("NO_COLOR") else None
