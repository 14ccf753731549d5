"""Where what comes with whyfolio lies."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent


def packaged_themes() -> Path:
    """The folder of the themes that come with whyfolio: in the wheel, else in the repository."""
    inside = PACKAGE / "_themes"
    return inside if inside.is_dir() else PACKAGE.parents[1] / "themes"
