"""Writing what an import brings; nothing that is there changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic
from whyfolio.errors import Refused
from whyfolio.importers.intake import Intake, NewFile
from whyfolio.scaffold.files import create

_IN_THE_WAY = "E721"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, and what was not: files by path, lines by number, fields by name."""

    files: tuple[NewFile, ...]
    lines: int
    fields: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


def write(
    project: Path, intake: Intake, progress: Callable[[int, int], None] = lambda _done, _all: None
) -> Written:
    """Write an intake into a portfolio.

    A file that has come into being under the same name meanwhile stays, and is told (E721).

    Raises:
        Refused: the disk takes no more (E722); what was written before stays, and the same
            import brings the rest.
    """
    done: list[NewFile] = []
    found: list[Diagnostic] = []
    for number, file in enumerate(intake.files, 1):
        try:
            create(project / file.path, file.text)
        except Refused as refusal:
            if refusal.diagnostic.code != _IN_THE_WAY:
                raise
            found.append(refusal.diagnostic)
        else:
            done.append(file)
        progress(number, len(intake.files))
    if intake.lines:
        from whyfolio.scaffold.journal import add_line

        for line in intake.lines:
            add_line(project, line.text, line.day)
    names: tuple[str, ...] = ()
    if intake.fields:
        from whyfolio.scaffold.taken import add_to_profile

        place = intake.fields[0].place
        fields = {one.name: one.value for one in intake.fields}
        names, problems = add_to_profile(project, fields, place)
        found += problems
    return Written(tuple(done), len(intake.lines), names, tuple(found))
