"""What a new entry can begin with: a line of the log, or a session that it follows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from whyfolio.cli.console import counted, note
from whyfolio.content.faults import Faults
from whyfolio.content.loaded import LogLine
from whyfolio.content.log import read_log
from whyfolio.dataclass import dataclass
from whyfolio.errors import UsageError
from whyfolio.model.entry import Entry
from whyfolio.model.fields import fields_of
from whyfolio.model.kinds import BY_FOLDER
from whyfolio.names import hint_for
from whyfolio.scaffold.files import read
from whyfolio.scaffold.journal import LOG
from whyfolio.scaffold.told import Told, told

_SENTENCE = ("what", "quote", "title", "agenda")


@dataclass(frozen=True, slots=True)
class Beginning:
    """What an entry begins with.

    Attributes:
        answers: single values by field.
        members: the members of lists by field.
        line: the number of the log's line that it comes from.
    """

    answers: dict[str, str]
    members: dict[str, tuple[str, ...]]
    line: int


def from_log_line(project: Path, shape: type[Entry], number: int, today: date) -> Beginning:
    """What the N-th newest line of the log gives to an entry of a kind.

    Its words are the first sentence, its day the date. Its `#competency`, `@person` and links
    fill the fields that the kind has for them; for a kind that has none, the log keeps them.

    Raises:
        UsageError: the log has no such line.
    """
    lines = newest_first(project)
    if number > len(lines):
        there = counted(len(lines), "dated line")
        raise UsageError(f"the log has {there}, so there is no line {number}")
    line = lines[number - 1]
    note(f"{LOG}:{line.line}: {line.date} {line.text}")
    apart = _taken_apart(line.text, project, today)
    given = {"shows": apart.competencies, "competencies": apart.competencies}
    given |= {"with": apart.people, "evidence": apart.links}
    names = fields_of(shape)
    members = {name: found for name, found in given.items() if found and name in names}
    name = next(name for name in _SENTENCE if name in names)
    return Beginning({name: apart.words, "date": line.date.isoformat()}, members, line.line)


def _taken_apart(text: str, project: Path, today: date) -> Told:
    """A line by its marks: tags that the ladder knows, everybody who is named, all links."""
    if not set("#@:") & set(text):
        return Told(text)
    from whyfolio.build import open_portfolio
    from whyfolio.portfolio.people import called, in_one_line, people_in

    opened = open_portfolio(project, today)
    wanted = opened.config.career.ladder
    ladder = next((one for one in opened.portfolio.ladders if one.id == wanted), None)
    people = people_in(opened.portfolio.entries)

    def competency(tag: str) -> str:
        known = ladder.competency(tag.casefold()) if ladder else None
        return known.id if known else ""

    def person(short: str) -> str:
        found = called(short, people)
        return in_one_line(found[0]) if len(found) == 1 else short.replace("-", " ").title()

    return told(text, competency, person)


def newest_first(project: Path) -> list[LogLine]:
    """The dated lines of the log, the newest first, as `--from-log` counts them."""
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
