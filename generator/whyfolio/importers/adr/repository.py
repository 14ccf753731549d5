"""What the repository around a folder knows: when a file came, and what the collection is."""

from __future__ import annotations

import os
from dataclasses import field
from pathlib import Path

from whyfolio.dataclass import dataclass

_SAFE = (
    *("-c", "core.fsmonitor=false", "-c", "log.showSignature=false", "-c", "core.quotePath=false"),
    *("-c", "core.hooksPath=/dev/null", "-c", "diff.renames=true", "-c", "diff.renameLimit=2000"),
)
_LOG = ("log", "--format=%x00%H %as", "--name-status", "-M", "--no-ext-diff", "--no-textconv")
_LONGEST = 60
_MOST_MOVES, _MOST_COMMITS = 5, 1000


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository.

    Attributes:
        top: its folder.
        name: what it is called wherever it is cloned: the end of its origin's address, else
            its first commit.
        first_days: path below the top → the day on which the file came, as 2024-03-04.
    """

    top: Path
    name: str
    first_days: dict[str, str] = field(default_factory=dict)

    def day_of(self, file: Path) -> str:
        """The day on which a file came; "" where the history does not know it."""
        return self.first_days.get(self.inside(file), "")

    def inside(self, file: Path) -> str:
        """A file's path below the top."""
        return file.relative_to(self.top).as_posix()


def repository_of(file: Path) -> Repository | None:
    """The repository that a file lies in, its history not read yet."""
    top = next((folder for folder in file.parents if (folder / ".git").exists()), None)
    if top is None:
        return None
    origin = git(top, "config", "--get", "remote.origin.url").strip()
    name = "/".join(origin.replace(":", "/").removesuffix(".git").rstrip("/").split("/")[-2:])
    if not name:
        roots = git(top, "rev-list", "--max-parents=0", "HEAD").split()
        name = roots[-1] if roots else top.name
    return Repository(top, name)


def with_history(repository: Repository, folder: Path) -> Repository:
    """The same, with the first day of every file in a folder; a moved file keeps its day."""
    days: dict[str, str] = {}
    called: dict[str, str] = {}
    places = [os.path.relpath(folder, repository.top)]
    for _ in range(_MOST_MOVES):
        came = _came(git(repository.top, *_LOG, "--diff-filter=ARC", "--", *places), called, days)
        called = _moved(repository.top, came)
        if not called:
            break
        places = [f":(literal){path}" for path in called]
    return Repository(repository.top, repository.name, days)


def _came(told: str, called: dict[str, str], days: dict[str, str]) -> dict[tuple[str, str], str]:
    """Commit and path at which a file first lay there → its name today; the days are noted.

    Args:
        told: a log, newest first.
        called: paths of then → names of today.
        days: name → day, to be filled.
    """
    came: dict[str, tuple[str, str]] = {}
    for commit in told.split("\0")[1:]:
        first, *changes = [line for line in commit.split("\n") if line]
        sha, _, day = first.partition(" ")
        for change in changes:
            sort, *paths = change.split("\t")
            name = called.pop(paths[-1], paths[-1])
            days[name] = day
            came.pop(name, None)
            if sort.startswith("R"):
                called[paths[0]] = name
            elif sort == "A":
                came[name] = (sha, paths[-1])
    return {place: name for name, place in came.items()}


def _moved(top: Path, came: dict[tuple[str, str], str]) -> dict[str, str]:
    """Path elsewhere → name today, of the files that did not begin where they were added."""
    commits = list(dict.fromkeys(sha for sha, _ in came))[:_MOST_COMMITS]
    if not commits:
        return {}
    moved: dict[str, str] = {}
    told = git(top, *_LOG, "--diff-filter=R", "--no-walk=unsorted", *commits, "--")
    for commit in told.split("\0")[1:]:
        first, *changes = [line for line in commit.split("\n") if line]
        for change in changes:
            _, old, new = change.split("\t")
            if name := came.get((first.partition(" ")[0], new)):
                moved[old] = name
    return moved


def git(folder: Path, *arguments: str) -> str:
    """What the system's git prints; "" where there is none, or it fails or takes too long.

    Nothing that the repository's own settings name is run, and nothing is fetched.
    """
    import subprocess

    environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}
    environment |= {"GIT_ALLOW_PROTOCOL": "none", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(  # noqa: S603 - fixed arguments, no shell
            ["git", *_SAFE, "--no-pager", *arguments],  # noqa: S607 - the system's git
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_LONGEST,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "replace") if not done.returncode else ""
