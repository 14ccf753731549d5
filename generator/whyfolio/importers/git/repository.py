"""A repository: which one it is, whose commits are wanted, where to begin and to end."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from whyfolio.dataclass import dataclass
from whyfolio.errors import UsageError
from whyfolio.importers.git.running import Git, call, last_line

_NO_GIT = 127
_HOSTS = {"github.com": ("#", "/pull/"), "gitlab.com": ("!", "/-/merge_requests/")}
_ADDRESS = re.compile(r"(?:\w+://)?(?:[^@/\s]+@)?([\w.-]+)(?::\d+)?[:/](.+?)(?:\.git)?/*\Z")
_RELEASE = re.compile(r"(?:.*[-/@_])?v?\d+\.\d+(?:\.0)?\Z", re.IGNORECASE)
_MOST_TAGS = 20_000


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository that can be read.

    Attributes:
        git: calls of git's in it.
        name: what it is called wherever it is cloned: the end of its address, else its first
            commit's.
        host: the host of its address; "" where it has none.
        shown: how messages name it: as it was typed.
        roots: commits that begin a shallow history; what they changed is not known.
        is_partial: whether the contents of old files are not there.
    """

    git: Git
    name: str
    host: str
    shown: str
    roots: frozenset[str] = frozenset()
    is_partial: bool = False

    def address_of(self, number: str) -> str:
        """Where a merge request can be opened; "" on hosts whose addresses are not known."""
        sign_path = _HOSTS.get(self.host)
        return f"https://{self.host}/{self.name}{sign_path[1]}{number}" if sign_path else ""

    def label_of(self, sign: str, number: str) -> str:
        """How a merge request is called anywhere, as in `kim/shop#12`."""
        return f"{self.name}{sign}{number}"


def opened(path: Path, shown: str) -> Repository:
    """The repository that a folder is, or lies in.

    Raises:
        UsageError: there is none, git is not there, or git does not trust its owner.
    """
    asked = ("--absolute-git-dir", "--is-shallow-repository", "--git-common-dir")
    told = call(path, "rev-parse", *asked)
    lines = told.text.splitlines()
    if len(lines) != len(asked):
        raise UsageError(_refusal(told.code, told.complaint, path, shown))
    folder = Path(lines[0])
    common = (path / lines[2]).resolve()
    git = Git(folder, _mail_map(path))
    address = _remote(git)
    found = _ADDRESS.match(address)
    host, where = (found[1].lower(), found[2]) if found else ("", address)
    # On hosts that are known the whole path is the name: groups may lie within groups.
    name = where if host in _HOSTS else "/".join(where.rstrip("/").split("/")[-2:])
    return Repository(
        git=git,
        name=name or _first_commit(git) or path.resolve().name,
        host=host,
        shown=shown,
        roots=_shallow(common / "shallow") if lines[1] == "true" else frozenset(),
        is_partial=bool(git.told("config", "--get-regexp", r"^remote\..*\.promisor$").text),
    )


def _refusal(code: int, complaint: str, path: Path, shown: str) -> str:
    if code == _NO_GIT:
        return "git is needed for this, and it is not installed"
    if "dubious ownership" in complaint:
        cure = f"git config --global --add safe.directory {shlex.quote(str(path.resolve()))}"
        return (
            f"{shown} belongs to somebody else, so git does not read it; if you trust it:  {cure}"
        )
    if "not a git repository" in complaint:
        return f"{shown} is no git repository"
    return f"git cannot read {shown}: {last_line(complaint) or 'it does not say why'}"


def _mail_map(path: Path) -> tuple[str, ...]:
    """Where names and addresses are mapped: the committed file, and one of the person's own."""
    theirs = call(path, "config", "--global", "--get", "--type=path", "mailmap.file").text.strip()
    beside = path / ".mailmap"
    if not theirs and beside.is_file() and not beside.is_symlink():
        theirs = str(beside.resolve())
    own = theirs if theirs and Path(theirs).is_file() else ""
    return ("mailmap.blob=HEAD:.mailmap", f"mailmap.file={own}")


def _remote(git: Git) -> str:
    for remote in ("upstream", "origin"):
        address = git.told("config", "--get", f"remote.{remote}.url").text.strip()
        if address:
            return address
    return ""


def _first_commit(git: Git) -> str:
    roots = git.told("rev-list", "--max-parents=0", "HEAD").text.split()
    return roots[-1] if roots else ""


def _shallow(file: Path) -> frozenset[str]:
    try:
        return frozenset(file.read_text("ascii", "replace").split())
    except OSError:
        return frozenset()


def commit_of(repository: Repository, name: str) -> str:
    """The commit that a branch, tag or commit's name means; "" where there is none."""
    words = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    return repository.git.told(*words).text.strip()


def landed_before(repository: Repository, tip: str, day: str) -> str:
    """The newest commit of a branch's own line that is older than a day; "" where there is none."""
    words = ("rev-list", "-1", "--first-parent", f"--before={day}T00:00:00+00:00", tip)
    return repository.git.told(*words).text.strip()


def releases(repository: Repository) -> dict[str, str]:
    """Commit → the release it is, for tags like `v2.3`, `v2.3.0` and `shop-2.3.0`."""
    form = "--format=%(objectname) %(*objectname) %(refname:strip=2)"
    words = ("for-each-ref", f"--count={_MOST_TAGS}", "--sort=-refname", form, "refs/tags")
    found: dict[str, str] = {}
    for line in repository.git.told(*words).text.splitlines():
        tagged, peeled, name = (*line.split(" ", 2), "", "")[:3]
        if _RELEASE.match(name):
            found[peeled or tagged] = name
    return found
