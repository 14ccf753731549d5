"""Bytes on the disk: written once, waited for, readable by whom they should be."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

_ONE_BY_ONE = 32


def write_file(path: str, content: bytes, *, mode: int = 0o666) -> os.stat_result:
    """Write a file that must not exist yet; it is not yet sure to be on the disk."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, mode)
    try:
        return _filled(descriptor, content)
    finally:
        os.close(descriptor)


def write_over(path: str, content: bytes, *, is_old: bool) -> os.stat_result | None:
    """Write over a file; None, and nothing is done, where it has other names or must not be.

    It is not yet sure to be on the disk.

    Args:
        path: where it lies.
        content: what is to be in it.
        is_old: whether nobody will have it open any more; asked where the system does not know.
    """
    flags = os.O_WRONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        descriptor = os.open(path, flags)
    except PermissionError:
        return None
    try:
        if os.fstat(descriptor).st_nlink > 1 or _is_open_elsewhere(descriptor, unless=is_old):
            return None
        _filled(descriptor, content)
        os.ftruncate(descriptor, len(content))
        return os.fstat(descriptor)
    finally:
        os.close(descriptor)


def _is_open_elsewhere(descriptor: int, *, unless: bool) -> bool:
    """Whether anybody else has a file open or in memory.

    Linux says so: it leases a file for writing to no one else while anybody has it. Who opens it
    just then makes it send a signal, which is chosen to be one that nobody minds.
    """
    try:
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_WRLCK)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except BlockingIOError:
        return True
    except (ImportError, AttributeError, OSError):
        return not unless
    return False


def _filled(descriptor: int, content: bytes) -> os.stat_result:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
    return os.fstat(descriptor)


def sync(path: str) -> None:
    """Wait until a file or a folder is on the disk (a folder: where the system can)."""
    if os.path.isdir(path):
        if os.name != "posix":
            return
        descriptor = os.open(path, os.O_RDONLY)
    else:
        descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(root: Path, paths: Sequence[str]) -> None:
    """Wait for many files and folders of one tree.

    Above a few, one call for the whole file system is some twenty times faster than one each.
    """
    if len(paths) <= _ONE_BY_ONE or not _sync_file_system(root):
        for path in paths:
            sync(path)
    sync(str(root))


def _sync_file_system(root: Path) -> bool:
    syncfs = _syncfs()
    if syncfs is None:
        return False
    descriptor = os.open(root, os.O_RDONLY)
    try:
        return bool(syncfs(descriptor) == 0)
    finally:
        os.close(descriptor)


@cache
def _syncfs() -> Any:  # noqa: ANN401  (a foreign function has no type)
    import ctypes

    try:
        return ctypes.CDLL(None, use_errno=True).syncfs
    except (OSError, AttributeError, TypeError):
        return None
