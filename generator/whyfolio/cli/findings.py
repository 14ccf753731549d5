"""What `check` has to say about a portfolio: its faults, the coach's questions, what is due."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from whyfolio.cli.console import counted
from whyfolio.coach import findings
from whyfolio.coach.due import Due
from whyfolio.content.quoting import nudges, quoted
from whyfolio.crowd import aside
from whyfolio.diagnostics import Diagnostic
from whyfolio.model.kinds import BY_FOLDER
from whyfolio.model.profile import Profile
from whyfolio.opened import Opened
from whyfolio.scaffold.files import overwrite, read


def gathered(opened: Opened) -> list[Diagnostic]:
    """Errors, warnings, the coach's questions and notes on spelling; what matters most first."""
    broken = {found.place.file for found in opened.diagnostics if found.is_error}
    spelling = aside(partial(_spelt, opened.sources, broken), len(opened.sources))
    asked = findings(opened.portfolio, opened.places, opened.sources, opened.project)
    spelt = spelling()
    ignored = {code.upper() for code in opened.config.check.ignore}
    every = dict.fromkeys([*opened.diagnostics, *asked, *spelt])
    kept = [found for found in every if found.is_error or found.code not in ignored]
    return [found for severity in "EWN" for found in kept if found.code[0] == severity]


def _spelt(sources: Mapping[str, str], broken: Container[str]) -> list[Diagnostic]:
    return [
        nudge
        for path, text in sources.items()
        for nudge in nudges(path, text, sound=path not in broken)
    ]


def quote_all(project: Path) -> tuple[int, int]:
    """Quote what other YAML readers would stumble over: how many sentences, in how many files.

    Raises:
        Refused: a file cannot be written (E722); those before it are done.
    """
    sentences = files = 0
    content = project / "content"
    folders = [(content / folder, shape) for folder, shape in BY_FOLDER.items()]
    paths = [(path, shape) for folder, shape in folders for path in sorted(folder.rglob("*.md"))]
    for path, shape in [(content / "profile.md", Profile), *paths]:
        if not path.is_file():
            continue
        raw = read(path)
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            continue
        number = len(nudges(path.relative_to(project).as_posix(), text))
        if number:
            overwrite(path, quoted(text, shape).encode("utf-8"))
            sentences, files = sentences + number, files + 1
    return sentences, files


def due_line(one: Due, today: date) -> str:
    """As in "2026-11-20  outcome  stories/queue   (1 day ago)"."""
    about = one.title if one.what == "review" else one.about
    return f"{one.day}  {one.what}  {about}   ({_told((one.day - today).days)})"


def due_values(found: Sequence[Due], today: date) -> list[dict[str, str | int | bool]]:
    """The same as values for a program; ``days`` are negative where it is overdue."""
    return [
        {
            "day": one.day.isoformat(),
            "what": one.what,
            "about": one.about,
            "title": one.title,
            "days": (one.day - today).days,
            "overdue": one.is_overdue(today),
        }
        for one in found
    ]


def _told(days: int) -> str:
    if not days:
        return "today"
    stretch = counted(abs(days), "day")
    return f"in {stretch}" if days > 0 else f"{stretch} ago"
