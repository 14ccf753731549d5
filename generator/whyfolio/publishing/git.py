"""The system's git, so started that nothing runs which a repository or its settings name."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from whyfolio.dataclass import dataclass
from whyfolio.errors import UsageError

# Settings of the author's own stay, since they say how a server is reached and who they are there.
_SAFE = (
    *("core.hooksPath=/dev/null", "core.fsmonitor=false", "core.alternateRefsCommand=true"),
    *("core.attributesFile=/dev/null", "push.followTags=false", "push.gpgSign=false"),
    *("push.recurseSubmodules=no", "gc.auto=0", "maintenance.auto=false", "receive.autogc=false"),
    "fetch.recurseSubmodules=false",
)
_ON_THE_OTHER_SIDE = (*_SAFE, "receive.denyCurrentBranch=refuse")
_KEPT = (
    *("GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSH_VARIANT", "GIT_ASKPASS", "GIT_PROXY_COMMAND"),
    *("GIT_SSL_CAINFO", "GIT_SSL_CAPATH", "GIT_SSL_NO_VERIFY", "GIT_SSL_CERT", "GIT_SSL_KEY"),
    *("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_EXEC_PATH"),
)
_REMARKS = ("remote: ", "fatal: ", "error: ", "hint: ", "warning: ")
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Told:
    """What git printed, and whether it went well; ``fault`` is its last complaint."""

    well: bool
    raw: bytes
    fault: str

    @property
    def told(self) -> str:
        """What it printed, as text."""
        return self.raw.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Git:
    """A bare repository of our own, made for one push and thrown away."""

    folder: Path
    is_local: bool
    may_ask: bool

    def begin(self) -> None:
        """Make it, without the hooks and settings that templates bring."""
        told = self("init", "--quiet", "--bare", "--template=", str(self.folder))
        if not told.well:
            raise UsageError(f"git cannot make a repository: {told.fault}")

    def __call__(self, *arguments: str) -> Told:
        """Run git in this repository."""
        return _run([*_options(_SAFE), *arguments], self.environment())

    def there(self, *arguments: str) -> Told:
        """Run a command of git that talks to the target: `ls-remote`, `fetch` or `push`.

        Git starts a program in a repository on this machine; that one gets our options too, so
        that neither its hooks nor its settings run anything.
        """
        name, *rest = arguments
        extra: list[str] = []
        if self.is_local:
            service = "receive-pack" if name == "push" else "upload-pack"
            safe = " ".join(f"-c {option}" for option in _ON_THE_OTHER_SIDE)
            extra = [f"--{service}=git {safe} {service}"]
        return self(name, *extra, *rest)

    def environment(self) -> Mapping[str, str]:
        """What git and programs that call it are started with."""
        return {
            **_surroundings(),
            "GIT_DIR": str(self.folder),
            "GIT_ALLOW_PROTOCOL": "file" if self.is_local else "https:ssh",
            "GIT_TERMINAL_PROMPT": "1" if self.may_ask else "0",
        }


def asked(*arguments: str) -> Told:
    """What git says to a question that changes nothing and reaches nobody.

    Raises:
        UsageError: there is no git.
    """
    return _run([*_options(_SAFE), *arguments], {**_surroundings(), "GIT_ALLOW_PROTOCOL": "none"})


def _options(settings: Sequence[str]) -> list[str]:
    return [word for setting in settings for word in ("-c", setting)]


def _surroundings() -> dict[str, str]:
    """Our environment without what would lead git elsewhere, as a hook that runs us has set it."""
    kept = {
        name: text
        for name, text in os.environ.items()
        if not name.startswith("GIT_") or name in _KEPT
    }
    return {
        **kept,
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_DEFAULT_HASH": "sha1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "LC_ALL": "C",
    }


def _run(arguments: Sequence[str], environment: Mapping[str, str]) -> Told:
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and every address was looked at
            ["git", *arguments],  # noqa: S607 - the system's git
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except OSError:
        raise UsageError("publishing needs git, and there is none on this machine") from None
    return Told(not done.returncode, done.stdout, _fault(done.stderr))


def _fault(stderr: bytes) -> str:
    """The first complaint that git printed, without a server's greetings."""
    lines = [line.strip() for line in stderr.decode("utf-8", "replace").splitlines()]
    serious = [line for line in lines if line.startswith(("fatal: ", "error: ", "! ", "ERROR: "))]
    said = next(iter([*serious, *filter(None, reversed(lines))]), "it does not say why")
    for remark in _REMARKS:
        said = said.removeprefix(remark)
    return said[:_LONGEST].rstrip(".")
