"""What was drawn before, known again by all that it was made of."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from whyfolio.guard import Look
from whyfolio.memo import Memo, key_of, pack
from whyfolio.model.artifact import Artifact
from whyfolio.model.plan import Plan

_CLEAN = b"clean"


class Made(NamedTuple):
    """A file, and what was found in it; ``key`` is that of a page, b"" for other files."""

    artifact: Artifact
    look: Look
    key: bytes
    digest: bytes


class Drawn:
    """What earlier builds drew into a folder, and what the guard has looked at without finding.

    A page is known again by all that it is made of, and taken from the folder if it is there as
    it was drawn.
    """

    def __init__(self, memo: Memo, templates: Memo, folder: Path) -> None:
        self._memo = memo
        self.templates = templates
        self._folder = str(folder)

    @property
    def is_new(self) -> bool:
        """Whether nothing was drawn before."""
        return self._memo.is_new

    def page(self, plan: Plan, key: bytes) -> Artifact | None:
        """The page as it was drawn; None where it must be drawn anew."""
        digest = self._memo.get(key)
        if digest is None:
            return None
        try:
            with open(f"{self._folder}/{plan.path}", "rb") as file:  # noqa: PTH123 - a thousand
                content = file.read()
        except OSError:
            return None
        return Artifact(plan.path, content) if digest_of(content) == digest else None

    def is_clean(self, searched: bytes, path: str, digest: bytes) -> bool:
        """Whether the guard found nothing in this file when it looked for the same words."""
        return self._memo.get(_look_key(searched, path, digest)) is not None

    def keep(self, searched: bytes, made: Made) -> None:
        """Remember a file that was made, and that nothing was found in it."""
        if made.key:
            self._memo.put(made.key, pack(made.digest))
        if not made.look:
            self._memo.put(_look_key(searched, made.artifact.path, made.digest), pack(_CLEAN))


def digest_of(content: bytes) -> bytes:
    """By which a file is known to be as it was drawn."""
    return hashlib.blake2b(content, digest_size=16).digest()


def _look_key(searched: bytes, path: str, digest: bytes) -> bytes:
    return key_of(b"look", searched, path.encode(errors="replace"), digest)
