"""One build at a time: a lock that the system releases when its holder dies."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from whyfolio.sealed import make_private
from whyfolio.writer.destination import Destination
from whyfolio.writer.refusals import busy

_NO_LOCKS = {errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS}
_FAR = 1 << 20
_TRIES = 20


@contextmanager
def held(destination: Destination) -> Iterator[None]:
    """Hold the lock; E705 names the process that holds it already.

    The file stays when the lock is released: deleting it would let two others in at once. A
    holder that was killed needs no cleaning up, for the lock died with it.
    """
    make_private(destination.lock.parent)
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0)
    descriptor = os.open(destination.lock, flags, 0o600)
    try:
        if not _taken(descriptor):
            raise busy(destination, _holder(descriptor))
        _say(descriptor, f"{os.getpid()} {_started(os.getpid())}\n")
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def _taken(descriptor: int) -> bool:
    try:
        return _lock(descriptor)
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
        return not _alive(_read(descriptor))


def _lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, _FAR, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _say(descriptor: int, line: str) -> None:
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, line.encode())


def _read(descriptor: int) -> str:
    os.lseek(descriptor, 0, os.SEEK_SET)
    return os.read(descriptor, 200).decode("ascii", "replace")


def _holder(descriptor: int) -> str:
    """The holder writes its number right after it took the lock: wait for that moment."""
    for _ in range(_TRIES):
        if words := _read(descriptor).split():
            return f"process {words[0]}"
        time.sleep(0.005)
    return "its process is not known"


def _alive(line: str) -> bool:
    """Whether the process that wrote the line still runs, and is not a later one of its number."""
    number, _, started = line.strip().partition(" ")
    if not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return started == _started(int(number))


def _started(process: int) -> str:
    """When a process began, in the system's own count; empty where that is not told."""
    try:
        status = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
    return status.rpartition(")")[2].split()[19]
