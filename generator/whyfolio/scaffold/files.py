"""Writing single files of an author's: never over another, whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.errors import Refused


def create(path: Path, content: str | bytes) -> None:
    """Write a new file, with the folders above it.

    Raises:
        Refused: there is a file already (E721), or it cannot be written (E722).
    """
    try:
        try:
            file = path.open("xb")
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            file = path.open("xb")
        with file:
            file.write(content.encode() if isinstance(content, str) else content)
    except FileExistsError as error:
        raise refused("E721", path, f"{path.name} is there already", "choose another") from error
    except OSError as error:
        raise unwritable(path, error) from error


def overwrite(path: Path, content: bytes) -> None:
    """Put other bytes in the place of a file, in one step; where it is a link, of what it names.

    Raises:
        Refused: it cannot be written (E722); the file is as it was.
    """
    import tempfile

    try:
        target = path.resolve(strict=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(target.stat().st_mode & 0o777)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise unwritable(path, error) from error


def read(path: Path) -> bytes:
    """A file's bytes.

    Raises:
        Refused: it cannot be read (E722).
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> Refused:
    """E722: the system does not let us."""
    why = (error.strerror or str(error)).lower()
    hint = "look at its permissions and at the room on the disk"
    return refused("E722", path, f"this file cannot be written: {why}", hint)


def refused(code: str, path: Path, message: str, hint: str) -> Refused:
    """A refusal about a file, named from the project on where it lies in one."""
    parts = path.parts
    at = len(parts) - 1 - parts[::-1].index("content") if "content" in parts[:-1] else None
    name = path.as_posix() if at is None else "/".join(parts[at:])
    return Refused(Diagnostic(code, Place(name), message, hint))
