"""Bringing a portfolio from an older form of the files to the present one.

The form is `schema` in `whyfolio.toml`. A release that changes what files mean adds a step here, so
that nobody edits notes by hand because of an upgrade. The promises that each step keeps, by test:
every address stays, no audience grows wider, and done twice it is as done once.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from whyfolio.config import SCHEMA, SETTINGS_FILE, place_of, read_config
from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.errors import Refused
from whyfolio.scaffold.files import create, overwrite, read

FIRST = 1  # what a portfolio without the setting has
_ENDINGS = frozenset([".md", ".yaml", ".yml"])
_SCHEMA = re.compile(r"^schema[ \t]*=[ \t]*\S+", re.MULTILINE)
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Step:
    """One step, from the form before it to its own.

    Attributes:
        to: the form that it leads to.
        title: what it does, as a sentence for those who run it.
        change: the texts of `whyfolio.toml` and of all notes, ladders and forms, by path → those
            that become others. Texts that are in the newer form already stay as they are.
    """

    to: int
    title: str
    change: Callable[[Texts], Texts]


# A new form is a step here, a frozen sample in tests/formats/, and SCHEMA one higher.
STEPS: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One file that becomes another."""

    path: str
    before: str
    after: str

    @property
    def lines(self) -> int:
        """How many lines are new or other ones."""
        told = difflib.ndiff(self.before.splitlines(), self.after.splitlines())
        return sum(line.startswith("+ ") for line in told)


@dataclass(frozen=True, slots=True)
class Migration:
    """What is to be done to a portfolio; nothing where it has the present form."""

    project: Path
    form: int
    to: int
    steps: tuple[Step, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def kept(self) -> Path:
        """Where the files as they were are kept."""
        return self.project / ".whyfolio" / f"before-form-{self.to}"


def migration(project: Path, steps: Sequence[Step] = STEPS, present: int = SCHEMA) -> Migration:
    """What a portfolio needs to have the present form; nothing is written.

    Args:
        project: the folder that holds `whyfolio.toml`.
        steps: all there are, in their order.
        present: the form that this release reads.

    Raises:
        Refused: the portfolio is of a later form, or of none (E608); or a file cannot be read
            (E105, E722).
    """
    before = dict(_texts(project))
    form = _form(project, before.get(SETTINGS_FILE, ""), present)
    needed = tuple(step for step in steps if form < step.to <= present)
    after = dict(before)
    for step in needed:
        after |= step.change(after)
        after[SETTINGS_FILE] = _with_form(after.get(SETTINGS_FILE, ""), step.to)
    names = sorted(after, key=lambda path: (path == SETTINGS_FILE, path))
    changes = (Change(name, before.get(name, ""), after[name]) for name in names)
    changed = tuple(change for change in changes if change.before != change.after)
    return Migration(project, form, present, needed, changed)


def carry_out(plan: Migration) -> None:
    """Keep a copy of each file that changes, then write them; the settings come last.

    Whoever stops it half-way runs it again: until the settings are written, it is still to do.

    Raises:
        Refused: a file cannot be written (E722).
    """
    for change in plan.changes:
        original, copy = plan.project / change.path, plan.kept / change.path
        if original.exists() and not copy.exists():
            create(copy, read(original))
    for folder in (plan.kept.parent, plan.kept) if plan.changes else ():
        folder.chmod(0o700)
    for change in plan.changes:
        target = plan.project / change.path
        if target.exists():
            overwrite(target, change.after.encode())
        else:
            create(target, change.after)


def _texts(project: Path) -> Iterator[tuple[str, str]]:
    content = project / "content"
    notes = (path for path in sorted(content.rglob("*")) if path.suffix in _ENDINGS)
    for path in (project / SETTINGS_FILE, *notes):
        if path.is_file() and not path.is_symlink():
            name = path.relative_to(project).as_posix()
            try:
                yield name, read(path).decode("utf-8-sig")
            except UnicodeDecodeError:
                hint = "save it as UTF-8, then run this again"
                fault = Diagnostic("E105", Place(name), "this file is not UTF-8 text", hint)
                raise Refused(fault) from None


def _form(project: Path, settings: str, present: int) -> int:
    unreadable = next((one for one in read_config(settings)[1] if one.code == "E607"), None)
    if unreadable:
        raise Refused(unreadable)
    form = tomllib.loads(settings).get("schema", FIRST)
    if type(form) is int and FIRST <= form <= present:
        return form
    newer = type(form) is int and form > present
    hint = "install a newer whyfolio" if newer else f"write `schema = {present}`"
    message = f'"{form}" is not a form that this version knows'
    raise Refused(Diagnostic("E608", place_of(project, ("schema",)), message, hint))


def _with_form(settings: str, form: int) -> str:
    line = f"schema = {form}"
    if _SCHEMA.search(settings):
        return _SCHEMA.sub(line, settings, count=1)
    return f"{line}\n\n{settings}" if settings else f"{line}\n"
