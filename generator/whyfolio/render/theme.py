"""A theme: where its templates and styles are found, and what it lets an author choose."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.errors import Refused
from whyfolio.names import hint_for
from whyfolio.packaged import packaged_themes
from whyfolio.render.theme_file import THEME_FILE, Option, ThemeFile, merged, read_theme_file
from whyfolio.render.theme_letters import addressed, named
from whyfolio.render.theme_packages import (
    shelf_of_packages,
    theme_of_package,
    themes_of_packages,
)

DEFAULT = "margin"
OVERRIDES = "overrides"


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme and its parents as a search path: the author's overrides first, the packaged last.

    Attributes:
        name: as the settings call it.
        folders: where its files are looked up, in this order.
        sheets: its style sheets, in the order in which a browser reads them.
        options: what an author may choose.
        project: the folder from which messages name files.
    """

    name: str
    folders: tuple[Path, ...]
    sheets: tuple[Path, ...] = ()
    options: tuple[Option, ...] = ()
    project: Path = Path()

    @property
    def template_folders(self) -> tuple[Path, ...]:
        """Where templates are looked up, in this order."""
        return tuple(folder / "templates" for folder in self.folders)

    def stylesheet(self) -> bytes:
        """All styles in one file."""
        parts = [sheet.read_bytes().strip() for sheet in self.sheets]
        return addressed(b"\n".join(parts) + b"\n", self.letters())

    def letters(self) -> Mapping[str, bytes]:
        """The font files that its styles name, by their names in the folder `assets`.

        Raises:
            Refused: neither the theme nor its parents have such a file (E805).
        """
        found: dict[str, bytes] = {}
        for sheet in self.sheets:
            for name, line in named(sheet.read_bytes()):
                found[name] = self._file(name, Place(shown_in(self.project, sheet), line))
        return found

    def asset(self, name: str) -> bytes:
        """A file that only some pages load, by its name in the folder `assets`.

        Raises:
            Refused: neither the theme nor its parents have such a file (E805).
        """
        return self._file(name, Place(THEME_FILE))

    def _file(self, name: str, place: Place) -> bytes:
        for folder in self.folders:
            if (file := folder / "assets" / name).is_file():
                return file.read_bytes()
        message = f'the theme "{self.name}" has no file assets/{name}'
        hint = "extend a theme that has it, or put one there"
        raise Refused(Diagnostic("E805", place, message, hint))

    def stylesheet_address(self) -> str:
        """An address that changes with the styles, so that no browser keeps old ones."""
        return f"/assets/{self.name}.{hashlib.sha256(self.stylesheet()).hexdigest()[:10]}.css"


def load_theme(
    name: str, project: Path, audience: str = "", chosen: Iterable[tuple[str, object]] = ()
) -> Theme:
    """Find a theme by name: the project's `themes/`, then the packaged ones, then other packages'.

    Args:
        name: as the settings call it.
        project: the folder that holds the author's own `themes/`.
        audience: whose styles are wanted; those of all readers where "".
        chosen: what the author chose of its options; what is left out has its default.

    Raises:
        Refused: there is no such theme (E801), its parents form a circle (E802), what it says of
            itself cannot be read (E806), or a file of it lies outside its folder (E805).
    """
    chain = list(_chain(name, project))
    said = tuple(file for _, file in chain)
    folders = tuple(folder for folder, _ in chain)
    overrides = project / "themes" / OVERRIDES
    if overrides.is_dir():
        folders = (overrides, *folders)
    for folder in folders:
        _refuse_leading_out(folder, project)
    options = merged(said)
    settled = {**{option.name: option.default for option in options}, **dict(chosen)}
    sheets = tuple(
        _sheet(sheet, folders, said[0].shown)
        for sheet in _names(chain, overrides)
        if _is_for(sheet, audience, said) and _is_chosen(sheet, settled, said)
    )
    return Theme(name, folders, sheets, options, project)


def theme_names(project: Path) -> list[str]:
    """Every theme that can be named in the settings."""
    places = [project / "themes", packaged_themes()]
    found = [theme.parent.name for place in places for theme in place.glob(f"*/{THEME_FILE}")]
    return sorted({*found, *(plugin.name for plugin in themes_of_packages().plugins)})


