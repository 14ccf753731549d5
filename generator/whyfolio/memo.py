"""What was made of the same text before, kept in the project's own folder.

A value is found by the hash of all that it depends on, never by a time, so that it is never wrong.
A memo is safe to delete, and a damaged one is one that is not there. Each is sealed with a secret
of this user: one that came with somebody's project was made by nobody, and is not read. Values are
pickles, which may name only classes that hold values.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from whyfolio.packaged import PACKAGE
from whyfolio.sealed import blank_sealed, read_sealed, write_sealed
from whyfolio.whole import whole

_DIGEST = 32
_OPEN = ("whyfolio.content.", "whyfolio.dates", "whyfolio.diagnostics", "whyfolio.imprint",
         "whyfolio.kept.", "whyfolio.markdown.", "whyfolio.model.", "whyfolio.outputs.",
         "whyfolio.portfolio.", "whyfolio.render.", "whyfolio.unchanged")  # fmt: skip
_OTHERS = frozenset([("datetime", "date"), ("markupsafe", "Markup")])
_NOT_CODE = frozenset(["__pycache__", ".DS_Store"])


class Memo:
    """Values of one sort, by their keys; one file. Not to be shared between threads.

    Args:
        path: the file; it need not be there.
        secret: what seals it; without one, nothing is read or kept.
    """

    def __init__(self, path: Path, secret: bytes) -> None:
        self._path = path
        self._secret = secret
        self._kept = _read(path, secret) if secret else {}
        self._used: dict[bytes, bytes] = {}
        self._values: dict[bytes, Any] = {}

    def get(self, key: bytes) -> Any | None:  # noqa: ANN401 - any value of the content model
        """The value that was put under a key; None where there is none that can be read."""
        if key in self._values:
            return self._values[key]
        packed = self._used.get(key) or self._kept.get(key)
        if packed is None:
            return None
        value = unpack(packed)
        if value is not None:
            self._used[key] = packed
            self._values[key] = value
        return value

    def retain(self, most: int) -> None:
        """Keep what was kept, wanted or not, if it is no more than so many values."""
        if len(self._kept) <= most:
            self._used = {**self._kept, **self._used}

    def put(self, key: bytes, packed: bytes) -> None:
        """Keep a value, packed by `pack`."""
        self._used[key] = packed

    def following(self) -> Memo:
        """A memo for the next reading: it knows what this one was asked for, and forgets the rest.

        Values are handed on as they are, not read again.
        """
        memo = Memo(self._path, b"")
        memo._secret = self._secret
        memo._kept = dict(self._used)
        memo._values = {key: self._values[key] for key in self._used if key in self._values}
        return memo

    def save(self) -> None:
        """Write what was asked for or put, and nothing else; where that fails, nothing is lost.

        Of two that save at once one stays, whole.
        """
        if self._secret and self._used.keys() != self._kept.keys():
            _write(self._path, dict(self._used), self._secret)  # at once: a thread may go on

    def leave(self) -> Callable[[], None]:
        """The way to `save` what is in it now. The memo forgets it, and knows nothing any more."""
        path, used, kept, secret = self._path, self._used, self._kept, self._secret
        self._secret, self._used, self._kept, self._values = b"", {}, {}, {}
        if secret and used.keys() != kept.keys():
            return partial(_write, path, used, secret)
        return lambda: None


class BothMemos(NamedTuple):
    """What is known of files that were read before.

    Attributes:
        own: of those that lie in the project.
        packaged: of those that come with the program, which all projects of a user have in common.
    """

    own: Memo
    packaged: Memo


def blank(path: Path, secret: bytes, keys: Iterable[bytes]) -> None:
    """Make some values unreadable in the file of a memo; all others stay where they are.

    Where that fails, they go with the next `Memo.save`.
    """

    def packed(body: bytes | memoryview) -> list[bytes]:
        kept = _unpacked(body)
        return [kept[key] for key in keys if key in kept]

    with contextlib.suppress(OSError):
        blank_sealed(path, packed, secret)


def pack(value: object) -> bytes:
    """A value of the content model as bytes."""
    return pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)


def unpack(packed: bytes) -> Any | None:  # noqa: ANN401 - any value of the content model
    """The value that was packed; None where there is more in it than values."""
    try:
        return _Values(io.BytesIO(packed)).load()
    except Exception:  # noqa: BLE001 - whatever a damaged pickle does is no fault of the author
        return None


def key_of(*parts: bytes) -> bytes:
    """The key of a value that is made of these, by this program with these libraries."""
    digest = hashlib.blake2b(program(), digest_size=_DIGEST)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()


def program() -> bytes:
    """The hash of the program and of the names and versions of all that is installed."""
    if not _program:
        _program.append(_program_as_it_is())
    return _program[0]


def know_program(digest: bytes) -> None:
    """Take the hash of the program from another process of it."""
    _program[:] = [digest]


_program: list[bytes] = []


def _program_as_it_is() -> bytes:
    digest = hashlib.sha256(sys.version.encode())
    for name in libraries():
        digest.update(name.encode() + b"\0")
    for name, content in files_below(PACKAGE):
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.digest()


def libraries() -> Iterator[str]:
    """What is installed, by the names of the folders that say so: no metadata is read."""
    for place in sys.path:
        with contextlib.suppress(OSError):
            yield from sorted(found.name for found in Path(place).glob("*-info"))


def files_below(top: Path) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file of a program or theme, in an order that is always the same."""
    skipped = len(str(top)) + 1
    for folder, folders, names in os.walk(top):
        folders[:] = sorted(name for name in folders if name not in _NOT_CODE)
        for name in sorted(names):
            if name not in _NOT_CODE:
                path = f"{folder}{os.sep}{name}"
                yield path[skipped:], whole(path)


