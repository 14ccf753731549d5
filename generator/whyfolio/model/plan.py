"""A page that is to be rendered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from whyfolio.dataclass import dataclass


class Deferred(Mapping[str, object]):
    """A context with a value that is made whenever it is read, and not kept.

    A thousand pages are planned before the first is drawn: so only one is in memory, and it is
    made in the process that draws it.

    Args:
        known: the values that are there.
        name: that of the other value.
        make: how it is made.
    """

    def __init__(self, known: Mapping[str, object], name: str, make: Callable[[], object]) -> None:
        self._known = known
        self._name = name
        self._make = make

    def __getitem__(self, name: str) -> object:
        return self._make() if name == self._name else self._known[name]

    def __iter__(self) -> Iterator[str]:
        yield from self._known
        yield self._name

    def __len__(self) -> int:
        return len(self._known) + 1


@dataclass(frozen=True, slots=True)
class Plan:
    """One page: where it goes, which template draws it, and every value the template may read.

    ``address`` is absolute within the site and ends in "/" ("/stories/checkout-queue/"), or is
    a file ("/404.html"). ``context`` gives frozen values made from a view, nothing live.
    """

    address: str
    template: str
    context: Mapping[str, object]

    @property
    def path(self) -> str:
        """The file of the page, relative to the output folder."""
        return path_of(self.address)

    def settled(self) -> Plan:
        """The same page with every value made, for who reads them more than once."""
        if not isinstance(self.context, Deferred):
            return self
        return Plan(self.address, self.template, dict(self.context))


def path_of(address: str) -> str:
    """The output file behind an address: "/" → "index.html", "/a/" → "a/index.html"."""
    relative = address.lstrip("/")
    return f"{relative}index.html" if not relative or relative.endswith("/") else relative
