"""Reading a file at one go."""

from __future__ import annotations

import os

_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0)
_SIP = 1 << 16  # bytes


def whole(path: str) -> bytes:
    """All bytes of a file.

    A build asks a thousand small files each time. `open` asks the system twice as much about each
    as there is to know, and takes half as long again.

    Raises:
        OSError: it is not there, or the system does not let us read it.
    """
    descriptor = os.open(path, _FLAGS)
    try:
        content = os.read(descriptor, _SIP)
        more = os.read(descriptor, _SIP) if content else b""
        if not more:
            return content
        parts = [content]
        while more:
            parts.append(more)
            more = os.read(descriptor, _SIP)
        return b"".join(parts)
    finally:
        os.close(descriptor)
