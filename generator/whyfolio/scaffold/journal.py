"""`content/log.md`: one dated line a thing."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from whyfolio.errors import UsageError
from whyfolio.scaffold.files import create, overwrite, read, unwritable

LOG = "content/log.md"
HEADING = "# Log\n\n"
_TAIL = 4096
_MEMBERS = frozenset(["- ", "* ", "+ "])


def add_line(project: Path, text: str, day: date) -> str:
    """Append one line to the log and give it back; the log is made if there is none.

    Raises:
        UsageError: there are no words in the text.
        Refused: the file cannot be written (E722).
    """
    words = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    if not words:
        raise UsageError("there is nothing to log")
    line = f"- {day.isoformat()} {words.encode('utf-8', 'replace').decode()}"
    path = project / LOG
    if not path.exists():
        create(path, f"{HEADING}{line}\n")
        return line
    try:
        _append(path, line)
    except OSError as error:
        raise unwritable(path, error) from error
    return line


def mark_line(project: Path, number: int, kind: str, ref: str) -> None:
    """Let a line of the log name the entry that it has become, with a link behind it.

    Raises:
        Refused: the log cannot be written (E722).
    """
    from whyfolio.scaffold.source import Change, Source

    path = project / LOG
    source = Source.of(read(path))
    while number < len(source.lines) and _continues(source.lines[number]):
        number += 1
    words = source.lines[number - 1].rstrip()
    link = Change(number, len(words) + 1, 0, f" [{kind}]({ref}.md)")
    overwrite(path, source.changed([link]).raw)


def _continues(line: str) -> bool:
    return line[:1] in {" ", "\t"} and bool(line.strip()) and line.lstrip()[:2] not in _MEMBERS


def _append(path: Path, line: str) -> None:
    """One write at the end, so that two commands at once lose nothing."""
    with path.open("rb") as file:
        file.seek(max(0, os.fstat(file.fileno()).st_size - _TAIL))
        tail = file.read()
    ending = "\r\n" if b"\r\n" in tail else "\n"
    start = ending if tail and not tail.endswith(b"\n") else ""
    with path.open("ab", buffering=0) as file:
        file.write(f"{start}{line}{ending}".encode())
