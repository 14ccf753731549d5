"""Writing single files of an author's: never over another, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.errors import Refused


def create(path: Path, text: str) -> None:
    """Write a new file.

    Raises:
        Refused: there is a file already (E721), or it cannot be written (E722).
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError as error:
        message = f"{path.name} is there already"
        raise Refused(
            Diagnostic("E721", Place(str(path)), message, "choose another name")
        ) from error
    except OSError as error:
        raise _unwritable(path, error) from error


def overwrite(path: Path, content: bytes) -> None:
    """Put other bytes in the place of a file, in one step.

    Raises:
        Refused: it cannot be written (E722); the file is as it was.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            if path.exists():
                Path(name).chmod(path.stat().st_mode & 0o777)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> Refused:
    why = error.strerror or str(error)
    return Refused(Diagnostic("E722", Place(str(path)), f"the file cannot be written: {why}"))
