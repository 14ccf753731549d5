"""An importer for whyfolio: finished tasks of a todo.txt become lines of the log.

A finished task is a line like `x 2026-09-14 2026-09-10 (A) Move the pager rota +oncall @team`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from whyfolio.diagnostics import Place
from whyfolio.errors import UsageError
from whyfolio.importers.found import Found, FoundLine, LeftOut
from whyfolio.importers.registry import Importer, Option, Request

DONE = re.compile(r"x (\d{4}-\d{2}-\d{2}) (?:\d{4}-\d{2}-\d{2} )?(?:\([A-Z]\) )?(.+)")


def read(request: Request) -> Iterator[Found]:
    """What is found, line by line. Nothing is written here."""
    try:
        raw = request.path.read_bytes() if request.path else request.stdin()
    except OSError as error:
        raise UsageError(f"{request.name} cannot be read: {error.strerror}") from error
    project = request.options.get("project", "")
    for number, line in enumerate(raw.decode("utf-8", "replace").splitlines(), start=1):
        place = Place(request.name, number)
        found = DONE.fullmatch(line.strip())
        if found is None or (project and f"+{project}" not in line.split()):
            continue
        try:
            day = date.fromisoformat(found[1])
        except ValueError:
            yield LeftOut(place, f'names the day "{found[1]}", which there is not')
            continue
        yield FoundLine(day, " ".join(found[2].split()), place)


IMPORTER = Importer(
    doc="Bring in the finished tasks of a todo.txt as lines of the log.\n\n"
    "Example: whyfolio import todotxt ~/todo.txt --dry-run",
    read=read,
    options=(Option("project", "Only the tasks of this +project.", "NAME"),),
)
