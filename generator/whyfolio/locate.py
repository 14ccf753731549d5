"""Which portfolio a command means: the one it stands in, else the author's default."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from whyfolio.names import SETTINGS_FILE

HOME_VARIABLE = "WHYFOLIO_HOME"
_KEY_FILE = "memo.key"
_LONG = 32


def find_project(start: Path) -> Path | None:
    """The nearest folder with a `whyfolio.toml`, from ``start`` upwards."""
    here = start.absolute()
    return next((folder for folder in (here, *here.parents) if _is_project(folder)), None)


def default_project() -> Path | None:
    """The author's default portfolio: `WHYFOLIO_HOME` itself, else the one that was recorded.

    A recorded folder that is a portfolio no more counts as none.
    """
    named = _named()
    return named if named and _is_project(named) else _recorded()


def record_default(project: Path) -> bool:
    """Make this the default portfolio, unless there is one already; whether it was recorded."""
    if default_project() is not None:
        return False
    record = _record()
    record.parent.mkdir(parents=True, exist_ok=True)
    record.write_text(f"{project.absolute()}\n", encoding="utf-8")
    return True


def secret() -> bytes:
    """Bytes that only this user's programs know, made when first asked for; b"" where none can be.

    They seal what is kept in a project, so that what others put there is not taken for ours.
    """
    path = users_folder() / _KEY_FILE
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_name(f"{path.name}.{os.getpid()}")
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(os.urandom(_LONG))
            fresh.replace(path)
        found = path.read_bytes()
    except OSError:
        return b""
    return found if len(found) == _LONG else b""


def users_folder() -> Path:
    """Where something of this user is kept that belongs to no project; it need not be there."""
    named = _named()
    return _users_own() if named is None or _is_project(named) else named


def _named() -> Path | None:
    """`WHYFOLIO_HOME`: a portfolio, or a folder to keep the record in instead of the user's own."""
    named = os.environ.get(HOME_VARIABLE, "").strip()
    return Path(named).expanduser().absolute() if named else None


def _recorded() -> Path | None:
    try:
        folder = Path(_record().read_text(encoding="utf-8").strip())
    except (OSError, UnicodeDecodeError):
        return None
    return folder if folder.is_absolute() and _is_project(folder) else None


def _record() -> Path:
    return (_named() or _users_own()) / "home.txt"


def _users_own() -> Path:
    named = os.environ.get("XDG_CONFIG_HOME", "")
    if sys.platform == "linux" and Path(named).is_absolute():
        return Path(named, "whyfolio")  # what is asked below; but to load that takes 7 ms
    if sys.platform == "linux" and not named and "ANDROID_ROOT" not in os.environ:
        return Path.home() / ".config" / "whyfolio"

    from platformdirs import user_config_path

    return user_config_path("whyfolio", appauthor=False)


def _is_project(folder: Path) -> bool:
    return (folder / SETTINGS_FILE).is_file()
