"""What a new entry can begin with: a line of the log, or a session that it follows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from whyfolio.cli.console import counted, note
from whyfolio.content.faults import Faults
from whyfolio.content.loaded import LogLine
from whyfolio.content.log import read_log
from whyfolio.errors import UsageError
from whyfolio.model.entry import Entry
from whyfolio.model.fields import fields_of
from whyfolio.model.kinds import BY_FOLDER
from whyfolio.names import hint_for
from whyfolio.scaffold.files import read
from whyfolio.scaffold.journal import LOG

_SENTENCE = ("what", "quote", "title", "agenda")


def from_log_line(project: Path, shape: type[Entry], number: int) -> dict[str, str]:
    """What the N-th newest line of the log gives: its words as the first sentence, and its day.

    Raises:
        UsageError: the log has no such line.
    """
    lines = _newest_first(project)
    if number > len(lines):
        there = counted(len(lines), "dated line")
        raise UsageError(f"the log has {there}, so there is no line {number}")
    line = lines[number - 1]
    note(f"{LOG}:{line.line}: {line.date} {line.text}")
    name = next(name for name in _SENTENCE if name in fields_of(shape))
    return {name: line.text, "date": line.date.isoformat()}


def _newest_first(project: Path) -> list[LogLine]:
    path = project / LOG
    text = read(path).decode("utf-8-sig", "replace") if path.exists() else ""
    lines = read_log(text.replace("\r\n", "\n"), Faults(LOG))
    return sorted(lines, key=lambda line: (line.date, line.line), reverse=True)


def after_session(
    project: Path, shape: type[Entry], session: str, given: dict[str, str]
) -> Callable[[str], None] | None:
    """Let the new entry follow a session: an action becomes its next step, a session looks back.

    Returns:
        What is to be called with the new entry's ref, if the session has to name it.

    Raises:
        UsageError: there is no such session, or the kind follows none.
    """
    ref = session if session.startswith("sessions/") else f"sessions/{session}"
    path = project / "content" / f"{ref}.md"
    if not path.is_file():
        there = [f"sessions/{found.stem}" for found in sorted(path.parent.glob("*.md"))]
        raise UsageError(f'no entry is called "{ref}"; {hint_for(ref, there, "see content/")}')
    if shape.kind == "action":
        return lambda new: _add_step(path, new)
    if shape.kind != "session":
        raise UsageError(f"--after is for an action or a session, not for a {shape.kind}")
    steps = _steps(path)
    if steps and not given.get("agenda"):
        given["agenda"] = f"How did it go with {', '.join(steps)}?"
    return None


def _steps(path: Path) -> tuple[str, ...]:
    from whyfolio.content.entries import read_entry

    session = read_entry(path.as_posix(), read(path), BY_FOLDER["sessions"]).entry
    found: tuple[str, ...] = getattr(session, "next_steps", ())
    return found


def _add_step(path: Path, ref: str) -> None:
    from whyfolio.scaffold.edit import add_member
    from whyfolio.scaffold.files import overwrite

    overwrite(path, add_member(read(path), "next_steps", ref, path))
