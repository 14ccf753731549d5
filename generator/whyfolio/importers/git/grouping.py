"""Which pieces of work are offered as stories: the large ones, and small ones put together."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import field

from whyfolio.dataclass import dataclass
from whyfolio.importers.git.pieces import Piece
from whyfolio.importers.git.wording import counted

_MOST_OPEN = 400
_FEWEST_SMALL = 3


@dataclass(slots=True)
class Offer:
    """The pieces that are offered, and how much is not.

    Attributes:
        name: of the repository, which stands in the source ids.
        most: how many at most.
        fewest: how many small pieces make one to be offered.
        small: how many pieces were too small.
        beyond: how many there were above the most.
    """

    name: str
    most: int
    fewest: int = _FEWEST_SMALL
    small: int = 0
    beyond: int = 0
    _open: dict[tuple[str, str], Piece] = field(default_factory=dict)
    _best: list[tuple[tuple[int, int, str, str], int, Piece]] = field(default_factory=list)
    _count: int = 0

    def take(self, pieces: Iterable[Piece]) -> None:
        """Look at every piece, the newer ones first; only those that may be offered are kept."""
        for piece in pieces:
            if piece.is_small:
                self._gather(piece)
            else:
                self._offer(piece)
        for gathered in self._open.values():
            self._close(gathered)
        self._open = {}

    def offered(self) -> Iterator[Piece]:
        """Those that are, the oldest first."""
        best = [piece for _, _, piece in self._best]
        yield from sorted(best, key=lambda piece: (piece.last, piece.first, piece.source))

    def told(self, word: str) -> Iterator[str]:
        """What is not offered, a line for each reason."""
        if self.small:
            hint = "--since brings those of a time"
            yield f"Left out, as small: {counted(self.small, word)}; {hint}."
        if self.beyond:
            hint = f"--most {self.most * 2} brings more"
            largest = f"above the {self.most} largest"
            yield f"Left out, as {largest}: {counted(self.beyond, 'candidate')}; {hint}."

    def _gather(self, piece: Piece) -> None:
        """Put a small piece to the others of the same folder and release, or quarter of a year."""
        key = (piece.area, _stretch(piece))
        gathered = self._open.pop(key, None)
        if gathered is None:
            gathered = Piece("", _title(*key), release=piece.release, line=piece.line)
            if len(self._open) == _MOST_OPEN:
                self._close(self._open.pop(next(iter(self._open))))
        if gathered.release != piece.release:
            gathered.release = ""
        gathered.take(piece)
        gathered.ends = tuple(dict.fromkeys((*gathered.ends[:1], *piece.ends[-1:])))
        gathered.source = f"{piece.source}, and others"
        self._open[key] = gathered

    def _close(self, gathered: Piece) -> None:
        if gathered.small < self.fewest:
            self.small += gathered.small
        else:
            self._offer(gathered)

    def _offer(self, piece: Piece) -> None:
        self._count += 1
        kept = (piece.weight, self._count, piece)
        if len(self._best) < self.most:
            heapq.heappush(self._best, kept)
        else:
            self.beyond += 1
            heapq.heappushpop(self._best, kept)


def _stretch(piece: Piece) -> str:
    """What small pieces are put together by: a year's part of a release, else a quarter."""
    year, month = (piece.last or "0000-01")[:4], int((piece.last or "0000-01")[5:7])
    if piece.release:
        return f"{piece.release}, {year}"
    return f"{year}-Q{(month + 2) // 3}"


def _title(area: str, stretch: str) -> str:
    return f"Work on {area or 'the top folder'}, {stretch}"
