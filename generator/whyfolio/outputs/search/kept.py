"""Indexes of builds before, so that pages that say the same are not read again.

They lie in `.whyfolio/search/`, which only its owner can open, and can be deleted at any time. As
they hold scripts that pages run, one that came with somebody else's project is not taken.
"""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from whyfolio.locate import secret
from whyfolio.sealed import read_sealed, write_sealed


def kept(project: Path, audience: str, key: str) -> dict[str, bytes] | None:
    """The index with this key, if it was the last one made for an audience."""
    try:
        packed = read_sealed(_place(project, audience), secret())
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            if archive.comment != key.encode():
                return None
            return {name: archive.read(name) for name in archive.namelist()}
    except (OSError, ValueError, zipfile.BadZipFile):
        return None


def keep(project: Path, audience: str, key: str, files: Mapping[str, bytes]) -> None:
    """Keep an index in place of the last. Where that fails, the next build just takes longer."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.comment = key.encode()
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    with contextlib.suppress(OSError):
        write_sealed(_place(project, audience), packed.getvalue(), secret())


def _place(project: Path, audience: str) -> Path:
    return project / ".whyfolio" / "search" / f"{audience}.zip"
