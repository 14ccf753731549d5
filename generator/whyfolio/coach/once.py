"""What is worked out once in a run, by the identity of what it is worked out from."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

_MOST = 50_000
_kept: dict[tuple[Hashable, ...], tuple[object, Any]] = {}
R = TypeVar("R")


def once(make: Callable[..., R]) -> Callable[..., R]:
    """Let a function work once on each value: to compare two whole entries takes long.

    The value is its first argument, and known again by its identity; the others are its own.
    """

    def made(value: object, *more: Hashable) -> R:
        key = (make, id(value), *more)
        found = _kept.get(key)
        if found is None:
            if len(_kept) >= _MOST:
                forget()
            # The value is kept too, so that no other can get its identity.
            found = _kept[key] = (value, make(value, *more))
        result: R = found[1]
        return result

    return made


def forget() -> None:
    """Keep nothing of what was worked out: for the end of a run."""
    _kept.clear()
