"""Repositories for tests, written through `git fast-import`: any history, at once."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

KIM = ("Kim Vale", "kim@shop.example")
ANA = ("Ana Lima", "ana@shop.example")


def run_git(folder: Path, *words: str, stdin: bytes = b"") -> str:
    """Run git as the test wants it, whatever the machine's settings are."""
    steered = {name for name in os.environ if name.startswith("GIT_")}
    environment = {name: value for name, value in os.environ.items() if name not in steered}
    done = subprocess.run(
        ["git", *words],
        cwd=folder,
        env={**environment, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull},
        input=stdin,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode("utf-8", "replace")


@dataclass
class Repo:
    """A repository whose commits are gathered, and written by `done`.

    Commits are called by numbers from 1. A day is 2026-03-04, or a whole line of date for git.
    """

    folder: Path
    _script: list[bytes] = field(default_factory=list)
    _number: int = 0

    @classmethod
    def at(cls, folder: Path, email: str = KIM[1], origin: str = "git@github.com:kim/shop.git"):
        folder.mkdir(parents=True)
        run_git(folder, "init", "-q", "-b", "main")
        run_git(folder, "config", "user.email", email)
        if origin:
            run_git(folder, "config", "remote.origin.url", origin)
        return cls(folder)

    def commit(  # noqa: PLR0913 - a commit has many parts
        self,
        message: str | bytes,
        day: str = "2026-03-02",
        files: dict[str, str | bytes] | None = None,
        *,
        by: tuple[str, str] = KIM,
        parents: tuple[int, ...] | None = None,
        branch: str = "main",
        encoding: str = "",
        renamed: tuple[str, str] | None = None,
    ) -> int:
        """One commit on top of the last one, or of the parents; its number."""
        told = parents if parents is not None else ((self._number,) if self._number else ())
        self._number += 1
        who = f"{by[0]} <{by[1]}> {_when(day)}"
        text = message if isinstance(message, bytes) else message.encode()
        lines = [
            f"commit refs/heads/{branch}\nmark :{self._number}\nauthor {who}\ncommitter {who}\n",
            f"encoding {encoding}\n" if encoding else "",
            f"data {len(text)}\n",
        ]
        self._script += ["".join(lines).encode(), text, b"\n"]
        for word, parent in zip(("from", *["merge"] * len(told)), told, strict=False):
            self._script.append(f"{word} :{parent}\n".encode())
        if renamed:
            self._script.append(f"R {renamed[0]} {renamed[1]}\n".encode())
        for path, held in (files or {}).items():
            body = held if isinstance(held, bytes) else held.encode()
            quoted = path.replace("\\", "\\\\").replace("\n", "\\n").replace('"', '\\"')
            opening = f'M 100644 inline "{quoted}"\ndata {len(body)}\n'
            self._script += [opening.encode("utf-8", "surrogateescape"), body, b"\n"]
        self._script.append(b"\n")
        return self._number

    def tag(self, name: str, number: int) -> None:
        """A tag on a commit."""
        self._script.append(f"reset refs/tags/{name}\nfrom :{number}\n\n".encode())

    def done(self) -> Path:
        """Write what was gathered."""
        script, self._script = b"".join(self._script), []
        marks = self.folder / ".git" / "test-marks"
        read = [f"--import-marks={marks}"] if marks.exists() else []
        words = ("fast-import", "--quiet", *read, f"--export-marks={marks}")
        run_git(self.folder, *words, stdin=script)
        return self.folder


def _when(day: str) -> str:
    if " " in day:
        return day
    noon = datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)
    return f"{int(noon.timestamp())} +0000"
