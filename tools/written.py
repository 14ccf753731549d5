"""Files that are made from what the program says of itself, and kept in the repository."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def kept(files: Mapping[Path, str], arguments: Sequence[str]) -> int:
    """Write the files that say something else; with `--check` only name them, and give 1.

    Args:
        files: what each file of the repository has to say.
        arguments: what was typed behind the tool's name.
    """
    only_look = "--check" in arguments
    stale = [path for path, text in files.items() if _says(path) != text]
    for path in stale:
        if not only_look:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files[path], encoding="utf-8")
        print(f"{'stale' if only_look else 'written'}: {path.relative_to(ROOT)}")
    return int(only_look and bool(stale))


def _says(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None
