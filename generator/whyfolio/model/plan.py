"""A page that is to be rendered."""

from __future__ import annotations

from collections.abc import Mapping

from whyfolio.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Plan:
    """One page: where it goes, which template draws it, and every value the template may read.

    ``address`` is absolute within the site and ends in "/" ("/stories/checkout-queue/"), or is
    a file ("/404.html"). ``context`` holds frozen values made from a view, nothing live.
    """

    address: str
    template: str
    context: Mapping[str, object]

    @property
    def path(self) -> str:
        """The file of the page, relative to the output folder."""
        return path_of(self.address)


def path_of(address: str) -> str:
    """The output file behind an address: "/" → "index.html", "/a/" → "a/index.html"."""
    relative = address.lstrip("/")
    return f"{relative}index.html" if not relative or relative.endswith("/") else relative
