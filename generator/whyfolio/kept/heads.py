"""What stands in a note before its text, known again without being kept."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

_DIGEST = 16


class Head(NamedTuple):
    """How many bytes it has as UTF-8, and their hash."""

    size: int
    digest: bytes


def head_of(said: bytes) -> Head:
    """The head that is made of these bytes."""
    return Head(len(said), hashlib.blake2b(said, digest_size=_DIGEST).digest())