def shown_in(project: Path, file: Path) -> str:
    """A file of a theme as messages name it: from the project, the themes or its package on."""
    for top in (project, packaged_themes(), *shelf_of_packages()):
        if file.is_relative_to(top):
            return file.relative_to(top).as_posix()
    return str(file)


def _setting(project: Path) -> Place:
    from whyfolio.config import place_of

    return place_of(project, ("site", "theme"))


def _chain(name: str, project: Path) -> Iterator[tuple[Path, ThemeFile]]:
    """The theme, the one it extends, and so on."""
    at = partial(_setting, project)
    seen: set[str] = set()
    while name:
        if name in seen:
            message = f'the theme "{name}" extends itself'
            raise Refused(Diagnostic("E802", at(), message, "take `extends` out of one of them"))
        seen.add(name)
        folder = _find(name, project, at)
        file = read_theme_file(folder, shown_in(project, folder / THEME_FILE))
        yield folder, file
        name, at = file.extends, partial(_at, file.extends_at)


def _at(place: Place) -> Place:
    return place


def _find(name: str, project: Path, at: Callable[[], Place]) -> Path:
    for place in (project / "themes", packaged_themes()):
        folder = place / name
        if (folder / THEME_FILE).is_file() and folder.parent == place:
            return folder
    if plugged := theme_of_package(name, at()):
        return plugged
    message = f'there is no theme called "{name}"'
    known = theme_names(project)
    hint = hint_for(name, known, f"there is: {', '.join(known)}")
    raise Refused(Diagnostic("E801", at(), message, hint))


def _names(chain: Sequence[tuple[Path, ThemeFile]], overrides: Path) -> list[str]:
    """The names of all style sheets in their order.

    A theme that lists its styles says all of them; one that does not adds its own to its parent's.
    """
    names: list[str] = []
    for folder, file in reversed(chain):
        names = list(file.styles) if file.styles is not None else _with_own(names, folder)
    return _with_own(names, overrides)


def _with_own(names: list[str], folder: Path) -> list[str]:
    own = sorted({sheet.name for sheet in _own_sheets(folder)})
    return [*names, *(name for name in own if name not in names)]


def _own_sheets(folder: Path) -> Iterator[Path]:
    yield from (folder / "assets").glob("*.css")
    if folder.name == OVERRIDES:
        yield from folder.glob("*.css")


def _is_for(sheet: str, audience: str, said: Sequence[ThemeFile]) -> bool:
    wanted: Mapping[str, tuple[str, ...]] = {}
    for file in reversed(said):
        wanted = {**wanted, **file.readers}
    return not audience or audience in wanted.get(sheet, (audience,))


def _is_chosen(sheet: str, settled: Mapping[str, object], said: Sequence[ThemeFile]) -> bool:
    wanted = next((file.when[sheet] for file in said if sheet in file.when), {})
    return all(settled.get(option) == choice for option, choice in wanted.items())


def _sheet(name: str, folders: Sequence[Path], shown: str) -> Path:
    """A style sheet by its name: that of the first folder which has one, as with templates."""
    for folder in folders:
        found = next((sheet for sheet in _own_sheets(folder) if sheet.name == name), None)
        if found:
            return found
    message = f'"{name}" is no file in the folder of its theme'
    hint = "copy it there, or take its name out of theme.toml"
    raise Refused(Diagnostic("E805", Place(shown), message, hint))


def _refuse_leading_out(folder: Path, project: Path) -> None:
    """What a theme draws is published, so each of its files lies in its folder."""
    top = folder.resolve()
    for file in sorted(folder.rglob("*")):
        if file.is_symlink() and not _within(file, top):
            message = "this file of a theme leads out of the theme's folder"
            hint = "copy what it leads to, or take it away"
            raise Refused(Diagnostic("E805", Place(shown_in(project, file)), message, hint))


def _within(file: Path, top: Path) -> bool:
    return file.exists() and file.resolve().is_relative_to(top)
