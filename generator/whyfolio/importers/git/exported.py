"""Candidate stories from merge requests that `gh` or GitLab exported."""

from __future__ import annotations

import io
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import field

from whyfolio.content.tree import unreadable
from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.errors import UsageError
from whyfolio.importers.found import Found
from whyfolio.importers.git.entries import entry_of
from whyfolio.importers.git.grouping import Offer
from whyfolio.importers.git.json_stream import BrokenJson, JsonStream
from whyfolio.importers.git.pieces import Piece
from whyfolio.importers.git.requests import author_of, is_merged, piece_of, requests_in
from whyfolio.importers.git.wishes import LAST, Wish
from whyfolio.importers.git.wording import counted
from whyfolio.importers.registry import Request

_PIPE = "<stdin>"
_WORD = "merge request"
_MOST_SMALL = 20_000
_MOST_FAULTS = 50
_PATIENCE = 10_000
_HINT = "export it anew: gh pr list --author @me --state merged --json number,title,url,mergedAt"


def read_requests(request: Request, wish: Wish) -> Iterator[Found]:
    """What a person had merged, the oldest first.

    Raises:
        UsageError: there is no such file.
    """
    if request.path is not None and not os.path.lexists(request.path):
        raise UsageError(f"there is no file or folder {request.name}")
    if wish.since == LAST:
        raise UsageError(
            "--since last is for a repository; what came once stays out of itself here"
        )
    return _read(request, wish)


def _read(request: Request, wish: Wish) -> Iterator[Found]:
    name = _PIPE if request.path is None else request.name
    with ExitStack() as stack:
        try:
            read, size = _opened(request, stack)
        except OSError as error:
            yield unreadable(name, error)
            return
        except _NoFile as fault:
            hint = "name a repository's folder, or a file of JSON"
            yield Diagnostic("E108", Place(name), str(fault), hint)
            return
        desk = _Desk(request, wish, JsonStream(read), size, name)
        offer = Offer(name, wish.most, wish.fewest)
        offer.take(desk.pieces())
    yield from desk.faults
    for piece in offer.offered():
        yield entry_of(piece, Place(name, piece.line))
    for line in (*desk.told(), *offer.told(_WORD)):
        request.tell(line)


class _NoFile(Exception):
    """What was named is no regular file."""


def _opened(request: Request, stack: ExitStack) -> tuple[Callable[[int], bytes], int]:
    """What gives the bytes, and how many there are."""
    if request.path is None:
        whole = request.stdin()
        return io.BytesIO(whole).read, len(whole)
    # A pipe would keep the command waiting for whoever writes to it.
    number = os.open(request.path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    opened = stack.enter_context(os.fdopen(number, "rb"))
    found = os.fstat(number)
    if not stat.S_ISREG(found.st_mode):
        raise _NoFile(f'"{request.path.name}" is neither a folder nor a file')
    return opened.read, found.st_size


@dataclass(slots=True)
class _Desk:
    """What is sorted while the file is read."""

    request: Request
    wish: Wish
    stream: JsonStream
    size: int
    name: str
    faults: list[Diagnostic] = field(default_factory=list)
    unmerged: int = 0
    older: int = 0
    too_many: int = 0
    untold: int = 0
    of_others: int = 0
    seen: int = 0
    authors: Counter[str] = field(default_factory=Counter)
    sources: set[str] = field(default_factory=set)

    def pieces(self) -> Iterator[Piece]:
        """The person's merge requests, small ones last; what cannot be read is a fault."""
        small: list[Piece] = []
        for piece in self._all():
            if not piece.is_small:
                yield piece
            elif len(small) < _MOST_SMALL:
                piece.description = ""
                small.append(piece)
            else:
                self.too_many += 1
        yield from sorted(small, key=lambda piece: (piece.last, piece.source), reverse=True)

    def _all(self) -> Iterator[Piece]:
        try:
            for value, line in self.stream.values():
                self.request.progress(self.stream.done, self.size)
                found = list(requests_in(value))
                if not found:
                    self._fault("W753", line, "this is no merge request", _HINT)
                for one in found:
                    yield from self._piece(one, line)
                if self.untold > _PATIENCE and not self.seen:
                    message = f"none of the first {_PATIENCE:,} values is a merge request"
                    self._fault("E753", line, message, _HINT)
                    return
        except BrokenJson as error:
            self._fault("E753", error.line, f"this is no JSON: {error.why}", _HINT)
        if not self.seen and not self.faults:
            self._fault("W753", 1, "there is no merge request here", _HINT)

    def _piece(self, one: Mapping[str, object], line: int) -> Iterator[Piece]:
        self.seen += 1
        if not is_merged(one):
            self.unmerged += 1
            return
        if not self._is_mine(one):
            self.of_others += 1
            return
        piece = piece_of(one, self.wish.whose, line)
        if isinstance(piece, str):
            self._fault("W753", line, f"this merge request is left out: {piece}", _HINT)
        elif piece.last < self.wish.since:
            self.older += 1
        elif piece.source not in self.sources:
            self.sources.add(piece.source)
            yield piece

    def _is_mine(self, one: Mapping[str, object]) -> bool:
        """Whether the person made it; where nobody was named, whoever made the first did."""
        account, name = author_of(one)
        if not (account or name):
            return True
        whose = self.wish.whose
        if whose.has_account(account, name):
            return True
        if self.wish.given or whose.accounts:
            self.authors[account or name] += 1
            return False
        self.authors[account or name] += 1
        return True

    def _fault(self, code: str, line: int, message: str, hint: str) -> None:
        """Note a fault; of those that are many the first ones, and how many there are."""
        if len(self.faults) < _MOST_FAULTS or code.startswith("E"):
            self.faults.append(Diagnostic(code, Place(self.name, line), message, hint))
        else:
            self.untold += 1

    def told(self) -> Iterator[str]:
        """What is not taken, a line for each reason."""
        most = ", ".join(name for name, _ in self.authors.most_common(3))
        reasons = (
            ("not merged", self.unmerged),
            ("older", self.older),
            (f"more than {_MOST_SMALL:,} small ones", self.too_many),
            (f"by others ({most})", self.of_others),
        )
        if self.untold:
            yield f"{counted(self.untold, 'more value')} cannot be read as a merge request."
        for reason, number in reasons:
            if number:
                yield f"Left out, as {reason}: {counted(number, _WORD)}."
