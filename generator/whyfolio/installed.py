"""How this whyfolio was installed, what of it is there, and the command that adds the rest."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from packaging.requirements import Requirement

ABSENT = "is not there"
BUNDLES = ("all", "dev")  # extras that only name others, or are for those who change whyfolio


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


def adding(*extras: str, prefix: Path | None = None) -> str:
    """The command that adds extras, as in `pip install 'whyfolio[pdf]'`.

    pipx and uv install anew what is named and nothing else, so what is there already is named too.
    """
    commands = {
        Way.PIPX: "pipx install --force",
        Way.UV: "uv tool install",
        Way.PIP: "pip install",
    }
    found = way(prefix)
    names = sorted({*extras, *(() if found is Way.PIP else whole())})
    return f"{commands[found]} 'whyfolio[{','.join(names)}]'"


def whole() -> list[str]:
    """The extras of which every package is there."""
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        names = metadata("whyfolio").get_all("Provides-Extra") or []
    except PackageNotFoundError:
        return []
    extras = [name for name in names if name not in BUNDLES]
    return [name for name in extras if not any(map(amiss, requirements(name)))]


def requirements(extra: str) -> list[Requirement]:
    """What whyfolio declares that it needs; with an extra only what that adds.

    Raises:
        PackageNotFoundError: it is not installed as a package.
    """
    from importlib.metadata import requires

    from packaging.requirements import Requirement

    found = [Requirement(line) for line in requires("whyfolio") or ()]
    bare = [one for one in found if one.marker is None or one.marker.evaluate({"extra": ""})]
    if not extra:
        return bare
    return [one for one in found if one.marker and one.marker.evaluate({"extra": extra})]


def amiss(wanted: Requirement) -> str:
    """What is amiss with a package; "" where nothing is."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        there = version(wanted.name)
    except PackageNotFoundError:
        return ABSENT
    if wanted.specifier.contains(there, prereleases=True):
        return ""
    return f"is {there}, and wanted is {wanted.specifier}"
