"""What can be imported: a new importer is a module and its line here, or an entry point."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field, replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from whyfolio.dataclass import dataclass
from whyfolio.errors import Refused, UsageError
from whyfolio.importers.found import Found

if TYPE_CHECKING:
    from whyfolio.plugins import Plugin


@dataclass(frozen=True, slots=True)
class Option:
    """An option of one importer: `--name VALUE`, or a flag, whose value is "yes".

    Attributes:
        name: without the two hyphens.
        doc: one sentence for `--help`.
        metavar: what stands for the value in `--help`; "" makes it a flag.
        choices: the only values, where they are few.
        many: whether it may be given several times; the values stand a line each.
    """

    name: str
    doc: str
    metavar: str = ""
    choices: tuple[str, ...] = ()
    many: bool = False


def silent(_done: int, _all: int) -> None:
    """Show no progress: nobody looks."""


@dataclass(frozen=True, slots=True)
class Request:
    """What an importer is given.

    Attributes:
        path: the source; None is standard input.
        name: the source as it was typed, for places.
        stdin: reads standard input, whole.
        project: the portfolio; an importer reads there and writes nothing.
        today: the day it is.
        options: by name; those that were not given are not there.
        known: the marks (`mark_of`) of everything that was imported once.
        ask: asks on a terminal, (question, default) -> answer; None where nobody is there.
        tell: shows a line beside the result, as a mapping before it is asked about.
        progress: says how much is done, (done, of all); of all 0 where nobody knows.
    """

    path: Path | None
    name: str
    stdin: Callable[[], bytes]
    project: Path
    today: date
    options: Mapping[str, str] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    ask: Callable[[str, str], str] | None = None
    tell: Callable[[str], None] = lambda _line: None
    progress: Callable[[int, int], None] = silent


@dataclass(frozen=True, slots=True)
class Importer:
    """One source.

    Attributes:
        doc: what `--help` says: a sentence, more below a blank line, an `Example:` at the end.
        read: yields what it finds; what cannot be read is a diagnostic among it, never an
            exception, and the rest follows. It may raise UsageError before it has read anything.
        options: its own.
        pipe: whether `-` has a meaning.
        metavar: what stands for the source in `--help`.
    """

    doc: str
    read: Callable[[Request], Iterator[Found]]
    options: tuple[Option, ...] = ()
    pipe: bool = True
    metavar: str = "PATH"


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the registry: the module that holds `IMPORTER`, and what it reads, in a line.

    ``plugin`` is what brings it; None for whyfolio's own.
    """

    module: str
    reads: str
    plugin: Plugin | None = None


IMPORTERS: Mapping[str, Listed] = {
    "adr": Listed(
        "whyfolio.importers.adr", "decision records: MADR, Nygard, adr-tools, log4brains"
    ),
    "brag": Listed("whyfolio.importers.brag", "brag documents: Markdown, text, Word"),
    "csv": Listed("whyfolio.importers.csv", "any table, by a mapping that is shown and asked"),
    "git": Listed("whyfolio.importers.git", "commits and merge requests as candidate stories"),
    "json-resume": Listed("whyfolio.importers.json_resume", "a résumé in JSON Resume's form"),
    "ladder": Listed("whyfolio.importers.ladder", "a leveling framework, to be measured by"),
    "linkedin": Listed("whyfolio.importers.linkedin", "the copy of your data from LinkedIn"),
}


def all_importers() -> dict[str, Listed]:
    """Those of whyfolio, and those that other packages bring under `whyfolio.importers`."""
    from whyfolio.plugins import Group, listed

    others = {
        plugin.name: Listed(plugin.value, f"from {plugin.package}", plugin)
        for plugin in listed(Group.IMPORTERS, IMPORTERS).plugins
    }
    return {**others, **IMPORTERS}


def importer_named(name: str) -> Importer:
    """The importer of this name.

    Raises:
        UsageError: there is none, or the package that brings it is broken.
    """
    listed = IMPORTERS.get(name) or all_importers()[name]
    if listed.plugin:
        return _brought_by(listed.plugin)
    module, _, attribute = listed.module.partition(":")
    try:
        found = getattr(import_module(module), attribute or "IMPORTER")
    except (ImportError, AttributeError) as error:
        raise UsageError(f'the importer "{name}" cannot be loaded: {error}') from None
    if not isinstance(found, Importer):
        raise UsageError(f'the importer "{name}" is none: {listed.module} holds something else')
    return found


def _brought_by(plugin: Plugin) -> Importer:
    """The importer of another package, which refuses where it fails; then nothing is written."""
    from whyfolio.plugins import PluginFault, load, run

    try:
        importer: Importer = load(plugin, lambda one: isinstance(one, Importer), "an Importer")
    except PluginFault as fault:
        raise UsageError(fault.diagnostic.message) from None

    def read(request: Request) -> Iterator[Found]:
        ran = run(plugin, lambda: _checked(plugin, importer.read(request)), asks=True)
        if ran.value is None:
            raise Refused(*ran.faults)
        yield from ran.value

    return replace(importer, read=read)


def _checked(plugin: Plugin, found: Iterator[Found]) -> list[Found]:
    from whyfolio.plugins import WRONG, PluginFault

    kept = list(found)
    for one in kept:
        if not isinstance(one, get_args(Found)):
            message = f"gave {type(one).__name__}, which is nothing that an importer finds"
            raise PluginFault(plugin.fault(WRONG, message))
    return kept
