"""What an import brings: shown as a table or as JSON, written, and summed up."""

from __future__ import annotations

import dataclasses
import json
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from whyfolio.cli.console import Bar, counted, draw_all, note, say, tally
from whyfolio.diagnostics import Diagnostic
from whyfolio.importers.intake import Intake, NewFile, known_marks, take_in
from whyfolio.importers.registry import Importer, Request
from whyfolio.importers.there import what_is_there
from whyfolio.importers.writing import Written, write
from whyfolio.model.kinds import KINDS

_WIDEST = 48
_LARGEST = 1024 * 1024


def run(name: str, importer: Importer, request: Request, *, dry_run: bool, as_json: bool) -> int:
    """Read a source, and write what is new or only show it; the exit code.

    Raises:
        UsageError: there is no such source.
        Refused: the disk takes no more (E722).
    """
    with Bar(f"Reading {request.name}") as bar:
        loaded = what_is_there(request.project)
        request = dataclasses.replace(request, known=frozenset(known_marks(loaded)))
        found = importer.read(_beside(bar, request))
        intake = take_in(name, found, loaded, request.today)
    if dry_run:
        written = Written(intake.files, len(intake.lines), tuple(f.name for f in intake.fields), ())
    else:
        with Bar("Writing") as bar:
            written = write(request.project, intake, bar.show)
    faults = [*intake.diagnostics, *written.diagnostics]
    if as_json:
        say(
            json.dumps(
                _values(intake, written, faults, dry_run=dry_run), ensure_ascii=False, indent=2
            )
        )
    else:
        _draw(faults)
        _tell(intake, written, dry_run=dry_run)
    return 1 if any(fault.is_error for fault in faults) else 0


def _beside(bar: Bar, request: Request) -> Request:
    """The request with a bar that shows how far it is, and makes room for questions."""
    if not bar.is_seen:
        return request
    tell, ask = request.tell, request.ask

    def told(line: str) -> None:
        with bar.aside():
            tell(line)

    def answered(question: str, default: str) -> str:
        with bar.aside():
            return ask(question, default) if ask else default

    return dataclasses.replace(request, progress=bar.show, tell=told, ask=answered if ask else None)


def _draw(faults: Sequence[Diagnostic]) -> None:
    texts = {fault.place.file: _text(Path(fault.place.file)) for fault in faults}
    draw_all(faults, texts, None)


def _text(path: Path) -> str:
    """What a frame may show: never what a link leads to, a pipe or a device."""
    try:
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode) or found.st_size > _LARGEST:
            return ""
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except (OSError, UnicodeDecodeError, ValueError):
        return ""


def _tell(intake: Intake, written: Written, *, dry_run: bool) -> None:
    for line in _left_out(intake):
        note(line)
    if dry_run:
        for line in _table(written.files):
            say(line)
        for one in intake.lines:
            say(f"log  {one.day}  {one.text}")
        for name in written.fields:
            say(f"profile  {name}")
    for line in _summary(intake, written, dry_run=dry_run):
        say(line)


def _left_out(intake: Intake) -> Iterator[str]:
    for one in intake.left_out:
        yield f"{one.place.file}: left out, since it {one.why}"


def _table(files: Sequence[NewFile]) -> Iterator[str]:
    """A line a file: where it will lie, its date, status and title."""
    rows = [(file.ref, file.date, file.status, file.title) for file in files]
    if not rows:
        return
    shown = [column for column in range(3) if any(row[column] for row in rows)]
    widths = {at: max(len(_cut(row[at])) for row in rows) for at in shown}
    for row in rows:
        cells = [f"{_cut(row[at]):{widths[at]}}" for at in shown]
        yield "  ".join([*cells, _cut(" ".join(row[3].split()))]).rstrip()


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"


def _summary(intake: Intake, written: Written, *, dry_run: bool) -> Iterator[str]:
    counts = Counter(file.kind for file in written.files)
    parts = [counted(number, kind, _plural(kind)) for kind, number in counts.items()]
    parts += (
        [counted(written.lines, "line for the log", "lines for the log")] if written.lines else []
    )
    parts += (
        [counted(len(written.fields), "field for the profile", "fields for the profile")]
        if (written.fields)
        else []
    )
    known = f"{intake.known} there already" if intake.known else ""
    left = f"{len(intake.left_out)} left out" if intake.left_out else ""
    rest = ", ".join(filter(None, [known, left, tally(intake.diagnostics)]))
    brought = ", ".join(parts) or "nothing new"
    verb = "Would bring" if dry_run else "Brought"
    yield f"{verb} {brought}{f' ({rest})' if rest else ''}."
    if parts and not dry_run and any(file.kind in KINDS for file in written.files):
        yield "They are private. Read them:  whyfolio serve --open"


def _plural(kind: str) -> str:
    shape = KINDS.get(kind)
    return shape.folder if shape else ""


def _values(
    intake: Intake, written: Written, faults: Sequence[Diagnostic], *, dry_run: bool
) -> dict[str, object]:
    """The same for a program."""
    return {
        "written": not dry_run,
        "files": [
            {
                "ref": file.ref,
                "path": file.path,
                "kind": file.kind,
                "title": file.title,
                "date": file.date,
                "status": file.status,
                "from": file.place.file,
            }
            for file in written.files
        ],
        "log": [{"date": one.day.isoformat(), "text": one.text} for one in intake.lines],
        "profile": list(written.fields),
        "known": intake.known,
        "left_out": [{"file": one.place.file, "why": one.why} for one in intake.left_out],
        "diagnostics": [fault.as_json() for fault in faults],
    }
