"""Files in a project's own folder that only this user's programs take for theirs."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path

MOST = 256 * 1024 * 1024  # bytes of a file; a larger one is not kept
_HEAD = b"whyfolio memo 1\n"
_DIGEST = 32
_LEFT_BEHIND = 60.0  # seconds after which a half-written file is nobody's any more


def read_sealed(path: Path, secret: bytes) -> bytes | memoryview:
    """What was written with this secret; b"" where there is nothing, or it came from elsewhere.

    Raises:
        OSError: it cannot be read.
    """
    start = len(_HEAD) + _DIGEST
    if not secret or path.stat().st_size > MOST + start:
        return b""
    content = path.read_bytes()
    body = memoryview(content)[start:]
    is_ours = hmac.compare_digest(content[:start], _HEAD + _seal(body, secret))
    return body if is_ours else b""


def write_sealed(path: Path, body: bytes, secret: bytes) -> None:
    """Write something that only this user's programs take for theirs, and only they can read.

    Raises:
        OSError: it cannot be written; what was there is as it was.
    """
    if secret and len(body) <= MOST:
        _replace(path, _HEAD + _seal(body, secret), body)


def blank_sealed(
    path: Path, parts: Callable[[bytes | memoryview], Iterable[bytes]], secret: bytes
) -> None:
    """Write zeros over some bytes of a sealed file, wherever they stand in it, and seal it anew.

    It is written where it lies: who reads it meanwhile, or after a crash, takes it for nobody's.

    Args:
        path: the file.
        parts: what is in it → the bytes that are to be gone.
        secret: what it was sealed with.

    Raises:
        OSError: it cannot be read or written.
    """
    start = len(_HEAD) + _DIGEST
    content = read_sealed(path, secret)
    body = bytearray(content)
    places: list[tuple[int, int]] = []
    for part in filter(any, parts(content)):
        at = body.find(part)
        while at >= 0:
            body[at : at + len(part)] = bytes(len(part))
            places.append((at, len(part)))
            at = body.find(part, at + len(part))
    if not places:
        return
    with path.open("r+b") as file:
        for at, length in places:
            file.seek(start + at)
            file.write(bytes(length))
        file.seek(len(_HEAD))
        file.write(_seal(body, secret))


def make_private(folder: Path) -> None:
    """Make a folder that its owner alone may enter, and whatever is missing above it."""
    if not folder.is_dir():
        if not folder.parent.is_dir():
            make_private(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
    elif os.name == "posix" and folder.stat().st_mode & 0o077:
        folder.chmod(0o700)


def _replace(path: Path, *parts: bytes) -> None:
    make_private(path.parent)
    fresh = path.with_name(f"{path.name}.new")
    with contextlib.suppress(FileNotFoundError):
        if time.time() - fresh.stat().st_mtime > _LEFT_BEHIND:
            fresh.unlink()
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(parts)
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def _seal(body: bytes | bytearray | memoryview, secret: bytes) -> bytes:
    return hashlib.blake2b(body, key=secret, digest_size=_DIGEST).digest()
