"""What `check` has to say about a portfolio: its faults, the coach's questions, what is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from whyfolio.build import Opened
from whyfolio.cli.console import counted
from whyfolio.coach import findings
from whyfolio.content.quoting import nudges, quoted
from whyfolio.dates import add_days
from whyfolio.diagnostics import Diagnostic
from whyfolio.model.growth import Action
from whyfolio.model.kinds import BY_FOLDER
from whyfolio.model.profile import Profile
from whyfolio.model.work import Decision, Story
from whyfolio.portfolio.portfolio import Portfolio
from whyfolio.scaffold.files import overwrite, read

SOON_DAYS = 14


def gathered(opened: Opened) -> list[Diagnostic]:
    """Errors, warnings, the coach's questions and notes on spelling; what matters most first."""
    asked = findings(opened.portfolio, opened.places, opened.sources, opened.project)
    spelt = [nudge for path, text in opened.sources.items() for nudge in nudges(path, text)]
    ignored = {code.upper() for code in opened.config.check.ignore}
    every = dict.fromkeys([*opened.diagnostics, *asked, *spelt])
    kept = [found for found in every if found.is_error or found.code not in ignored]
    return [found for severity in "EWN" for found in kept if found.code[0] == severity]


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


def due(portfolio: Portfolio) -> Iterator[str]:
    """One line for each thing whose day has come or comes within two weeks, the oldest first."""
    limit = add_days(portfolio.today, SOON_DAYS)
    there = sorted(entry for entry in _dated(portfolio) if entry[0] <= limit)
    for day, what, about in there:
        yield f"{day}  {what}  {about}   ({_told((day - portfolio.today).days)})"
    if not there:
        yield f"Nothing is due until {limit}."


def _told(days: int) -> str:
    if not days:
        return "today"
    stretch = counted(abs(days), "day")
    return f"in {stretch}" if days > 0 else f"{stretch} ago"


def _dated(portfolio: Portfolio) -> Iterator[tuple[date, str, str]]:
    for entry in portfolio.entries:
        if isinstance(entry, Story) and entry.outcome_due:
            yield entry.outcome_due.last, "outcome", entry.ref
        if isinstance(entry, Action) and entry.due and entry.status in {"", "open"}:
            yield entry.due.last, "action", entry.ref
        if isinstance(entry, Decision) and entry.revisit and entry.outcome is None:
            yield entry.revisit.last, "revisit", entry.ref
    for cycle in portfolio.config.cycles:
        if cycle.due and cycle.due >= portfolio.today:
            yield cycle.due, "review", cycle.title
