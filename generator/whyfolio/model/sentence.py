"""The one type of prose in a document that is handed over: each sentence says where it is from.

A sentence is the author's, and then names the entries that it stands in; or it is a phrase of
the catalogue, which joins and labels and claims nothing. There is no third kind, so nothing in
a packet, a brag document or a page for somebody's manager can be invented.
"""

from __future__ import annotations

from whyfolio.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """Prose with its origin; falsy where it says nothing.

    Attributes:
        text: as the author typed it, or a phrase with its slots filled.
        refs: the entries whose text it is, such as `stories/checkout-queue`; `profile` and
            `ladders/ID` for what stands in no entry.
        phrase: the key of a phrase in the catalogue, such as `packet.so_that`.
    """

    text: str = ""
    refs: tuple[str, ...] = ()
    phrase: str = ""

    def __post_init__(self) -> None:
        if self.text and not self.refs and not self.phrase:
            raise ValueError(f'a sentence of nobody: "{self.text}"')

    def __bool__(self) -> bool:
        return bool(self.text)
