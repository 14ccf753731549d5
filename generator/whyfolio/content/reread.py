"""One note read again after it was saved, where all that changed is its text."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

from whyfolio.content.entries import read_entry
from whyfolio.content.loaded import Loaded
from whyfolio.model.entry import Entry
from whyfolio.model.profile import Profile


def reread(root: Path, loaded: Loaded, path: str) -> tuple[Loaded, Entry] | None:
    """What was loaded with one note as it is now, and that note.

    None where all must be read again: where its front matter is another, where something is
    wrong with it or was, and where it is no regular file in a folder of the project's own.

    Args:
        root: the folder that holds `whyfolio.toml`.
        loaded: what was read before.
        path: the note, relative to the project.
    """
    before = next((one for one in (*loaded.entries, loaded.profile) if one.path == path), None)
    raw = _own_bytes(root, path)
    if before is None or raw is None or _is_faulty(loaded, path):
        return None
    read = read_entry(path, raw, type(before))
    after = read.entry
    same = dataclasses.replace(after, body=before.body) == before
    if read.diagnostics or not same or read.places != loaded.places.by_file.get(path):
        return None
    sources = loaded.sources.with_note(path, read.head, after)
    if isinstance(after, Profile):
        return dataclasses.replace(loaded, profile=after, sources=sources), after
    entries = tuple(after if one is before else one for one in loaded.entries)
    return dataclasses.replace(loaded, entries=entries, sources=sources), after


def _is_faulty(loaded: Loaded, path: str) -> bool:
    return any(found.place.file == path for found in loaded.diagnostics)


def _own_bytes(root: Path, path: str) -> bytes | None:
    """The bytes of a file that no link leads to."""
    file = root / path
    if os.path.realpath(file) != os.path.join(os.path.realpath(root), *path.split("/")):  # noqa: PTH118 - beside a real path
        return None
    try:
        return file.read_bytes() if file.is_file() else None
    except OSError:
        return None
