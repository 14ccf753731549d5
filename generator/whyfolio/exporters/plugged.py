"""Exporters that other packages bring, found when one is named that is none of whyfolio's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import TypeVar

from whyfolio.errors import Refused, UsageError
from whyfolio.exporters.document import Document
from whyfolio.exporters.exports import EXPORTS, Export
from whyfolio.exporters.formats import BINARY, EXPORTERS, Format
from whyfolio.model.artifact import Artifact
from whyfolio.plugins import WRONG, Group, Plugin, PluginFault, listed, load, run

OWN = frozenset([*EXPORTERS, *EXPORTS])
T = TypeVar("T")


def export_named(name: str) -> Export:
    """What `whyfolio export NAME` writes.

    Raises:
        UsageError: there is none, its package is broken, or it is a format of documents.
    """
    if name in EXPORTS:
        return EXPORTS[name]
    plugin, found = _loaded(name)
    if isinstance(found, Format):
        raise UsageError(f'"{name}" is a format for documents: `whyfolio packet --format {name}`')
    if found.audience is None or found.many or found.apart:
        message = "cannot be used: an Export of others has an audience and is one file"
        raise UsageError(plugin.fault(WRONG, message).message)
    return replace(found, plugin=plugin)


def as_file(document: Document, form: str, name: str) -> Artifact:
    """A document as one file in a format.

    Raises:
        UsageError: there is no such format, its package is broken, or an extra is missing.
        Refused: the plugin failed.
    """
    if form in EXPORTERS:
        content: bytes = import_module(EXPORTERS[form]).export(document)
        return Artifact(f"{name}.{form}", content)
    plugin, found = _loaded(form)
    if isinstance(found, Export):
        raise UsageError(f'"{form}" is no format for documents; `whyfolio export {form}` writes it')
    made = fenced(plugin, lambda: found.export(document), bytes)
    return Artifact(f"{name}.{found.ending}", made)


def is_binary(name: str) -> bool:
    """Whether a format is nothing for a terminal."""
    if name in EXPORTERS:
        return name in BINARY
    found = _loaded(name)[1]
    return isinstance(found, Format) and found.binary


def fenced(plugin: Plugin | None, work: Callable[[], T], wanted: type[T]) -> T:
    """The result of an exporter's work; of a plugin's it is looked at first.

    Raises:
        Refused: the plugin failed, or gave something else.
    """
    if plugin is None:
        return work()
    ran = run(plugin, work)
    if ran.value is None and ran.faults:
        raise Refused(*ran.faults)
    if not isinstance(ran.value, wanted):
        message = f"gave {type(ran.value).__name__}, not {wanted.__name__}"
        raise Refused(plugin.fault(WRONG, message))
    return ran.value


def _loaded(name: str) -> tuple[Plugin, Export | Format]:
    plugin = listed(Group.EXPORTERS, OWN).named(name)
    if plugin is None:
        raise UsageError(f'nothing can be exported as "{name}"')
    try:
        found = load(plugin, lambda one: isinstance(one, Export | Format), "an Export or a Format")
    except PluginFault as fault:
        raise UsageError(fault.diagnostic.message) from None
    return plugin, found
