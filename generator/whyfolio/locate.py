"""Which portfolio a command means: the one it stands in, else the author's default."""

from __future__ import annotations

import os
from pathlib import Path

from whyfolio.config import SETTINGS_FILE
from whyfolio.errors import UsageError

HOME_VARIABLE = "WHYFOLIO_HOME"


def find_project(start: Path) -> Path | None:
    """The nearest folder with a `whyfolio.toml`, from ``start`` upwards."""
    here = start.absolute()
    return next((folder for folder in (here, *here.parents) if _is_project(folder)), None)


def default_project() -> Path | None:
    """The author's default portfolio: `WHYFOLIO_HOME`, else the one that was recorded.

    A recorded folder that is a portfolio no more counts as none.

    Raises:
        UsageError: `WHYFOLIO_HOME` names a folder that is no portfolio.
    """
    named = os.environ.get(HOME_VARIABLE, "").strip()
    if named:
        folder = Path(named).expanduser().absolute()
        if not _is_project(folder):
            raise UsageError(f"{HOME_VARIABLE} names {folder}, which holds no {SETTINGS_FILE}")
        return folder
    return _recorded()


def record_default(project: Path) -> bool:
    """Make this the default portfolio, unless there is one already; whether it was recorded.

    Where `WHYFOLIO_HOME` is set nothing is recorded, since it is what counts.
    """
    if os.environ.get(HOME_VARIABLE, "").strip() or _recorded() is not None:
        return False
    record = _record()
    record.parent.mkdir(parents=True, exist_ok=True)
    record.write_text(f"{project.absolute()}\n", encoding="utf-8")
    return True


def _recorded() -> Path | None:
    try:
        folder = Path(_record().read_text(encoding="utf-8").strip())
    except (OSError, UnicodeDecodeError):
        return None
    return folder if folder.is_absolute() and _is_project(folder) else None


def _record() -> Path:
    from platformdirs import user_config_path

    return user_config_path("whyfolio", appauthor=False) / "home.txt"


def _is_project(folder: Path) -> bool:
    return (folder / SETTINGS_FILE).is_file()
