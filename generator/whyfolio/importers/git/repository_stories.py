"""Candidate stories from a repository's history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Self

from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.errors import UsageError
from whyfolio.importers.found import Found, LeftOut, mark_of
from whyfolio.importers.git.entries import entry_of
from whyfolio.importers.git.gathering import Gathering
from whyfolio.importers.git.grouping import Offer
from whyfolio.importers.git.history import history
from whyfolio.importers.git.repository import Repository, commit_of, landed_before, releases
from whyfolio.importers.git.running import GitFailed, Running
from whyfolio.importers.git.whose import Whose, authors, mapped
from whyfolio.importers.git.wishes import LAST, Wish
from whyfolio.importers.git.wording import counted
from whyfolio.importers.registry import Request, silent

_MOST_KNOWN = 50
_EVERY = 100


def read_repository(request: Request, wish: Wish, repository: Repository) -> Iterator[Found]:
    """What a person did in a repository, the oldest first.

    Raises:
        UsageError: the branch does not exist, or nobody is known whose commits could be meant.
    """
    place = Place(request.name)
    whose = mapped(_with_own(wish, repository), repository.git)
    if not whose:
        raise UsageError("whose commits? git knows no address of yours; name one with --author")
    tip = commit_of(repository, wish.branch)
    if not tip:
        if wish.branch != "HEAD":
            raise UsageError(f'{request.name} has no branch "{wish.branch}"')
        return iter([LeftOut(place, "has no commits on the branch that is checked out")])
    gathering = Gathering(repository, whose, releases(repository))
    return _read(request, replace(wish, whose=whose), gathering, tip)


def _with_own(wish: Wish, repository: Repository) -> Whose:
    """The person; who was not named has the address that the repository is set up with, too."""
    if wish.given:
        return wish.whose
    own = repository.git.told("config", "user.email").text.strip().casefold()
    addresses = wish.whose.addresses | ({own} if "@" in own else set())
    return replace(wish.whose, addresses=frozenset(addresses))


def _read(request: Request, wish: Wish, gathering: Gathering, tip: str) -> Iterator[Found]:
    repository, place = gathering.repository, Place(request.name)
    limits = (tip, *(f"^{sha}" for sha in _known(request, wish, repository, tip)))
    offer = Offer(repository.name, wish.most, wish.fewest)
    with _Count(request, repository, limits) as count:
        commits = history(repository, limits, gathering.is_mine)
        try:
            offer.take(gathering.pieces(commits, tip, count.show))
        except GitFailed as error:
            message = f"git cannot read this history to its end: {error}"
            yield Diagnostic("E751", place, message, "look at it with `git fsck`")
    if repository.roots:
        message = "this is a shallow clone, so older work is not there"
        yield Diagnostic("W751", place, message, "fetch the rest with `git fetch --unshallow`")
    if gathering.seen and not gathering.mine:
        message = f"of {counted(gathering.seen, 'commit')} none is yours"
        hint = f"these write here: {authors(gathering.others)}; name yours with --author"
        yield Diagnostic("W752", place, message, hint)
    for piece in offer.offered():
        if piece.last:
            yield entry_of(piece, place)
    for line in offer.told("piece of work"):
        request.tell(line)


def _known(request: Request, wish: Wish, repository: Repository, tip: str) -> list[str]:
    """The commits with which reading ends."""
    if wish.since != LAST:
        before = landed_before(repository, tip, wish.since) if wish.since else ""
        return [before] if before else []
    found: list[str] = []
    with repository.git.begin("rev-list", tip, "--") as running:
        rest = b""
        for chunk in running.chunks():
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                sha = line.decode("ascii", "replace")
                if mark_of("git", f"{repository.name}@{sha}") in request.known:
                    found.append(sha)
            if len(found) >= _MOST_KNOWN:
                break
    if not found:
        request.tell("Nothing of this repository was imported yet, so all of it is read.")
    return found


class _Count:
    """Shows how far the reading is; how much there is, git counts beside it."""

    def __init__(self, request: Request, repository: Repository, limits: tuple[str, ...]) -> None:
        self._show = request.progress
        self._all = 0
        self._counting: Running | None = None
        if request.progress is not silent:
            self._counting = repository.git.begin("rev-list", "--count", *limits, "--")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._counting:
            self._counting.close()

    def show(self, done: int) -> None:
        """Say how many commits have gone by."""
        if done % _EVERY and done != self._all:
            return
        if self._counting and self._counting.is_done():
            self._all = self._total(self._counting)
            self._counting.close()
            self._counting = None
        self._show(done, self._all)

    def _total(self, counting: Running) -> int:
        try:
            said = b"".join(counting.chunks()).strip()
        except GitFailed:
            return 0
        return int(said) if said.isdigit() else 0
