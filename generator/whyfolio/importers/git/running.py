"""The system's git, run so that nothing that a repository brings can run with it."""

from __future__ import annotations

import os
import select
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Self

from whyfolio.dataclass import dataclass

# A repository's own settings may name programs: what watches files, hooks, pagers, filters.
_SETTINGS = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    f"core.attributesFile={os.devnull}",
    "core.quotePath=false",
    "core.sshCommand=false",
    "protocol.allow=never",
    "log.showSignature=false",
    "diff.renames=true",
    "diff.renameLimit=1000",
    "gc.auto=0",
    "maintenance.auto=false",
)
_OWN = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_OPTIONAL_LOCKS": "0",
    "LC_ALL": "C",
}
SAFE_DIFF = ("--no-ext-diff", "--no-textconv", "--ignore-submodules=all", "--no-color")
_CHUNK = 1 << 16
_PATIENCE = 300
_LONGEST_COMPLAINT = 4000


class GitFailed(Exception):
    """Git ended otherwise than well; the message is the last line that it said."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one call gave.

    Attributes:
        code: the exit code; 127 where there is no git, 124 where it took too long.
        out: standard output.
        complaint: standard error.
    """

    code: int
    out: bytes = b""
    complaint: str = ""

    @property
    def text(self) -> str:
        """Standard output as text; "" where git failed."""
        return self.out.decode("utf-8", "replace") if not self.code else ""


def environment() -> dict[str, str]:
    """The environment without a variable that steers git, and with those that keep it still."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | _OWN


def command(*arguments: str, settings: Iterable[str] = ()) -> list[str]:
    """A call of git's as a list of words."""
    said = [word for one in (*_SETTINGS, *settings) for word in ("-c", one)]
    return ["git", *said, "--no-pager", *arguments]


def call(folder: Path, *arguments: str, stdin: bytes = b"", patience: float = 60) -> Told:
    """Call git in a folder and wait for its end."""
    try:
        done = subprocess.run(  # noqa: S603 - a list of words, no shell
            command(*arguments),
            cwd=folder,
            env=environment(),
            input=stdin,
            capture_output=True,
            timeout=patience,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Told(124, complaint="it took too long")
    except (OSError, ValueError):
        return Told(127, complaint="git cannot be started")
    return Told(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))


@dataclass(frozen=True, slots=True)
class Git:
    """A repository's git folder; no file of a work tree is looked at.

    Attributes:
        folder: the git folder itself, absolute.
        settings: what is set besides, as "mailmap.blob=HEAD:.mailmap".
    """

    folder: Path
    settings: tuple[str, ...] = ()

    def _words(self, arguments: Iterable[str]) -> tuple[str, ...]:
        said = (word for one in self.settings for word in ("-c", one))
        return (*said, f"--git-dir={self.folder}", *arguments)

    @property
    def _nowhere(self) -> Path:
        """A folder to be in that holds no attributes and no mail map of the repository's."""
        return Path(self.folder.anchor)

    def told(self, *arguments: str, stdin: bytes = b"") -> Told:
        """Call git and wait for its end."""
        return call(self._nowhere, *self._words(arguments), stdin=stdin)

    def begin(self, *arguments: str) -> Running:
        """Call git, and read what it says while it works."""
        return Running(self._nowhere, command(*self._words(arguments)))


class Running:
    """A git that is at work; left behind, it is stopped."""

    def __init__(self, folder: Path, words: list[str]) -> None:
        self._complaints: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed in `close`
        self._process = subprocess.Popen(  # noqa: S603 - a list of words, no shell
            words,
            cwd=folder,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            bufsize=0,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def write(self, words: bytes) -> None:
        """Hand it some input; no more than a pipe holds, unless it is read in between.

        Raises:
            GitFailed: it has ended.
        """
        try:
            if self._process.stdin:
                self._process.stdin.write(words)
        except OSError:
            raise GitFailed(self._complaint()) from None

    def chunks(self) -> Iterator[bytes]:
        """What it says, as it comes.

        Raises:
            GitFailed: it ended otherwise than well, or has said nothing for long.
        """
        pipe = self._process.stdout.fileno() if self._process.stdout else -1
        while True:
            if os.name == "posix" and not select.select([pipe], [], [], _PATIENCE)[0]:
                raise GitFailed("it has said nothing for five minutes")
            chunk = os.read(pipe, _CHUNK)
            if not chunk:
                break
            yield chunk
        if self._process.wait():
            raise GitFailed(self._complaint())

    def is_done(self) -> bool:
        """Whether it has ended; does not wait."""
        return self._process.poll() is not None

    def close(self) -> None:
        """Stop it if it still works, and let go of its pipes."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout, self._complaints):
            if pipe:
                try:
                    pipe.close()
                except OSError:  # what was to be written still, to one that has ended
                    continue

    def _complaint(self) -> str:
        size = self._complaints.seek(0, os.SEEK_END)
        self._complaints.seek(max(0, size - _LONGEST_COMPLAINT))
        said = self._complaints.read().decode("utf-8", "replace").strip()
        return last_line(said) or f"it ended with {self._process.poll()}"


def last_line(complaint: str) -> str:
    """The last line of what git complained about, without "fatal:"."""
    lines = [line.strip() for line in complaint.splitlines() if line.strip()]
    fatal = [line for line in lines if line.startswith(("fatal:", "error:"))]
    line = (fatal or lines or [""])[-1]
    return line.removeprefix("fatal:").removeprefix("error:").strip()
