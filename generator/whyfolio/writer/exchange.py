"""Two folders change places in one step, where the system can."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import sys
from functools import cache
from pathlib import Path
from typing import Any

from whyfolio.writer.destination import Destination
from whyfolio.writer.disk import sync

_HERE = -100  # AT_FDCWD: paths are meant from the current folder
_EXCHANGE = 2
# What kernels, file systems and sandboxes without the call answer.
_UNKNOWN = {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM, errno.EXDEV}


def put_in_place(destination: Destination) -> None:
    """Publish the staged tree. The old one is then at ``staging`` or at ``retired``.

    Either it raises and the new tree is not in place, or the new tree is.
    """
    folder, staging = destination.folder, destination.staging
    if not os.path.lexists(folder):
        os.rename(staging, folder)
    elif not exchanged(staging, folder):
        os.rename(folder, destination.retired)
        os.rename(staging, folder)
    with contextlib.suppress(OSError):
        sync(str(folder.parent))


def can_exchange() -> bool:
    """Whether the system has such a step; not every disk has."""
    return _renameat2() is not None


def exchanged(one: Path | str, other: Path | str) -> bool:
    """Swap two paths in one step; False where the system has no such step."""
    call = _renameat2()
    if call is None:
        return False
    if call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNKNOWN:
        return False
    raise OSError(number, os.strerror(number), str(other))


@cache
def _renameat2() -> Any:  # noqa: ANN401  (a foreign function has no type)
    if sys.platform != "linux":
        return None
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return None
    call.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    return call
