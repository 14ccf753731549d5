"""The files that texts name."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from html import unescape
from itertools import chain
from urllib.parse import unquote

from whyfolio.model.entry import Entry


def named_files(
    files: Mapping[str, tuple[int, int]], entries: Sequence[Entry]
) -> dict[str, tuple[int, int]]:
    """The files that somebody who reads these entries may know of: those whose names they say."""
    if not files:
        return {}
    fields = (
        (entry.image, *(proof.file for proof in getattr(entry, "evidence", ())))
        for entry in entries
    )
    said = "\n".join([*(entry.body for entry in entries), *chain.from_iterable(fields)])
    said += unescape(unquote(said)) + said.replace("\\", "")
    return {file: size for file, size in files.items() if posixpath.basename(file) in said}
