"""What a branch holds now, and who wrote it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import field

from whyfolio.dataclass import dataclass
from whyfolio.publishing.git import Git
from whyfolio.publishing.target import Target

_HERE = "refs/whyfolio/there"


@dataclass(frozen=True, slots=True)
class Tip:
    """The end of a branch.

    Attributes:
        commit: its name; "" where there is no such branch.
        is_foreign: whether somebody else than whyfolio wrote it, or anything before it.
        subject: the first line of its message.
        files: the name of each file's content, by path.
        branches: the names of all branches of that repository.
    """

    commit: str = ""
    is_foreign: bool = False
    subject: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    branches: frozenset[str] = frozenset()

    def text(self, git: Git, path: str) -> str:
        """What a file of the branch says; "" where there is none."""
        return git("cat-file", "blob", self.files[path]).told if path in self.files else ""

    def free_name(self, branch: str) -> str:
        """The first `BRANCH-kept-N` that is not taken."""
        number = 1
        while f"{branch}-kept-{number}" in self.branches:
            number += 1
        return f"{branch}-kept-{number}"


def tip_of(git: Git, target: Target, name: str, email: str) -> Tip:
    """What the branch holds.

    Args:
        git: where the commit is brought to.
        target: the branch.
        name: who wrote it, where it is ours.
        email: their address.

    Raises:
        Refused: the repository cannot be reached (E772).
    """
    told = git.there("ls-remote", "--heads", target.address)
    if not told.well:
        raise _unreached(target, told.fault)
    heads = {line.partition("\t")[2] for line in told.told.splitlines()}
    branches = frozenset(ref.removeprefix("refs/heads/") for ref in heads)
    ref = f"refs/heads/{target.branch}"
    if ref not in heads:
        return Tip(branches=branches)
    wanted = ("--quiet", "--no-tags", "--depth=1", target.address, f"+{ref}:{_HERE}")
    brought = git.there("fetch", *wanted)
    if not brought.well:
        raise _unreached(target, brought.fault)
    head, _, message = git("cat-file", "commit", _HERE).told.partition("\n\n")
    lines = head.splitlines()
    wrote = [line.partition(" ")[2].rpartition("> ")[0] for line in lines if line[:4] in _WRITERS]
    ours = set(wrote) == {f"{name} <{email}"} and not any(x.startswith("parent ") for x in lines)
    subject = message.partition("\n")[0].strip()
    commit = git("rev-parse", _HERE).told.strip()
    return Tip(commit, not ours, subject, listed(git, _HERE), branches)


_WRITERS = ("auth", "comm")  # the lines "author" and "committer" of a commit


def listed(git: Git, ref: str) -> dict[str, str]:
    """The name of each file's content, by path; what is no plain file has its mode before it.

    A disk that knows no rights makes every file one that can be run.
    """
    found = {}
    for line in git("ls-tree", "-r", "-z", "--full-tree", ref).told.split("\0"):
        about, tab, path = line.partition("\t")
        if tab:
            mode, _, name = about.split(" ", 2)
            found[path] = name if mode in {"100644", "100755"} else f"{mode} {name}"
    return found


def blob_names(files: Mapping[str, bytes]) -> dict[str, str]:
    """How git names the content of each file: by its SHA-1, with its length before it."""
    return {path: _blob_name(content) for path, content in files.items()}


def _blob_name(content: bytes) -> str:
    whole = b"blob %d\0" % len(content) + content
    return hashlib.sha1(whole, usedforsecurity=False).hexdigest()


def _unreached(target: Target, fault: str) -> Exception:
    message = f"{target.address} cannot be reached: {fault}"
    local = f"`git init --bare {target.address}` makes a repository there"
    hint = local if target.is_local else "look at the address, at your rights, and at the network"
    return target.refused("E772", message, hint)
