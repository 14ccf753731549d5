"""A new portfolio: four files, or the finished example."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.errors import Refused
from whyfolio.scaffold.files import create

PROFILE = """\
---
name: "{name}"
# label: what you do, in a line
# summary: two or three sentences about you
# email: you@example.com        (private, unless `show` names it)
# optimizing_for: what you optimise for, in a line
# show: {{public: [optimizing_for]}}
---
"""
SETTINGS = """\
schema = 1

[site]
title = "{name}"
# url = "https://you.example.com"     # feeds and canonical links need it

[career]
ladder = "five-areas"
# level = "senior"                    # where you are: mid, senior, staff, principal
# next_level = "staff"                # what you want
"""
LOG = "# Log\n\n"
IGNORED = ".whyfolio/\nsite/\n"


def new_portfolio(folder: Path, name: str) -> None:
    """Write the files of an empty portfolio.

    Raises:
        Refused: one of them is there already (E721); then nothing is written.
    """
    spoken = name.replace("\\", "").replace('"', "'")
    wanted = {
        "whyfolio.toml": SETTINGS.format(name=spoken),
        "content/profile.md": PROFILE.format(name=spoken),
        "content/log.md": LOG,
    }
    _refuse_existing(folder, wanted)
    for path, text in wanted.items():
        create(folder / path, text)
    if not (folder / ".gitignore").exists():
        create(folder / ".gitignore", IGNORED)


def write_example(folder: Path) -> None:
    """Write the example portfolio: one engineer over five years.

    Raises:
        Refused: the folder holds a portfolio already (E721).
    """
    _refuse_existing(folder, ("whyfolio.toml", "content"))
    source = _example()
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(source / "content", folder / "content")
    shutil.copyfile(source / "whyfolio.toml", folder / "whyfolio.toml")
    if not (folder / ".gitignore").exists():
        create(folder / ".gitignore", IGNORED)


def _refuse_existing(folder: Path, wanted: Iterable[str]) -> None:
    for path in wanted:
        if (folder / path).exists():
            message = f"{path} is there already"
            hint = "choose another folder; nothing was written"
            raise Refused(Diagnostic("E721", Place(str(folder / path)), message, hint))


def _example() -> Path:
    inside = Path(str(files("whyfolio"))) / "_example"
    return inside if (inside / "content").is_dir() else Path(str(files("whyfolio"))).parents[1]
