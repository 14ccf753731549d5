"""Plugins: what other packages bring under the entry-point groups, and a fence around it.

Nothing is looked for before a command has a use for it, and nothing that a plugin does may break
the rest: what is wrong with one is a warning that names it, and the work goes on without it.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Container
from contextlib import suppress
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.errors import UsageError
from whyfolio.markdown.patience import TooLong, limited

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

LONGEST = 30.0  # seconds of the processor; then a plugin is stopped
SLOW = 2.0  # seconds as they pass; from there on it is told of
UNLOADABLE, WRONG, FAILED, TAKEN, LATE = "W741", "W742", "W743", "W744", "W745"
T = TypeVar("T")


class Group(StrEnum):
    """The entry-point groups, each with the plain name of what it brings."""

    OUTPUTS = "whyfolio.outputs"
    IMPORTERS = "whyfolio.importers"
    EXPORTERS = "whyfolio.exporters"
    RULES = "whyfolio.rules"
    THEMES = "whyfolio.themes"

    @property
    def one(self) -> str:
        """What one plugin of the group is called, as in "output"."""
        return self.value.rpartition(".")[2].removesuffix("s")


@dataclass(frozen=True, slots=True)
class Plugin:
    """One entry point of one installed package.

    Attributes:
        group: where it was found.
        name: as the entry point is called.
        package: the package that brings it, as "whyfolio-bookshelf".
        version: that package's.
        value: what it names, as "bookshelf:OUTPUT".
    """

    group: Group
    name: str
    package: str
    version: str
    value: str

    def fault(self, code: str, message: str, hint: str = "") -> Diagnostic:
        """What is wrong with it, at the place of its package."""
        told = f'the {self.group.one} "{self.name}" {message}'
        way = hint or f"look for another release of {self.package}, or uninstall it"
        return Diagnostic(code, Place(self.package), told, way)


class PluginFault(Exception):
    """A plugin that cannot be used; ``diagnostic`` says why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


@dataclass(frozen=True, slots=True)
class Listed:
    """The plugins of a group that can be named, and what is wrong with the others."""

    plugins: tuple[Plugin, ...] = ()
    faults: tuple[Diagnostic, ...] = ()

    def named(self, name: str) -> Plugin | None:
        """The plugin of a name."""
        return next((plugin for plugin in self.plugins if plugin.name == name), None)


@dataclass(frozen=True, slots=True)
class Ran(Generic[T]):
    """What became of a plugin's work: ``value`` is None where it failed."""

    value: T | None
    faults: tuple[Diagnostic, ...] = ()


@cache
def bring_any(places: tuple[str, ...]) -> bool:
    """Whether what is installed there names a group, told without the library that takes longer."""
    for place in places:
        if os.path.isfile(place):  # noqa: PTH113 - an archive, which only the library looks into
            return True
        for file in Path(place).glob("*-info/entry_points.txt"):
            with suppress(OSError):
                if b"[whyfolio." in file.read_bytes():
                    return True
    return False


@cache
def installed(group: Group) -> tuple[Plugin, ...]:
    """Every plugin of a group, by package and name; metadata is read, and no code of theirs."""
    if not bring_any(tuple(sys.path)):
        return ()
    from importlib.metadata import entry_points

    return tuple(sorted(map(_plugin, entry_points(group=group)), key=_order))


def any_installed() -> bool:
    """Whether any package brings something: what a command did cannot be known from files then."""
    return any(installed(group) for group in Group)


def listed(group: Group, own: Container[str]) -> Listed:
    """The plugins of a group whose names are free.

    Args:
        group: which plugins.
        own: the names that whyfolio gives itself; they are never a plugin's.
    """
    kept: dict[str, Plugin] = {}
    faults: list[Diagnostic] = []
    for plugin in installed(group):
        if plugin.name not in own and plugin.name not in kept:
            kept[plugin.name] = plugin
            continue
        holder = kept[plugin.name].package if plugin.name in kept else "whyfolio itself"
        message = f"is left out, since {holder} has one of that name"
        faults.append(plugin.fault(TAKEN, message))
    return Listed(tuple(kept.values()), tuple(faults))


def load(plugin: Plugin, fits: Callable[[object], bool], described: str) -> Any:  # noqa: ANN401
    """Import what a plugin names.

    Args:
        plugin: which one.
        fits: whether something is what such a plugin must be.
        described: the same in words, as "a function of a desk".

    Raises:
        PluginFault: it cannot be imported (W741), or is something else (W742).
    """
    from importlib.metadata import EntryPoint

    point = EntryPoint(plugin.name, plugin.value, plugin.group)
    try:
        with limited(LONGEST):
            found = point.load()
    except TooLong:
        message = f"cannot be loaded: it takes longer than {LONGEST:.0f} seconds"
        raise PluginFault(plugin.fault(UNLOADABLE, message)) from None
    except (Exception, SystemExit) as error:
        message = f"cannot be loaded: {_said(error)}"
        raise PluginFault(plugin.fault(UNLOADABLE, message)) from error
    if not fits(found):
        what = f"{plugin.value} is {_article(type(found).__name__)}, not {described}"
        raise PluginFault(plugin.fault(WRONG, f"cannot be used: {what}"))
    return found


def run(plugin: Plugin, work: Callable[[], T], *, asks: bool = False) -> Ran[T]:
    """Let a plugin work, and keep whatever it raises from everything else.

    Args:
        plugin: whose work it is.
        work: it is done when it returns: an iterator is read to its end inside.
        asks: whether it may wait for somebody's answers, and say that the call had no meaning.

    Raises:
        UsageError: a plugin that asks says so.
    """
    began = time.monotonic()
    try:
        with limited(LONGEST):
            value = work()
    except TooLong:
        message = f"was stopped after {LONGEST:.0f} seconds, and is left out"
        return Ran(None, (plugin.fault(FAILED, message),))
    except PluginFault as fault:
        return Ran(None, (fault.diagnostic,))
    except (Exception, SystemExit) as error:
        if asks and isinstance(error, UsageError):
            raise
        message = f"failed, and is left out: {_said(error)}"
        return Ran(None, (plugin.fault(FAILED, message),))
    took = time.monotonic() - began
    if asks or took < SLOW:
        return Ran(value)
    hint = f"tell whoever made {plugin.package}, or uninstall it"
    return Ran(value, (plugin.fault(LATE, f"took {took:.0f} seconds", hint),))


def _plugin(point: EntryPoint) -> Plugin:
    package = point.dist.name if point.dist else "an unnamed package"
    version = point.dist.version if point.dist else ""
    return Plugin(Group(point.group), point.name, package, version, point.value)


def _order(plugin: Plugin) -> tuple[str, str, str]:
    return plugin.package.casefold(), plugin.name, plugin.value


def _said(error: BaseException) -> str:
    """What was raised, and where in the plugin."""
    told = " ".join(f"{type(error).__name__}: {error}".rstrip(": ").split())
    where = _where(error.__traceback__)
    return f"{told} ({where})" if where else told


def _where(trace: TracebackType | None) -> str:
    """The innermost line that is neither ours nor Python's own machinery of imports."""
    own = __file__.rpartition("plugins.py")[0]
    from traceback import extract_tb

    for frame in reversed(extract_tb(trace)):
        inside = frame.filename.startswith((own, "<frozen")) or "importlib" in frame.filename
        if not inside:
            return f"{frame.filename.replace(chr(92), '/').rpartition('/')[2]}, line {frame.lineno}"
    return ""


def _article(name: str) -> str:
    return f"{'an' if name[0].casefold() in 'aeiou' else 'a'} {name}"
