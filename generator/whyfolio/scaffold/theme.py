"""A theme of the author's own: its first two files, and copies of what it is to change."""

from __future__ import annotations

from pathlib import Path

from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.errors import Refused, UsageError
from whyfolio.names import hint_for, join_words, slug_fault
from whyfolio.packaged import packaged_themes
from whyfolio.render.theme import OVERRIDES, Theme, theme_names
from whyfolio.render.theme_file import THEME_FILE
from whyfolio.scaffold.files import create, read

_WORDS = """\
# What this theme does not have comes from {parent}: templates, styles and options.
name = "{name}"
extends = "{parent}"
"""
_STYLES = """\
/* This comes after the styles of {parent} and wins over them. A pair is light, dark. */
@layer tokens {{
  :root {{
    --accent: light-dark(#7a2048, #f0a6c4);
    --accent-soft: light-dark(#f8e8ef, #45223a);
  }}
}}
"""


def new_theme(project: Path, name: str, parent: str) -> tuple[Path, ...]:
    """Begin a theme: a `theme.toml` and a style sheet.

    Args:
        project: the folder that holds `themes/`.
        name: what the settings are to call it.
        parent: the theme that it extends.

    Returns:
        The files that were written.

    Raises:
        UsageError: no theme can be called so, or there is no such parent.
        Refused: there is such a theme already (E721), or it cannot be written (E722).
    """
    fault = slug_fault(name)
    if fault:
        raise UsageError(f'"{name}" cannot be the name of a theme: it {fault}')
    if name == OVERRIDES or (packaged_themes() / name / THEME_FILE).is_file():
        raise UsageError(f'"{name}" is a name that whyfolio uses itself; choose another')
    known = theme_names(project)
    if parent not in known:
        hint = hint_for(parent, known, f"there is {join_words(known, 'and')}")
        raise UsageError(f'there is no theme called "{parent}"; {hint}')
    folder = project / "themes" / name
    wanted = {
        folder / THEME_FILE: _WORDS.format(name=name, parent=parent),
        folder / "assets" / f"{name}.css": _STYLES.format(parent=parent),
    }
    for path, text in wanted.items():
        _create(path, text, project)
    return tuple(wanted)


def eject(project: Path, theme: Theme, name: str) -> tuple[Path, Path]:
    """Copy a template or a style sheet to where a change of it counts.

    That is the author's own theme where the settings name one, else `themes/overrides/`.

    Returns:
        The file that was copied, and its copy.

    Raises:
        UsageError: the theme has no such file.
        Refused: it was copied before (E721), or cannot be written (E722).
    """
    inside, source = _found(theme, name)
    folder = project / "themes" / theme.name
    if not (folder / THEME_FILE).is_file() or folder == packaged_themes() / theme.name:
        folder = project / "themes" / OVERRIDES
    target = folder / inside
    _create(target, read(source), project)
    return source, target


def _create(path: Path, content: str | bytes, project: Path) -> None:
    if path.exists():
        place = Place(path.relative_to(project).as_posix())
        hint = "change it where it is, or take it away first"
        raise Refused(Diagnostic("E721", place, f"{path.name} is there already", hint))
    create(path, content)


def ejectable(theme: Theme) -> dict[str, Path]:
    """Every template and style sheet in use, by its name in the theme's folder."""
    found: dict[str, Path] = {}
    for folder in theme.template_folders:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                found.setdefault(f"templates/{file.relative_to(folder).as_posix()}", file)
    return {**found, **{f"assets/{sheet.name}": sheet for sheet in theme.sheets}}


def _found(theme: Theme, name: str) -> tuple[str, Path]:
    known = ejectable(theme)
    wanted = name.removeprefix("./")
    for inside in (wanted, f"templates/{wanted}", f"assets/{wanted}"):
        if inside in known:
            return inside, known[inside]
    ends = [inside for inside in known if inside.rpartition("/")[2] == wanted]
    if len(ends) == 1:
        return ends[0], known[ends[0]]
    if ends:
        raise UsageError(f'"{name}" may be {join_words(ends)}; name it in full')
    short = {inside.partition("/")[2] for inside in known} | {Path(one).name for one in known}
    hint = hint_for(wanted, sorted(short), "`whyfolio theme eject` without a name lists them all")
    raise UsageError(f'the theme "{theme.name}" has no file "{name}"; {hint}')
