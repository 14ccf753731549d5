"""A theme: where its templates and styles are found, and what it lets an author choose."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.errors import Refused
from whyfolio.names import hint_for

DEFAULT = "margin"


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme and its parents as a search path: the author's overrides first, the packaged last."""

    name: str
    folders: tuple[Path, ...]

    @property
    def template_folders(self) -> tuple[Path, ...]:
        """Where templates are looked up, in this order."""
        return tuple(folder / "templates" for folder in self.folders)

    def stylesheet(self) -> bytes:
        """All styles in one file: the parents' first, then the theme's, then the overrides'.

        Raises:
            Refused: a style sheet is no file of its theme's folder (E805).
        """
        sheets = [
            _own(sheet, folder) for folder in reversed(self.folders) for sheet in _sheets(folder)
        ]
        parts = [sheet.read_bytes().strip() for sheet in sheets]
        return b"\n".join(parts) + b"\n"

    def stylesheet_address(self) -> str:
        """An address that changes with the styles, so that no browser keeps old ones."""
        return f"/assets/{self.name}.{hashlib.sha256(self.stylesheet()).hexdigest()[:10]}.css"


def packaged_themes() -> Path:
    """The folder of the themes that come with whyfolio: in the wheel, else in the repository."""
    inside = Path(str(files("whyfolio"))) / "_themes"
    return inside if inside.is_dir() else Path(str(files("whyfolio"))).parents[1] / "themes"


def load_theme(name: str, project: Path) -> Theme:
    """Find a theme by name: the project's `themes/`, then the packaged ones.

    Raises:
        Refused: there is no such theme (E801), or its parents form a circle.
    """
    folders: list[Path] = []
    overrides = project / "themes" / "overrides"
    if overrides.is_dir():
        folders.append(overrides)
    wanted = name
    seen: set[str] = set()
    while wanted:
        if wanted in seen:
            raise Refused(Diagnostic("E802", _place(), f'the theme "{wanted}" extends itself'))
        seen.add(wanted)
        folder = _find(wanted, project)
        folders.append(folder)
        wanted = _parent(folder)
    return Theme(name, tuple(folders))


def theme_names(project: Path) -> list[str]:
    """Every theme that can be named in the settings."""
    places = [project / "themes", packaged_themes()]
    found = [theme.parent.name for place in places for theme in place.glob("*/theme.toml")]
    return sorted(set(found))


def _find(name: str, project: Path) -> Path:
    for place in (project / "themes", packaged_themes()):
        folder = place / name
        if (folder / "theme.toml").is_file() and folder.parent == place:
            return folder
    message = f'there is no theme called "{name}"'
    known = theme_names(project)
    hint = hint_for(name, known, f"there is: {', '.join(known)}")
    raise Refused(Diagnostic("E801", _place(), message, hint))


def _place() -> Place:
    return Place("whyfolio.toml")


def _parent(folder: Path) -> str:
    return str(_settings(folder).get("extends", ""))


def _settings(folder: Path) -> dict[str, object]:
    return tomllib.loads((folder / "theme.toml").read_text(encoding="utf-8"))


def _sheets(folder: Path) -> list[Path]:
    """A theme's style sheets in the order its `theme.toml` gives; an override's by name."""
    assets = folder / "assets"
    if not (folder / "theme.toml").is_file():
        return sorted(assets.glob("*.css")) or sorted(folder.glob("*.css"))
    named = _settings(folder).get("styles")
    if isinstance(named, list):
        return [assets / str(name) for name in named]
    return sorted(assets.glob("*.css"))


def _own(sheet: Path, folder: Path) -> Path:
    """A style sheet is published: it must be a file of its theme's folder, not lead out of it."""
    if sheet.is_file() and sheet.resolve().is_relative_to(folder.resolve()):
        return sheet
    shown = f"themes/{folder.name}/theme.toml"
    message = f'"{sheet.name}" is no file in the folder of its theme'
    hint = "copy it there, or take its name out of theme.toml"
    raise Refused(Diagnostic("E805", Place(shown), message, hint))
