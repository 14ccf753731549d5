"""The three audiences, from the widest to the narrowest."""

from __future__ import annotations

from enum import StrEnum


class Audience(StrEnum):
    """Who may read: anyone, the people it is handed to, or the author alone."""

    PUBLIC = "public"
    REVIEW = "review"
    PRIVATE = "private"

    @property
    def rank(self) -> int:
        """0 for the widest audience, 2 for the narrowest."""
        return _RANK[self]

    def sees(self, mark: Audience) -> bool:
        """Whether a reader of this audience may read what is marked ``mark``."""
        return _RANK[self] >= _RANK[mark]


_RANK = {Audience.PUBLIC: 0, Audience.REVIEW: 1, Audience.PRIVATE: 2}


def narrowest(*audiences: Audience) -> Audience:
    """The audience that counts where several apply; at least one is needed."""
    return max(audiences, key=_RANK.__getitem__)
