"""What templates read: small frozen values, made from a view.

Addresses are absolute within the site ("/stories/x/"); templates make them relative with
`href`. Texts are as the author typed them; templates pass them through `prose` or print them
escaped. Everything absent is "", () or None, and templates leave it out with its heading.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from whyfolio.dataclass import dataclass
from whyfolio.dates import When
from whyfolio.markdown.headings import Heading
from whyfolio.model.entry import Entry
from whyfolio.model.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Link:
    """Words and where they lead; ``external`` leaves the site, ``address`` "" leads nowhere."""

    title: str
    address: str = ""
    note: str = ""
    external: bool = False
    current: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A picture in another width, as WebP."""

    address: str
    width: int


@dataclass(frozen=True, slots=True)
class Picture:
    """An image of the site; ``sources`` are the same in other widths, none where it is small."""

    address: str
    alt: str
    width: int = 0
    height: int = 0
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """An impact, ready to print. ``share`` are the lengths of the bars, 0–100, or () without."""

    measure: str
    before: str
    after: str
    unit: str
    change: str
    source: str
    certainty: str
    when: When | None
    instead: str
    share: tuple[float, ...] = ()

    @property
    def headline(self) -> str:
        """The number to print big: the change, else the later figure."""
        return self.change or (f"{self.after} {self.unit}".strip() if self.after else "")


@dataclass(frozen=True, slots=True)
class Proof:
    """Something a reader could check: an artefact, or the author's words instead of it."""

    title: str
    kind: str
    address: str
    says: str
    external: bool
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody's words. ``giver`` is a name or, where that is hidden, the role."""

    quote: str
    giver: str
    relation: str
    when: When | None
    address: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A competency that an entry shows."""

    competency: Link
    level: str
    how: str
    meets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """An entry in a list."""

    kind: str
    title: str
    address: str
    what: str
    why: str
    when: When | None
    role: str = ""
    note: str = ""
    status: str = ""
    figure: Figure | None = None
    proof: Link | None = None
    decision: Link | None = None
    picture: Picture | None = None
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Cards under a heading, e.g. a year."""

    title: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A story as a case: in full, or with how it shows one competency.

    ``anchor`` is its id on a page that holds several; ``people`` are names, or roles where
    names are hidden.
    """

    title: str
    address: str
    what: Sentence
    why: Sentence
    for_whom: Sentence
    how: Sentence
    otherwise: Sentence
    cost: Sentence
    role: str
    level: str
    scope: str
    when: When | None
    figures: tuple[Figure, ...]
    proofs: tuple[Proof, ...]
    voices: tuple[Voice, ...]
    decisions: tuple[Link, ...]
    anchor: str = ""
    work: str = ""
    people: tuple[str, ...] = ()
    first_time: bool = False
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """What every page of an audience has in common.

    ``options`` has a value for each option of the theme.
    """

    title: str
    name: str
    label: str
    language: str
    audience: str
    url: str
    menu: tuple[Link, ...]
    contacts: tuple[Link, ...]
    feeds: bool
    ribbon: str
    theme: str
    options: Mapping[str, object] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class PageHead:
    """What the head of one page says; ``card`` stands for it elsewhere where it has no picture."""

    address: str
    title: str
    description: str
    kind: str
    canonical: str = ""
    noindex: bool = False
    picture: Picture | None = None
    card: Picture | None = None
    published: str = ""
    updated: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """A body as HTML with its links settled for this view, and its headings."""

    html: str = ""
    headings: tuple[Heading, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what stands beside it: texts (as links where they lead somewhere)."""

    name: str
    label: str
    values: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Everything that an entry's template reads."""

    kind: str
    title: str
    address: str
    anchor: str
    entry: Entry
    body: Body
    facts: tuple[Fact, ...]
    figures: tuple[Figure, ...]
    proofs: tuple[Proof, ...]
    voices: tuple[Voice, ...]
    claims: tuple[ClaimLine, ...]
    tags: tuple[Link, ...]
    backlinks: tuple[Card, ...]
    superseded_by: tuple[Link, ...]
    stories: tuple[Card, ...]
    picture: Picture | None
    section: Link | None
    giver: str
    newer: Link | None
    older: Link | None
    unfinished: bool