_found: dict[tuple[str, str], Any] = {}


class _Values(pickle.Unpickler):
    """Reads values of the content model, and nothing that could run anything else."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - as the library's
        found = _found.get((module, name))
        if found is None:
            found = _found[module, name] = self._value(module, name)
        return found

    def _value(self, module: str, name: str) -> Any:  # noqa: ANN401 - as the library's
        if (module, name) in _OTHERS:
            return super().find_class(module, name)
        if (module, name) == ("builtins", "getattr"):
            return _member
        if module.startswith(_OPEN) and "." not in name:
            found = super().find_class(module, name)
            is_value = hasattr(found, "__dataclass_fields__") or hasattr(found, "_fields")
            if isinstance(found, type) and (is_value or issubclass(found, Enum)):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value")


def _member(words: object, name: str) -> Enum:
    """A member of an enumeration, which Python 3.11 before 3.11.4 pickles as an attribute of it."""
    if isinstance(words, type) and issubclass(words, Enum):
        return words[name]
    raise pickle.UnpicklingError(f"{name} is asked for of what is no enumeration")


class _Bytes(pickle.Unpickler):
    """Reads bytes alone."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - as the library's
        raise pickle.UnpicklingError(f"{module}.{name} is no bytes")


def _write(path: Path, used: dict[bytes, bytes], secret: bytes) -> None:
    body = pickle.dumps(used, protocol=pickle.HIGHEST_PROTOCOL)
    with contextlib.suppress(OSError):
        write_sealed(path, body, secret)


def _read(path: Path, secret: bytes) -> dict[bytes, bytes]:
    try:
        return _unpacked(read_sealed(path, secret))
    except OSError:
        return {}


def _unpacked(body: bytes | memoryview) -> dict[bytes, bytes]:
    try:
        kept = _Bytes(io.BytesIO(body)).load() if body else {}
    except Exception:  # noqa: BLE001 - a memo that cannot be read is none
        return {}
    return kept if isinstance(kept, dict) else {}
