"""What an audience does not see, counted; for the author's eyes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from whyfolio.dataclass import dataclass
from whyfolio.model.audience import Audience

if TYPE_CHECKING:
    from whyfolio.portfolio.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class Withheld:
    """How many entries an audience does not see, and why."""

    shown: int
    total: int
    narrower: Mapping[Audience, int]
    drafts: int
    future: int


def withheld(portfolio: Portfolio, audience: Audience) -> Withheld:
    """Count what `select` leaves out: drafts and future entries first, then by their mark."""
    from whyfolio.model.entry import begins

    reasons: Counter[str] = Counter()
    for entry in portfolio.entries:
        first = begins(entry)
        if not audience.sees(entry.readers):
            reasons[entry.readers.value] += 1
        elif entry.draft:
            reasons["draft"] += 1
        elif first is not None and first > portfolio.today:
            reasons["future"] += 1
        else:
            reasons["shown"] += 1
    return Withheld(
        shown=reasons["shown"],
        total=len(portfolio.entries),
        narrower={mark: reasons[mark.value] for mark in Audience if reasons[mark.value]},
        drafts=reasons["draft"],
        future=reasons["future"],
    )
