"""What `whyfolio doctor` looks at: the program, its packages and extras, the portfolio, plugins."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from enum import StrEnum
from importlib import import_module
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from whyfolio.cli.console import counted, shown
from whyfolio.dataclass import dataclass
from whyfolio.errors import UsageError, WhyfolioError
from whyfolio.installed import ABSENT, adding, amiss, requirements, way

# What each extra is for.
EXTRAS = {
    "cards": "a card of its own for each page that is shared",
    "docx": "Word documents",
    "lock": "share --lock",
    "pdf": "PDF documents",
    "publish": "publish",
    "search": "a search on the site",
}
_NAMES = {"git": "import git, publish"}


class State(StrEnum):
    """How something stands; only what is wrong keeps the main job from being done."""

    WELL = "well"
    MISSING = "missing"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Looked:
    """One thing that was looked at.

    Attributes:
        area: what it belongs to.
        name: what it is.
        state: how it stands.
        told: in a few words.
        run: the command that mends or adds it; "" where there is none.
    """

    area: str
    name: str
    state: State
    told: str
    run: str = ""


def all_looks(project: Path | None) -> Iterator[Looked]:
    """Everything, in the order in which it is told."""
    yield Looked("program", "python", State.WELL, f"{sys.version.split()[0]} on {sys.platform}")
    yield Looked("program", "installed", State.WELL, f"with {way()}, in {shown(Path(sys.prefix))}")
    yield from _needed()
    for name, purpose in EXTRAS.items():
        yield _extra(name, purpose)
    for name, purpose in _NAMES.items():
        there = shutil.which(name)
        state = State.WELL if there else State.MISSING
        yield Looked("programs", name, state, purpose if there else f"not found; for {purpose}")
    yield from _portfolio(project)
    yield from _plugins()


def _needed() -> Iterator[Looked]:
    """The packages without which nothing works: those that are amiss, else how many there are."""
    try:
        wanted = requirements("")
    except PackageNotFoundError:
        told = "not installed as a package, so nobody knows what it needs"
        yield Looked("needed", "whyfolio", State.WRONG, told, "pip install whyfolio")
        return
    faults = {one.name: fault for one in wanted if (fault := amiss(one))}
    for name, fault in faults.items():
        line = next(str(one).partition(";")[0] for one in wanted if one.name == name)
        yield Looked("needed", name, State.WRONG, fault, f"pip install '{line.strip()}'")
    if not faults:
        yield Looked("needed", "packages", State.WELL, f"all {len(wanted)} are there")


def _extra(name: str, purpose: str) -> Looked:
    try:
        wanted = requirements(name)
    except PackageNotFoundError:
        wanted = []
    faults = {one.name: fault for one in wanted if (fault := amiss(one))}
    if not faults:
        lacking = _lacking(name)
        state = State.WRONG if lacking else State.WELL
        return Looked("extras", name, state, lacking or purpose)
    state = State.MISSING if set(faults.values()) == {ABSENT} else State.WRONG
    told = "; ".join(f"{package} {fault}" for package, fault in faults.items())
    return Looked("extras", name, state, f"for {purpose}: {told}", adding(name))


def _lacking(extra: str) -> str:
    """What a package that is there lacks of the system; "" where it can be loaded."""
    if extra != "pdf":
        return ""
    try:
        import_module("weasyprint")
    except OSError as error:
        return f"weasyprint lacks a library of the system: {str(error).partition(':')[0]}"
    except ImportError:
        return "weasyprint cannot be imported"
    return ""


def _portfolio(project: Path | None) -> Iterator[Looked]:
    area = "portfolio"
    if project is None:
        told = "none here or above, and no default"
        yield Looked(area, "folder", State.MISSING, told, "whyfolio init")
        return
    from whyfolio.config import load_config

    notes = sum(1 for _ in (project / "content").rglob("*.md"))
    told = f"{shown(project)}, {counted(notes, 'file')} in content/"
    yield Looked(area, "folder", State.WELL, told)
    config, faults = load_config(project)
    older = any(fault.code == "E608" for fault in faults)
    told = f"{counted(len(faults), 'fault')} in whyfolio.toml" if faults else "whyfolio.toml"
    way_out = "whyfolio migrate" if older else "whyfolio check"
    state = State.WRONG if faults else State.WELL
    yield Looked(area, "settings", state, told, way_out if faults else "")
    yield _writable("notes", project / "content")
    yield _writable("output", project / config.build.output)
    if (project / "WHYFOLIO.TOML").exists():
        told = "this disk takes a.md and A.md for one file"
        yield Looked(area, "disk", State.WELL, told)


def _writable(name: str, folder: Path) -> Looked:
    there = next((one for one in (folder, *folder.parents) if one.exists()), folder)
    if os.access(there, os.W_OK | os.X_OK):
        return Looked("portfolio", name, State.WELL, "can be written")
    told = f"{shown(there)} cannot be written"
    way_out = "whyfolio build --output DIR" if name == "output" else ""
    return Looked("portfolio", name, State.WRONG, told, way_out)


def _plugins() -> Iterator[Looked]:
    from whyfolio.plugins import Group, Plugin, PluginFault, installed, load

    def state(plugin: Plugin) -> tuple[State, str]:
        if plugin.group is Group.THEMES:
            return State.WELL, "theme"
        try:
            load(plugin, lambda _found: True, "")
        except PluginFault as fault:
            return State.WRONG, fault.diagnostic.message
        return State.WELL, plugin.group.one

    found = [plugin for group in Group for plugin in installed(group)]
    for plugin in found:
        how, told = state(plugin)
        name = f"{plugin.package} {plugin.version}".strip()
        yield Looked("plugins", name, how, told if how is State.WRONG else f"{told} {plugin.name}")
    if not found:
        yield Looked("plugins", "none", State.WELL, "no package adds to whyfolio")


def project_of(start: Path, *, named: bool) -> Path | None:
    """The portfolio that a command here would take; None where there is none."""
    from whyfolio.locate import default_project, find_project

    try:
        return find_project(start) or (None if named else default_project())
    except (WhyfolioError, OSError, UsageError):
        return None


def release() -> str:
    """The version as it is installed; that of the code where it is not."""
    from whyfolio import __version__

    try:
        return distribution("whyfolio").version
    except PackageNotFoundError:
        return __version__
