"""`content/log.md`: one dated line a thing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from whyfolio.scaffold.files import create, overwrite

HEADING = "# Log\n\n"


def add_line(project: Path, text: str, day: date) -> str:
    """Append one line to the log and give it back; the log is made if there is none.

    Raises:
        Refused: the file cannot be written.
    """
    line = f"- {day.isoformat()} {' '.join(text.split())}"
    path = project / "content" / "log.md"
    if not path.exists():
        create(path, f"{HEADING}{line}\n")
        return line
    source = path.read_bytes()
    ending = b"\r\n" if b"\r\n" in source else b"\n"
    if source and not source.endswith(b"\n"):
        source += ending
    overwrite(path, source + line.encode() + ending)
    return line
