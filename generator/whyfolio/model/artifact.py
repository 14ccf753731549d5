"""One output file, as a value."""

from __future__ import annotations

import hashlib
from dataclasses import field

from whyfolio.dataclass import dataclass
from whyfolio.whole import whole


@dataclass(frozen=True, slots=True)
class Artifact:
    """The bytes of one output file; ``path`` is relative, with ``/`` and no leading slash."""

    path: str
    content: bytes
    _digest: str = field(default="", init=False, repr=False, compare=False)

    @property
    def digest(self) -> str:
        """The hash by which its bytes are known to be the same as others (SHA-256)."""
        if not self._digest:
            object.__setattr__(self, "_digest", hashlib.sha256(self.content).hexdigest())
        return self._digest


class Unread(Artifact):
    """A file that lies where an earlier build wrote it; it is read when its bytes are asked for.

    Args:
        path: as in any artifact.
        file: where it lies.
        digest: what it holds.
    """

    __slots__ = ("_file",)

    _file: str

    def __init__(self, path: str, file: str, digest: str) -> None:
        for name, value in (("path", path), ("_file", file), ("_digest", digest)):
            object.__setattr__(self, name, value)

    @property
    def content(self) -> bytes:
        """Its bytes.

        Raises:
            OSError: it is gone since.
        """
        return whole(self._file)

    def __reduce__(self) -> tuple[type[Unread], tuple[str, str, str]]:
        """How it travels between processes: unread."""
        return Unread, (self.path, self._file, self.digest)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to publish: ``source`` below `content/`, ``address`` in the site.

    ``width``: of a picture, how wide it is wanted as WebP; 0 for a file as it is.
    """

    source: str
    address: str
    width: int = 0
