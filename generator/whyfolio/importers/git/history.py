"""A repository's history as a stream of commits, each with what it changed where it is wanted."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import field, replace
from datetime import date

from whyfolio.dataclass import dataclass
from whyfolio.importers.git.repository import Repository
from whyfolio.importers.git.running import SAFE_DIFF, GitFailed, Running

_FORM = "--format=%H%n%P%n%ad%n%cd%n%aN%n%aE%n%B"
_FIELDS = 6
_LARGEST = 1 << 20
_BATCH, _LARGEST_BATCH = 100, 2000
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")


@dataclass(frozen=True, slots=True)
class Change:
    """What one commit did to one file; lines are -1 where git does not count them."""

    path: str
    before: str = ""
    added: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit.

    Attributes:
        sha: its whole name.
        parents: those of its parents.
        day: the day on which it was written, as 2026-03-04, where its author was; "" for none.
        name: its author, by the mail map.
        address: the author's.
        message: subject and body, of any encoding.
        changes: what it did, where that was asked for and is known.
        is_measured: whether it is.
    """

    sha: str
    parents: tuple[str, ...]
    day: str
    name: str
    address: str
    message: str
    changes: tuple[Change, ...] = field(default=(), repr=False)
    is_measured: bool = False

    @property
    def is_merge(self) -> bool:
        """Whether it joins lines of history, and changes nothing by itself."""
        return len(self.parents) > 1

    @property
    def subject(self) -> str:
        """The first line of the message."""
        return self.message.lstrip("\n").partition("\n")[0].strip()


def history(
    repository: Repository, limits: Iterable[str], wanted: Callable[[Commit], bool]
) -> Iterator[Commit]:
    """Every commit, none before its children, read while git tells them.

    Args:
        repository: where.
        limits: commits to begin with, and with a `^` those whose history is left out.
        wanted: whether it is to be known what a commit changed.

    Raises:
        GitFailed: git cannot read on.
    """
    words = ("log", "-z", "--topo-order", "--date=short", "--encoding=UTF-8", "--no-notes")
    log = repository.git.begin(*words, _FORM, "--no-decorate", *limits, "--")
    with log, closing(_Measure(repository)) as measure:
        batch: list[Commit] = []
        mine: list[str] = []
        for commit in filter(None, map(_commit, records(log.chunks()))):
            batch.append(commit)
            if not commit.is_merge and commit.sha not in repository.roots and wanted(commit):
                mine.append(commit.sha)
            if len(mine) == _BATCH or len(batch) == _LARGEST_BATCH:
                yield from _with_changes(batch, measure.changes(mine))
                batch, mine = [], []
        yield from _with_changes(batch, measure.changes(mine))


def _with_changes(batch: list[Commit], known: Mapping[str, tuple[Change, ...]]) -> Iterator[Commit]:
    for commit in batch:
        changes = known.get(commit.sha)
        yield commit if changes is None else replace(commit, changes=changes, is_measured=True)


def records(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """What stands between NULs; the end of what is longer than 1 MiB is left out."""
    rest = b""
    for chunk in chunks:
        *whole, tail = chunk.split(b"\0")
        if whole:
            yield rest + whole[0]
            yield from whole[1:]
            rest = tail
        elif len(rest) < _LARGEST:
            rest += tail
    if rest:
        yield rest


def _commit(raw: bytes) -> Commit | None:
    fields = raw.decode("utf-8", "replace").split("\n", _FIELDS)
    if len(fields) <= _FIELDS:
        return None
    sha, parents, written, committed, name, address, message = fields
    day = next((one for one in (written, committed) if _is_day(one)), "")
    return Commit(sha, tuple(parents.split()), day, name, address, message)


def _is_day(text: str) -> bool:
    if not _DAY.match(text):
        return False
    try:
        return date.fromisoformat(text).year > 1970  # noqa: PLR2004 - a clock that was never set
    except ValueError:
        return False


class _Measure:
    """Asks git what single commits changed, many at a time."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        # Git repeats a line that names no commit, and so shows that all before it is answered.
        self._end = f"end-{secrets.token_hex(8)}\n".encode()
        self._asked: Running | None = None
        self._said: Iterator[bytes] = iter(())

    def close(self) -> None:
        """Stop asking."""
        if self._asked:
            self._asked.close()

    def changes(self, shas: list[str]) -> dict[str, tuple[Change, ...]]:
        """What each of some commits changed."""
        if not shas:
            return {}
        asked = self._running()
        asked.write("".join(f"{sha}\n" for sha in shas).encode() + self._end)
        answer = bytearray()
        for chunk in self._said:
            answer += chunk
            if answer.endswith(self._end):
                return dict(_parsed(bytes(answer[: -len(self._end)]), shas))
        raise GitFailed("it stopped before it had answered")

    def _running(self) -> Running:
        if self._asked is None:
            # Without the contents of old files there are names to compare, and no lines.
            form = "--name-only" if self._repository.is_partial else "--numstat"
            renames = "--no-renames" if self._repository.is_partial else "-M"
            words = ("diff-tree", "--stdin", "-r", "-z", "--root", "--always", form, renames)
            self._asked = self._repository.git.begin(*words, *SAFE_DIFF)
            self._said = self._asked.chunks()
        return self._asked


def _parsed(answer: bytes, shas: list[str]) -> Iterator[tuple[str, tuple[Change, ...]]]:
    """Commits and their changes, from `SHA NUL (ADDED TAB REMOVED TAB PATH NUL)…`."""
    words = iter(answer.split(b"\0"))
    waiting = iter(shas)
    coming = next(waiting, "").encode()
    sha = b""
    changes: list[Change] = []
    for word in words:
        if word == coming:
            if sha:
                yield sha.decode(), tuple(changes)
            sha, changes = word, []
            coming = next(waiting, "").encode() or b"\0"
        elif word:
            changes.append(_change(word, words))
    if sha:
        yield sha.decode(), tuple(changes)


def _change(word: bytes, words: Iterator[bytes]) -> Change:
    counted = word.split(b"\t", 2)
    if len(counted) < 3:  # noqa: PLR2004 - a name alone
        return Change(_text(word), added=-1, removed=-1)
    added, removed, path = counted
    before = b"" if path else next(words, b"")
    after = path or next(words, b"")
    return Change(_text(after), _text(before), _count(added), _count(removed))


def _text(path: bytes) -> str:
    return path.decode("utf-8", "replace")


def _count(number: bytes) -> int:
    return int(number) if number.isdigit() else -1
