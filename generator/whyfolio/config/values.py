"""The settings as one frozen value, and the declaration of each: type, default and purpose."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

from whyfolio.dataclass import dataclass
from whyfolio.dates import DateError, When, parse_when
from whyfolio.model.audience import Audience
from whyfolio.model.fields import (
    Address,
    Choice,
    Date,
    FieldType,
    Flag,
    Many,
    Name,
    Number,
    Record,
    Text,
)
from whyfolio.model.kinds import BY_FOLDER
from whyfolio.names import collision_key, slugify

_LINE = Text(prose=False)
_AUDIENCES = Many(Choice(tuple(audience.value for audience in Audience)))
_KEY = "whyfolio"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with keys of the author's own; ``keys`` limits them, ``of`` says what they hold."""

    of: tuple[type, ...]
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """One declared setting."""

    name: str
    type: FieldType | Table
    doc: str
    required: bool
    convert: Callable[[Any], Any] | None


def _setting(
    kind: FieldType | Table,
    doc: str,
    default: object = "",
    *,
    required: bool = False,
    convert: Callable[[Any], Any] | None = None,
) -> Any:  # noqa: ANN401 - stands where a dataclass expects the setting's own type
    marks = {"type": kind, "doc": doc, "required": required, "convert": convert}
    return dataclasses.field(default=default, metadata={_KEY: marks})


@cache
def settings_of(shape: type) -> dict[str, Setting]:
    """The declared settings of a group, by the word an author writes, in their order."""
    return {
        member.name: Setting(name=member.name, **member.metadata[_KEY])
        for member in dataclasses.fields(shape)
        if _KEY in member.metadata
    }


def _audiences(words: tuple[str, ...]) -> tuple[Audience, ...]:
    return tuple(dict.fromkeys(Audience(word) for word in words))


def _some_audiences(words: tuple[str, ...]) -> tuple[Audience, ...]:
    if not words:
        raise ValueError("names no audience")
    return _audiences(words)


def _frozen(pairs: tuple[tuple[str, object], ...]) -> tuple[tuple[str, object], ...]:
    return tuple(
        (name, tuple(value) if isinstance(value, list) else value) for name, value in pairs
    )


@dataclass(frozen=True, slots=True)
class Site:
    """`[site]`."""

    title: str = _setting(_LINE, "The site's name; else yours.")
    url: str = _setting(Address(), "Where the public site stands; feeds and canonical need it.")
    language: str = _setting(_LINE, "The language of the site, as in `en` or `de-CH`.", "en")
    theme: str = _setting(Name(), "The theme.", "margin")
    labels: tuple[tuple[str, str], ...] = _setting(
        Table((str,), tuple(BY_FOLDER)), 'Other words for the kinds, as in `stories = "Work"`.', ()
    )
    theme_options: tuple[tuple[str, str | int | float | bool | tuple[str, ...]], ...] = _setting(
        Table((str, bool, int, float, list)),
        "What the theme lets you choose.",
        (),
        convert=_frozen,
    )

    # The theme's words in the site's language, by key: no setting, but found beside the theme.
    words: tuple[tuple[str, str], ...] = ()

    def label(self, folder: str) -> str:
        """The author's own word for the entries of a folder; "" where they keep their name."""
        return dict(self.labels).get(folder, "")


@dataclass(frozen=True, slots=True)
class Career:
    """`[career]`."""

    ladder: str = _setting(Name(), "The id of the ladder you are measured by.", "five-areas")
    level: str = _setting(Name(), "Your present level on it.")
    next_level: str = _setting(Name(), "The level you want.")


@dataclass(frozen=True, slots=True)
class Build:
    """`[build]`."""

    audiences: tuple[Audience, ...] = _setting(
        _AUDIENCES,
        "The audiences that `whyfolio build` writes.",
        (Audience.PUBLIC, Audience.REVIEW),
        convert=_some_audiences,
    )
    output: str = _setting(_LINE, "The folder for the sites, relative to the portfolio.", "site")
    file_links: tuple[Audience, ...] = _setting(
        _AUDIENCES,
        "The audiences whose links name `index.html`, so that they open from the disk.",
        (Audience.REVIEW, Audience.PRIVATE),
        convert=_audiences,
    )
    search: bool | None = _setting(
        Flag(),
        "Whether one can search; where you say nothing, if Pagefind is installed.",
        None,
    )
    cards: bool | None = _setting(
        Flag(),
        "Whether each public page has a picture for links to it; where you say nothing, "
        "if the extra `cards` is installed.",
        None,
    )


