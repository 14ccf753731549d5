"""A text, divided: what an audience may read of it, and what is held back."""

from __future__ import annotations

from whyfolio.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Held:
    """Words held back, and where in the text they stand; a note is an author's comment."""

    offset: int
    text: str
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Shares:
    """Both shares of one text."""

    shown: str
    held: tuple[Held, ...]
