"""What the template of the search page reads: small frozen values, as in `outputs.shapes`."""

from __future__ import annotations

from whyfolio.dataclass import dataclass
from whyfolio.dates import When


@dataclass(frozen=True, slots=True)
class Findable:
    """One page that can be found.

    Attributes:
        kind: its name in the language of the site.
        words: for each filter, what it can be found by.
    """

    title: str
    address: str
    kind: str
    when: When | None
    unfinished: bool
    words: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The pages of one kind, newest first."""

    title: str
    pages: tuple[Findable, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """Something to choose by.

    Attributes:
        name: "kind", "competency", "year" or "tag".
        choices: its words, in the order in which they are offered.
    """

    name: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tools:
    """Where the files are that only a search with a script needs."""

    index: str
    script: str
    styles: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What the template of the search page reads.

    Attributes:
        tools: none in the preview, and where no index is made: the page is the list alone then.
    """

    title: str
    shelves: tuple[Shelf, ...]
    filters: tuple[Filter, ...]
    count: int
    tools: Tools | None = None
