"""A branch made equal to a set of files: one commit without a past, pushed if anything differs.

Without a past, because what an author takes back is else still there, in every earlier commit.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from whyfolio.dataclass import dataclass
from whyfolio.errors import WhyfolioError
from whyfolio.exporters.extras import library
from whyfolio.publishing.beside import DOMAIN, is_domain
from whyfolio.publishing.branch import Tip, blob_names, listed, tip_of
from whyfolio.publishing.git import Git
from whyfolio.publishing.target import Target

# Whoever reads the branch learns neither the author's name and address, nor when they work.
NAME, EMAIL = "whyfolio", "noreply@whyfolio.invalid"
MESSAGE = "Publish the site"


@dataclass(frozen=True, slots=True)
class Change:
    """What a push changes on the branch, by path.

    Attributes:
        added: new files.
        changed: files with other bytes.
        removed: files that are no longer there.
        unchanged: how many are as they were.
        domain: the domain that the branch had and the settings do not name; it is kept.
        aside: the branch that holds what others wrote now; "" where nobody did.
        pushed: whether the branch is another now.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    domain: str = ""
    aside: str = ""
    pushed: bool = False

    @property
    def total(self) -> int:
        """How many files the branch holds afterwards."""
        return len(self.added) + len(self.changed) + self.unchanged


@dataclass(frozen=True, slots=True)
class Wish:
    """How to publish: only to look, or over what others wrote; whether git may ask somebody."""

    only_look: bool = False
    over_others: bool = False
    may_ask: bool = False


def push(files: Mapping[str, bytes], target: Target, day: date, wish: Wish) -> Change:
    """Make the branch hold exactly these files, and nothing else, not even a past.

    Args:
        files: what it is to hold.
        target: the branch.
        day: the day that the commit names; its hour is midnight.
        wish: how.

    Raises:
        Refused: the repository cannot be reached (E772), the branch holds commits of others
            (E773), or the push is not taken (E774). The branch is as it was.
        UsageError: git or ghp-import is missing.
    """
    library("ghp_import", "publish", "publishing")
    with _scratch(target, wish) as git:
        tip = tip_of(git, target, NAME, EMAIL)
        if tip.is_foreign and not wish.over_others:
            raise _held_by_others(target, tip)
        kept = tip.text(git, DOMAIN).strip() if DOMAIN not in files else ""
        domain = kept if is_domain(kept) else ""
        wanted = {**files, **({DOMAIN: f"{domain}\n".encode()} if domain else {})}
        commit = _committed(git, wanted, target.branch, day)
        names = blob_names(wanted)
        change = replace(_compared(tip.files, names), domain=domain)
        if wish.only_look or (tip.files == names and not tip.is_foreign):
            return change
        aside = tip.free_name(target.branch) if tip.is_foreign else ""
        _pushed(git, target, tip, commit, aside)
        return replace(change, pushed=True, aside=aside)


@contextmanager
def _scratch(target: Target, wish: Wish) -> Iterator[Git]:
    """A repository that has never seen the notes; it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="whyfolio-", ignore_cleanup_errors=True) as folder:
        git = Git(Path(folder, "pages.git"), target.is_local, wish.may_ask)
        git.begin()
        yield git


def _committed(git: Git, files: Mapping[str, bytes], branch: str, day: date) -> str:
    """The name of a commit that holds exactly these files.

    Raises:
        UsageError: ghp-import is not installed.
        WhyfolioError: the commit holds something else; nothing is pushed then.
    """
    folder = git.folder.with_name("pages")
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        file.chmod(0o600)
    midnight = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    who = {"GIT_COMMITTER_NAME": NAME, "GIT_COMMITTER_EMAIL": EMAIL}
    who["GIT_COMMITTER_DATE"] = f"{midnight} +0000"
    options = ("-b", branch, "-m", MESSAGE, str(folder))
    done = subprocess.run(  # noqa: S603 - our own Python, and a branch that git finds well-formed
        [sys.executable, "-P", "-m", "ghp_import", *options],
        cwd=git.folder.parent,
        env={**git.environment(), **who},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    ref = f"refs/heads/{branch}"
    if done.returncode or listed(git, ref) != blob_names(files):
        raise WhyfolioError("the commit is not what was built, so it was not pushed")
    return git("rev-parse", ref).told.strip()


def _compared(then: Mapping[str, str], now: Mapping[str, str]) -> Change:
    both = then.keys() & now.keys()
    changed = sorted(path for path in both if then[path] != now[path])
    added, removed = sorted(now.keys() - both), sorted(then.keys() - both)
    return Change(tuple(added), tuple(changed), tuple(removed), len(both) - len(changed))


def _pushed(git: Git, target: Target, tip: Tip, commit: str, aside: str) -> None:
    """Push, if the branch is still the one that was looked at; all of it or nothing."""
    ref = f"refs/heads/{target.branch}"
    refs = [f"{commit}:{ref}", *([f"{tip.commit}:refs/heads/{aside}"] if aside else [])]
    lease = f"--force-with-lease={ref}:{tip.commit}"
    told = git.there("push", "--quiet", "--atomic", "--no-verify", lease, target.address, *refs)
    if not told.well:
        hint = "look at your rights there, and whether the branch is protected; then publish again"
        raise target.refused("E774", f"{target.shown} did not take the pages: {told.fault}", hint)


def _held_by_others(target: Target, tip: Tip) -> Exception:
    message = f"{target.shown} holds what whyfolio did not write"
    said = f'its last commit is "{tip.subject}"' if tip.subject else "it is no site of whyfolio's"
    hint = "choose another branch, or say --replace: what is there moves to a branch of its own"
    return target.refused("E773", f"{message}: {said}", hint)
