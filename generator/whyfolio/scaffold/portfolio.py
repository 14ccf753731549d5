"""A new portfolio: four files, or the finished example."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from whyfolio.scaffold.files import create, refused

PROFILE = """\
---
{name}
# label: What you do, in a line.
# summary: Two or three sentences about you.
# optimizing_for: What you optimise for, in a line.
# email: you@example.com
# show: {{public: [optimizing_for, email]}}
---
"""
SETTINGS = """\
schema = 1

[site]
{title}
# url = "https://you.example.com"    # feeds and canonical links need it

[career]
ladder = "five-areas"
# level = "senior"                   # where you are: mid, senior, staff or principal
# next_level = "staff"               # where you want to be
"""
LOG = "# Log\n\n"
IGNORED = ".whyfolio/\nsite/\n"
NAMELESS = "Work and why it mattered"


def new_portfolio(folder: Path, name: str) -> tuple[str, ...]:
    """Write the files of an empty portfolio; those that are there already stay as they are.

    Args:
        folder: where; it is made if there is none.
        name: the author's name, "" if it is not known.

    Returns:
        The files that were written.

    Raises:
        Refused: a file cannot be written (E722).
    """
    title = json.dumps(name or NAMELESS, ensure_ascii=False)
    spoken = f"name: {json.dumps(name, ensure_ascii=False)}" if name else "# name: Your name."
    wanted = {
        "whyfolio.toml": SETTINGS.format(title=f"title = {title}"),
        "content/profile.md": PROFILE.format(name=spoken),
        "content/log.md": LOG,
        ".gitignore": IGNORED,
    }
    missing = {path: text for path, text in wanted.items() if not (folder / path).exists()}
    for path, text in missing.items():
        create(folder / path, text)
    return tuple(missing)


def write_example(folder: Path) -> None:
    """Write the example portfolio: one engineer over five years.

    Raises:
        Refused: the folder holds notes or settings already (E721), or cannot be written (E722).
    """
    for name in ("whyfolio.toml", "content"):
        if (folder / name).exists():
            hint = "choose an empty folder for the example; nothing was written"
            raise refused("E721", folder / name, f"{name} is there already", hint)
    source = example()
    for path in _files(source):
        create(folder / path, (source / path).read_bytes())
    if not (folder / ".gitignore").exists():
        create(folder / ".gitignore", IGNORED)


def _files(source: Path) -> Iterator[Path]:
    yield Path("whyfolio.toml")
    for path in sorted((source / "content").rglob("*")):
        inside = path.relative_to(source)
        if path.is_file() and not any(part.startswith(".") for part in inside.parts):
            yield inside


def example() -> Path:
    """The folder of the example portfolio: in the package once installed, else at the top."""
    package = Path(str(files("whyfolio")))
    inside = package / "_example"
    return inside if (inside / "content").is_dir() else package.parents[1]
