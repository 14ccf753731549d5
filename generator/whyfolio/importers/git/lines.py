"""Which merge brought a commit, told while the history goes by, and in little memory."""

from __future__ import annotations

from collections import Counter
from dataclasses import field

from whyfolio.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a commit belongs.

    Attributes:
        is_trunk: whether it stands on the main line itself.
        number: its own number there, from 1; off it, that of the merge that brought it.
        closed: numbers of merges all of whose commits have gone by now.
    """

    is_trunk: bool
    number: int
    closed: tuple[int, ...]


@dataclass(slots=True)
class Lines:
    """The lines of history that are open where the reading stands.

    Commits come in an order in which none comes before its children. A commit belongs to the
    oldest merge of the main line that reaches it; so every parent that has not come yet carries
    the greatest number of its children, and nothing else need be kept.
    """

    owners: dict[str, int] = field(default_factory=dict)
    trunk: set[str] = field(default_factory=set)
    waiting: Counter[int] = field(default_factory=Counter)
    number: int = 0

    def start(self, tip: str) -> None:
        """Say where the main line begins."""
        self.trunk.add(tip)

    def place(self, sha: str, parents: tuple[str, ...], *, joins: bool) -> Placed:
        """Say where the next commit belongs.

        Args:
            sha: its name.
            parents: those of its parents.
            joins: whether it only joins the main line of here with that of elsewhere, as a pull
                does; all its parents are the main line then.
        """
        own = left = self.owners.pop(sha, 0)
        closed: tuple[int, ...] = ()
        is_trunk = sha in self.trunk
        if is_trunk:
            self.trunk.discard(sha)
            self.number += 1
            own = self.number
            self.trunk.update(parents if joins else parents[:1])
        for parent in parents:
            closed += self._reach(parent, own)
        closed += self._leave(left)
        if is_trunk and not self.waiting[own]:
            closed += (own,)
        return Placed(is_trunk, own, closed)

    def _reach(self, parent: str, number: int) -> tuple[int, ...]:
        before = self.owners.get(parent, 0)
        if before >= number:
            return ()
        self.owners[parent] = number
        self.waiting[number] += 1
        return self._leave(before)

    def _leave(self, number: int) -> tuple[int, ...]:
        if not number:
            return ()
        self.waiting[number] -= 1
        if self.waiting[number]:
            return ()
        del self.waiting[number]
        return (number,)
