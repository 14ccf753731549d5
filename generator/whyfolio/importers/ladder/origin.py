"""Where a ladder comes from, which version it is, and on what terms: as far as that is written."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from whyfolio.importers.adr.repository import git, repository_of
from whyfolio.importers.ladder.draft import Draft
from whyfolio.importers.ladder.tree import plain
from whyfolio.importers.registry import Request
from whyfolio.importers.sources import PIPE

_LICENCES = (
    (r"\bMIT License\b|Permission is hereby granted, free of charge", "MIT"),
    (r"Apache License\s+Version 2\.0", "Apache-2.0"),
    (r"Attribution-ShareAlike 4\.0", "CC-BY-SA-4.0"),
    (r"Attribution-NonCommercial-ShareAlike 4\.0", "CC-BY-NC-SA-4.0"),
    (r"Attribution-NonCommercial 4\.0", "CC-BY-NC-4.0"),
    (r"Attribution 4\.0 International", "CC-BY-4.0"),
    (r"CC0 1\.0 Universal", "CC0-1.0"),
    (r"GNU GENERAL PUBLIC LICENSE\s+Version 3", "GPL-3.0"),
    (r"Mozilla Public License,? Version 2\.0", "MPL-2.0"),
    (r"Redistribution and use in source and binary forms", "BSD"),
)
_LICENCE_FILE = re.compile(r"(?:licen[cs]e|copying)(?:[.-]\w+)*\Z", re.IGNORECASE)
_LONGEST = 80
_MOST = 20_000


def with_origin(draft: Draft, file: Path | None, request: Request) -> Draft:
    """The draft with the version, source and licence that options, the source or git know."""
    said = request.options
    known = repository_of(file.resolve()) if file else None
    return replace(
        draft,
        title=said.get("title") or draft.title,
        version=said.get("version") or draft.version or (_day(file) if file and known else ""),
        source=said.get("source") or draft.source or _source(draft, file),
        license=said.get("license") or draft.license or (_licence(file) if file else ""),
    )


def _day(file: Path) -> str:
    """The day of the last change that git knows of, as 2025-03-11."""
    return git(file.resolve().parent, "log", "-1", "--format=%cs", "--", file.name).strip()


def _source(draft: Draft, file: Path | None) -> str:
    """The repository and the path in it; without a repository, the file's name alone."""
    if file is None:
        return "" if draft.place.file == PIPE else draft.place.file
    real = file.resolve()
    repository = repository_of(real)
    if repository is None:
        return file.name
    # An origin with a name and a password before its host gives neither away.
    return f"{repository.name.rpartition('@')[2]}: {repository.inside(real)}"


def _licence(file: Path) -> str:
    """The licence that lies beside a file, or above it in its repository."""
    for path in _licence_files(file.resolve()):
        try:
            with path.open(encoding="utf-8", errors="replace") as opened:
                text = opened.read(_MOST)
        except OSError:
            continue
        for pattern, name in _LICENCES:
            if re.search(pattern, text, re.IGNORECASE):
                return name
        first = plain(next((line for line in text.splitlines() if line.strip()), ""))
        if first:
            return first[:_LONGEST]
    return ""


def _licence_files(file: Path) -> Iterator[Path]:
    repository = repository_of(file)
    for folder in file.parents:
        yield from (folder / name for name in _names(folder) if _LICENCE_FILE.match(name))
        if repository is None or folder == repository.top:
            return


def _names(folder: Path) -> list[str]:
    """The regular files of a folder."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.name for entry in entries if entry.is_file(follow_symlinks=False))
    except OSError:
        return []