@dataclass(frozen=True, slots=True)
class Check:
    """`[check]`."""

    ignore: tuple[str, ...] = _setting(Many(_LINE), "Codes that `check` leaves out.", ())
    private_hosts: tuple[str, ...] = _setting(
        Many(_LINE), "Hosts that no public entry may link to.", ()
    )
    thresholds: tuple[tuple[str, float], ...] = _setting(
        Table((int, float)), "Numbers that the rules count by.", ()
    )

    def threshold(self, name: str, default: float) -> float:
        """The author's number for a rule, or the rule's own."""
        return dict(self.thresholds).get(name, default)


@dataclass(frozen=True, slots=True)
class Sprint:
    """`[sprint]`: a stretch of weeks with a focus."""

    start: date | None = _setting(Date(), "Its first day.", None, convert=lambda when: when.first)
    weeks: int = _setting(Number(1, 52), "How many weeks it lasts.", 12)


@dataclass(frozen=True, slots=True)
class Markdown:
    """`[markdown]`."""

    raw_html: str = _setting(
        Choice(("sanitize", "trust")), "What becomes of HTML in a body.", "sanitize"
    )


@dataclass(frozen=True, slots=True)
class Allowed:
    """A text that the guard lets pass, and why."""

    text: str = _setting(_LINE, "The text, exactly.", required=True)
    reason: str = _setting(_LINE, "Why readers may see it.", required=True)


@dataclass(frozen=True, slots=True)
class Guard:
    """`[guard]`."""

    allow: tuple[Allowed, ...] = _setting(
        Many(Record(Allowed)), "Texts that the guard lets pass.", ()
    )


@dataclass(frozen=True, slots=True)
class Publish:
    """`[publish]`."""

    to: str = _setting(_LINE, "The repository that built pages are pushed to.")
    branch: str = _setting(_LINE, "Its branch.", "gh-pages")
    cname: str = _setting(_LINE, "A domain of your own.")


@dataclass(frozen=True, slots=True)
class WrittenCycle:
    """`[[cycle]]` as it is written; `Cycle` is what becomes of it."""

    id: str = _setting(_LINE, "How commands and addresses call it.", required=True)
    title: str = _setting(_LINE, "How pages call it; else its id.")
    start: When | None = _setting(Date(), "Its first day.", None)
    end: When | None = _setting(Date(), "Its last day.", None)
    due: date | None = _setting(
        Date(), "When the review is handed in.", None, convert=lambda when: when.last
    )
    form: str = _setting(Name(), "The id of the form that it asks for.")


@dataclass(frozen=True, slots=True)
class Cycle:
    """A named stretch of time with a due date and a form."""

    id: str
    title: str
    period: When
    due: date | None = None
    form: str = ""

    @property
    def slug(self) -> str:
        """The last part of its address."""
        return slugify(self.id)


@dataclass(frozen=True, slots=True)
class Config:
    """All settings of a portfolio; what its author did not say has its default."""

    site: Site = Site()
    career: Career = Career()
    build: Build = Build()
    cycles: tuple[Cycle, ...] = ()
    check: Check = Check()
    sprint: Sprint = Sprint()
    markdown: Markdown = Markdown()
    guard: Guard = Guard()
    publish: Publish = Publish()

    def cycle(self, period_id: str) -> Cycle | None:
        """The cycle called so, else the stretch that the words name (`2026-H2`, `2026-Q3`, `2026`).

        Case counts for nothing. None where the words are neither a cycle nor a date.
        """
        wanted = collision_key(period_id.strip())
        for cycle in self.cycles:
            if wanted in {collision_key(cycle.id), cycle.slug}:
                return cycle
        try:
            period = parse_when(period_id)
        except DateError:
            return None
        return Cycle(period.text, period.text, period)


GROUPS: dict[str, type] = {
    "site": Site,
    "career": Career,
    "build": Build,
    "check": Check,
    "sprint": Sprint,
    "markdown": Markdown,
    "guard": Guard,
    "publish": Publish,
}
