"""One output file, as a value."""

from __future__ import annotations

from whyfolio.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Artifact:
    """The bytes of one output file; ``path`` is relative, with ``/`` and no leading slash."""

    path: str
    content: bytes
