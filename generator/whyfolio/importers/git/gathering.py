"""From commits to pieces of work: what a merge brought is one, and so is a commit of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import field

from whyfolio.dataclass import dataclass
from whyfolio.importers.git.history import Commit
from whyfolio.importers.git.lines import Lines
from whyfolio.importers.git.pieces import Piece
from whyfolio.importers.git.repository import Repository
from whyfolio.importers.git.whose import Whose, is_nobody
from whyfolio.importers.git.wording import (
    Partner,
    Request,
    only_joins,
    partners,
    request_of,
    request_of_merge,
)

_MOST_AUTHORS = 1000


@dataclass(slots=True)
class Gathering:
    """What is gathered while the history goes by.

    Attributes:
        repository: where.
        whose: whose commits count.
        releases: commit → release.
        others: how many commits there are by whom else.
        seen: how many commits have gone by.
        mine: how many of them are the person's.
    """

    repository: Repository
    whose: Whose
    releases: dict[str, str]
    others: Counter[str] = field(default_factory=Counter)
    seen: int = 0
    mine: int = 0
    _lines: Lines = field(default_factory=Lines)
    _merges: dict[int, Piece] = field(default_factory=dict)
    _held: dict[str, tuple[int, str]] = field(default_factory=dict)
    _tags: int = 0

    def is_mine(self, commit: Commit) -> bool:
        """Whether the person wrote a commit, or wrote it with somebody."""
        if self.whose.wrote(commit.name, commit.address):
            return True
        if "uthored-by:" not in commit.message and "UTHORED-BY:" not in commit.message:
            return False
        return any(self._is_own(one) for one in partners(commit.message))

    def _is_own(self, one: Partner) -> bool:
        return one.role == "co-author" and self.whose.wrote(one.name, one.address)

    def pieces(
        self, commits: Iterable[Commit], tip: str, progress: Callable[[int], None]
    ) -> Iterator[Piece]:
        """The pieces of work with a commit of the person's in them, as soon as each is whole."""
        self._lines.start(tip)
        for commit in commits:
            self.seen += 1
            progress(self.seen)
            yield from self._take(commit)
        for piece in self._merges.values():
            if piece.commits:
                yield piece

    def _take(self, commit: Commit) -> Iterator[Piece]:
        is_merge = commit.is_merge
        joins = is_merge and only_joins(commit.subject)
        placed = self._lines.place(commit.sha, commit.parents, joins=joins)
        release = self._release(commit)
        if is_merge:
            if placed.is_trunk and not joins:
                self._merges[placed.number] = self._begun(commit, release)
        elif not self.is_mine(commit):
            self._count_other(commit, placed.is_trunk, placed.number)
        else:
            self.mine += 1
            merge = None if placed.is_trunk else self._merges.get(placed.number)
            piece = merge or self._begun(commit, release)
            self._add(piece, commit)
            if merge is None:
                yield piece
        for number in placed.closed:
            done = self._merges.pop(number, None)
            if done and done.commits:
                yield done

    def _begun(self, commit: Commit, release: str) -> Piece:
        """A piece of work that a merge or a commit of the main line begins."""
        is_merge = commit.is_merge
        said = request_of_merge(commit.message) if is_merge else request_of(commit.message)
        label = self._label(said)
        own = f"{self.repository.name}@{commit.sha}"
        url = self.repository.address_of(said.number) if label and not said.place else ""
        piece = Piece(label or own, said.title, label, url, release=release, ends=(own,))
        if is_merge:
            piece.thank(self._without_me(commit.message))
            is_other = not self.whose.wrote(commit.name, commit.address)
            if is_other and not label and not is_nobody(commit.name, commit.address):
                piece.thank((Partner(commit.name, commit.address, "merged it"),))
        return piece

    def _label(self, said: Request) -> str:
        if not said.number:
            return ""
        if said.place:
            return f"{said.place}{said.sign}{said.number}"
        return self.repository.label_of(said.sign, said.number)

    def _add(self, piece: Piece, commit: Commit) -> None:
        piece.add(commit)
        piece.thank(self._without_me(commit.message))
        if not self.whose.wrote(commit.name, commit.address):
            piece.thank((Partner(commit.name, commit.address, "co-author"),))

    def _without_me(self, message: str) -> Iterator[Partner]:
        for one in partners(message):
            if not self.whose.wrote(one.name, one.address):
                yield one

    def _count_other(self, commit: Commit, is_trunk: bool, number: int) -> None:  # noqa: FBT001
        if commit.address in self.others or len(self.others) < _MOST_AUTHORS:
            self.others[commit.address] += 1
        merge = None if is_trunk else self._merges.get(number)
        if merge:
            merge.of_others += 1
            merge.thank((Partner(commit.name, commit.address, "co-author"),))

    def _release(self, commit: Commit) -> str:
        """The oldest release that holds a commit: its own, else the oldest of its children's."""
        number, name = self._held.pop(commit.sha, (0, ""))
        if commit.sha in self.releases:
            self._tags += 1
            number, name = self._tags, self.releases[commit.sha]
        if name:
            for parent in commit.parents:
                if self._held.get(parent, (0, ""))[0] < number:
                    self._held[parent] = (number, name)
        return name
