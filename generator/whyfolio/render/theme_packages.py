"""Themes of other packages: folders that the entry points `whyfolio.themes` name.

An entry point's value is a package, as in `whyfolio_broadsheet`, or a folder in one, as in
`whyfolio_broadsheet.themes.evening`. The folder is found and its files are read; no code of the
package runs.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.errors import Refused
from whyfolio.plugins import Group, Listed, Plugin, listed
from whyfolio.render.theme_file import THEME_FILE

BUILT_IN = frozenset(["margin", "plain"])


def themes_of_packages() -> Listed:
    """Every theme of an installed package whose name is free."""
    return listed(Group.THEMES, BUILT_IN)


def theme_of_package(name: str, at: Place) -> Path | None:
    """The folder of a theme that a package brings; None where none has one of that name.

    Args:
        name: as the settings call it.
        at: where they do.

    Raises:
        Refused: the package is installed, and its theme is not there (E801).
    """
    found = themes_of_packages()
    plugin = found.named(name)
    if plugin is None:
        return None
    folder = _folder(plugin)
    if folder is not None and (folder / THEME_FILE).is_file():
        return folder
    why = f"{plugin.value} is no folder with a theme.toml"
    message = f'the theme "{name}" of the package {plugin.package} cannot be used: {why}'
    hint = f"look for another release of {plugin.package}, or name another theme"
    raise Refused(Diagnostic("E801", at, message, hint))


def shelf_of_packages() -> tuple[Path, ...]:
    """The folders in which the packages with themes lie, for naming their files in messages."""
    folders = (_top(plugin) for plugin in themes_of_packages().plugins)
    return tuple(folder.parent for folder in folders if folder)


def _folder(plugin: Plugin) -> Path | None:
    top = _top(plugin)
    return top.joinpath(*plugin.value.split(".")[1:]) if top else None


def _top(plugin: Plugin) -> Path | None:
    """The folder of the package; finding it imports nothing, which finding a part of it would."""
    try:
        found = find_spec(plugin.value.partition(".")[0].partition(":")[0])
    except (ImportError, ValueError):
        return None
    places = found.submodule_search_locations if found else None
    return Path(next(iter(places))) if places else None
