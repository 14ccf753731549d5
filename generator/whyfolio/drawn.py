"""What was drawn before, known again by all that it was made of."""

from __future__ import annotations

from typing import NamedTuple

from whyfolio.guard import Look
from whyfolio.memo import BothMemos, Memo, key_of, pack
from whyfolio.memos import Memos
from whyfolio.model.artifact import Artifact, Unread
from whyfolio.model.audience import Audience
from whyfolio.writer import Destination, left_by

_YES = pack(b"yes")


class Made(NamedTuple):
    """A file, and what was found in it; ``key`` is that of a page, b"" for other files."""

    artifact: Artifact
    look: Look
    key: bytes


class Drawn:
    """What earlier builds drew into a folder, and what the guard has looked at without finding.

    A page is known again by all that it is made of, and taken from the folder if it is there as
    it was drawn.

    Args:
        memo: of pages.
        templates: what is known of compiled templates.
        place: the folder that was drawn into.
    """

    def __init__(self, memo: Memo, templates: BothMemos, place: Destination) -> None:
        self._memo = memo
        self.templates = templates
        self._folder = str(place.folder)
        self._left = left_by(place)

    @classmethod
    def of(cls, memos: Memos, audience: Audience, place: Destination) -> Drawn:
        """What earlier builds drew for an audience."""
        name = audience.value
        return cls(memos.of(f"pages-{name}"), memos.templates(name), place)

    def knows(self, stamp: bytes) -> bool:
        """Whether anything was drawn by a press with this stamp; if not, no page is known."""
        return self._memo.get(_press_key(stamp)) is not None

    def page(self, path: str, key: bytes) -> Artifact | None:
        """The page as it was drawn; None where it must be drawn anew.

        It is not read where it lies as the last build left it, by size, time and inode.
        """
        digest: str | None = self._memo.get(key)
        if digest is None or self._left(path) != digest:
            return None
        return Unread(path, f"{self._folder}/{path}", digest)

    def is_clean(self, searched: bytes, path: str, digest: str) -> bool:
        """Whether the guard found nothing in this file when it looked for the same words."""
        return self._memo.get(_look_key(searched, path, digest)) is not None

    def keep_press(self, stamp: bytes) -> None:
        """Remember by which press all of it was drawn."""
        self._memo.put(_press_key(stamp), _YES)

    def keep(self, searched: bytes, made: Made) -> None:
        """Remember a file that was made, and that nothing was found in it."""
        if made.key:
            self._memo.put(made.key, pack(made.artifact.digest))
        if not made.look:
            path, digest = made.artifact.path, made.artifact.digest
            self._memo.put(_look_key(searched, path, digest), _YES)


def _press_key(stamp: bytes) -> bytes:
    return key_of(b"press", stamp)


def _look_key(searched: bytes, path: str, digest: str) -> bytes:
    return key_of(b"look", searched, path.encode(errors="replace"), digest.encode())
