"""What pages were drawn from, kept as values: the next build draws them again without the notes.

A template that was edited changes every page and no plan, and a text that was edited changes few.
Each process that makes pages writes the values of those it makes into a file of its own, so that
they are never in memory together.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from whyfolio.memo import pack, unpack
from whyfolio.model.plan import Plan
from whyfolio.sealed import make_private

_DIGEST = 16
_ENDING = "plans"
_SITE = "site"  # every page has the same, so it is kept beside them
_MOST_FILES = 16


class Ref(NamedTuple):
    """Where the values of one page lie, and the hash by which they are known to be whole."""

    file: str
    offset: int
    length: int
    digest: bytes


class KeptPlan(NamedTuple):
    """A page that was planned: ``told`` is the hash of all that its template may read."""

    address: str
    template: str
    told: bytes
    ref: Ref


class KeptFile(NamedTuple):
    """A file of a site as it was made; ``plan`` where it is drawn by a template."""

    path: str
    digest: str
    plan: KeptPlan | None


class Lost(Exception):
    """What was kept is not there as it was written: all is to be planned anew."""


class Plans:
    """The plans of one site, in files of a folder that its owner alone may enter.

    Args:
        folder: where they lie.
        name: how the names of the files begin.
        known: plans that an earlier build kept there, by what they tell.
    """

    def __init__(self, folder: Path, name: str, known: Mapping[bytes, Ref]) -> None:
        self._folder = folder
        self._name = name
        self._known = known
        self._file: tuple[int, str, int, int] | None = None  # process, name, descriptor, length

    def keep(self, plan: Plan, told: bytes) -> KeptPlan | None:
        """Keep a page, unless it is already; None where that cannot be."""
        ref = self._known.get(told)
        if ref is None:
            try:
                values = {name: one for name, one in plan.context.items() if name != _SITE}
                ref = self._written(pack(values))
            except Exception:  # noqa: BLE001 - a full disk, or a plugin's value that is no value
                return None
        return KeptPlan(plan.address, plan.template, told, ref)

    def _written(self, content: bytes) -> Ref:
        if self._file is None or self._file[0] != os.getpid():
            make_private(self._folder)
            name = f"{self._name}-{secrets.token_hex(8)}.{_ENDING}"
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            self._file = os.getpid(), name, os.open(self._folder / name, flags, 0o600), 0
        process, name, descriptor, length = self._file
        with memoryview(content) as left:
            done = 0
            while done < len(left):
                done += os.write(descriptor, left[done:])
        self._file = process, name, descriptor, length + len(content)
        return Ref(name, length, len(content), _digest(content))

    def close(self) -> None:
        """Nothing is kept any more by this process."""
        if self._file is not None and self._file[0] == os.getpid():
            os.close(self._file[2])
            self._file = None


def plan_of(folder: Path, kept: KeptPlan, site: object) -> Plan:
    """A page as it was planned, with what all pages have in common.

    Raises:
        Lost: it is not there as it was kept.
    """
    try:
        with (folder / kept.ref.file).open("rb", buffering=0) as file:
            file.seek(kept.ref.offset)
            content = file.read(kept.ref.length)
    except OSError as error:
        raise Lost from error
    values = unpack(content) if _digest(content) == kept.ref.digest else None
    if not isinstance(values, dict):
        raise Lost
    return Plan(kept.address, kept.template, {_SITE: site, **values})


def sweep(folder: Path, name: str, old: Iterable[Ref], new: Iterable[Ref]) -> None:
    """Make unreadable what is kept no more: nothing that was taken back stays on the disk.

    Files in which nothing is kept are deleted, and in others zeros are written in its place.
    """
    wanted = frozenset(new)
    files = {ref.file for ref in wanted}
    with contextlib.suppress(OSError):
        for found in folder.glob(f"{name}-*.{_ENDING}"):
            if found.name not in files:
                found.unlink()
    for ref in old:
        if ref not in wanted and ref.file in files:
            with contextlib.suppress(OSError):
                _blank(folder / ref.file, ref)


def _blank(path: Path, ref: Ref) -> None:
    with path.open("r+b") as file:
        file.seek(ref.offset)
        file.write(bytes(ref.length))


def worth_keeping(folder: Path, known: Mapping[bytes, Ref]) -> Mapping[bytes, Ref]:
    """What an earlier build kept; nothing where its files hold more that is kept no longer."""
    files = {ref.file for ref in known.values()}
    try:
        size = sum((folder / name).stat().st_size for name in files)
    except OSError:
        return {}
    lives = sum(ref.length for ref in known.values())
    return {} if len(files) > _MOST_FILES or size > 2 * lives else known


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_DIGEST).digest()
