"""How this whyfolio was installed, and so the command that adds something to it."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path


class Way(StrEnum):
    """The ways of installing that leave a mark where they installed."""

    PIPX = "pipx"
    UV = "uv tool"
    PIP = "pip"


def way(prefix: Path | None = None) -> Way:
    """How it was installed, from the marks that pipx and uv leave in an environment."""
    place = prefix or Path(sys.prefix)
    if (place / "pipx_metadata.json").is_file():
        return Way.PIPX
    return Way.UV if (place / "uv-receipt.toml").is_file() else Way.PIP


def adding(extra: str, prefix: Path | None = None) -> str:
    """The command that adds an extra, as in `pip install 'whyfolio[pdf]'`."""
    commands = {
        Way.PIPX: "pipx install --force",
        Way.UV: "uv tool install",
        Way.PIP: "pip install",
    }
    return f"{commands[way(prefix)]} 'whyfolio[{extra}]'"
