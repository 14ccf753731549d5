"""Every component of a theme in every state, on one page: `/theme/` in the preview.

The values are not made for the page. They are found in the pages of the example portfolio, which
uses every field, and of a few notes that are as bare as notes can be. So a component that gains a
field shows it here as soon as the example does.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from whyfolio.config import Config
from whyfolio.content.entries import read_entry
from whyfolio.dataclass import dataclass
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry
from whyfolio.model.kinds import BY_FOLDER
from whyfolio.model.plan import Plan
from whyfolio.model.values import Option
from whyfolio.opened import open_portfolio
from whyfolio.outputs.charts import Coverage
from whyfolio.outputs.page_shapes import OverTime
from whyfolio.outputs.registry import OUTPUTS
from whyfolio.outputs.shapes import Card, Claim, EntryPage, Figure, Picture, Proof, Voice
from whyfolio.outputs.site import Desk
from whyfolio.portfolio.view import View, select
from whyfolio.scaffold.portfolio import example

THEME = "theme"
TEMPLATE = "preview/theme.html"
V = TypeVar("V")

# As little as a note may hold, and what the example has no reason to hold.
BARE = {
    "stories/one-sentence": "date: 2026-11-02\nwhat: I answered the phone.",
    "stories/not-yet": "date: 2027-02\ndraft: yes\ntitle: A story for next year\nwhat: I plan to.",
    "decisions/still-open": "date: 2026-11-03\nstatus: on hold\nwhat: We wait for the audit.",
    "lessons/short": "date: 2026-11-04\nwhat: I ask first.",
    "feedback/unasked": "date: 2026-11-05\nfrom:\n  role: a colleague\nquote: That helped.",
    "positions/first": "title: Apprentice\nstart: 2019-09\nend: 2020-12",
    "goals/rough": "title: A goal that is still rough\nstatus: rough",
}
SPEAKING = {
    "stories/in-other-words": (
        "date: 2026-10\naudience: review\ntitle: A figure in other words\n"
        "what: I made a report shorter.\nwhy: Nobody read it.\nimpact:\n"
        "  - measure: pages\n    after: 1\n"
        "  - measure: readers\n    before: 2\n    after: 40\n    audience: private\n"
        "    else: more people than before\n"
        "evidence:\n  - kind: document\n    title: The report\n"
        "  - kind: dashboard\n    title: Readers\n    url: https://board.example\n"
        "    audience: private\n    else: a board that the team keeps\n"
    )
}


@dataclass(frozen=True, slots=True)
class Specimens:
    """What the page's template reads: each component's values, one for each state."""

    pages: tuple[EntryPage, ...]
    cards: tuple[Card, ...]
    figures: tuple[Figure, ...]
    proofs: tuple[Proof, ...]
    voices: tuple[Voice, ...]
    claims: tuple[Claim, ...]
    pictures: tuple[Picture, ...]
    options: tuple[Option, ...]
    awards: tuple[object, ...]
    coverage: Coverage | None
    over: OverTime | None


def example_view(config: Config, today: date, audience: Audience = Audience.PRIVATE) -> View:
    """The example portfolio, with the theme and the language of the author's own."""
    portfolio = open_portfolio(example(), today).portfolio
    written = {**BARE, **SPEAKING}
    more = [_note(ref, front) for ref, front in written.items()]
    site = dataclasses.replace(
        portfolio.config.site,
        theme=config.site.theme,
        theme_options=config.site.theme_options,
        language=config.site.language,
    )
    whole = dataclasses.replace(
        portfolio,
        entries=(*portfolio.entries, *more),
        config=dataclasses.replace(portfolio.config, site=site),
    )
    return select(whole, audience, drafts=True)


def theme_plan(desk: Desk) -> Plan:
    """The page of all components, as the first page of the example."""
    plans = [made for output in OUTPUTS.values() for made in output(desk) if isinstance(made, Plan)]
    reviewed = _reviewed(desk)
    found = list(_values([*(plan.context for plan in plans), *reviewed]))
    pages = _each_kind([value for value in found if isinstance(value, EntryPage)])
    head = desk.head("/", "Every component in every state", "page")
    entries = desk.view.entries
    return desk.plan(
        TEMPLATE,
        head,
        it=Specimens(
            pages=pages,
            cards=_states(found, Card),
            figures=_states(found, Figure),
            proofs=_states(found, Proof),
            voices=_states(found, Voice),
            claims=_states(found, Claim),
            pictures=_states(found, Picture)[:1],
            options=next((o for e in entries if (o := getattr(e, "options", ()))), ()),
            awards=_awards(desk.view),
            coverage=_largest([value for value in found if isinstance(value, Coverage)]),
            over=next((value for value in found if isinstance(value, OverTime)), None),
        ),
    )


def _note(ref: str, front: str) -> Entry:
    path, shape = f"content/{ref}.md", BY_FOLDER[ref.partition("/")[0]]
    return read_entry(path, f"---\n{front}\n---\n".encode(), shape).entry


def _reviewed(desk: Desk) -> list[object]:
    """What only others are shown: words instead of a figure or a proof."""
    view = example_view(desk.view.config, desk.view.today, Audience.REVIEW)
    other = Desk(view)
    return [plan.context for plan in OUTPUTS["entries"](other) if isinstance(plan, Plan)]


def _values(value: object) -> Iterator[object]:
    """Every value that a page's context holds, at any depth."""
    if isinstance(value, Mapping):
        for key, held in value.items():
            if key not in {"site", "page"}:
                yield from _values(held)
    elif isinstance(value, tuple | list):
        for member in value:
            yield from _values(member)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type | Entry):
        yield value
        for field in dataclasses.fields(value):
            yield from _values(getattr(value, field.name))


def _state(value: object) -> tuple[object, ...]:
    """Which parts a value has: what a template may leave out or draw."""
    assert dataclasses.is_dataclass(value)  # noqa: S101
    return tuple(bool(getattr(value, field.name)) for field in dataclasses.fields(value))


def _states(found: Iterable[object], shape: type[V]) -> tuple[V, ...]:
    """The first value of a shape in each state, those with most parts first."""
    first: dict[tuple[object, ...], V] = {}
    for value in found:
        if isinstance(value, shape):
            first.setdefault(_state(value), value)
    return tuple(sorted(first.values(), key=lambda value: -sum(map(bool, _state(value)))))


def _each_kind(pages: list[EntryPage]) -> tuple[EntryPage, ...]:
    """Of each kind the fullest page and the barest, and one that is not finished."""
    chosen: dict[str, EntryPage] = {}
    for kind in dict.fromkeys(page.kind for page in pages):
        same = sorted((p for p in pages if p.kind == kind), key=_fullness)
        for page in (same[-1], same[0], *(p for p in same if p.unfinished), *_replaced(same)):
            chosen.setdefault(page.address, page)
    return tuple(chosen.values())


def _replaced(pages: Iterable[EntryPage]) -> list[EntryPage]:
    return [page for page in pages if page.superseded_by][:1]


def _fullness(page: EntryPage) -> int:
    return sum(map(bool, _state(page))) + len(page.facts) + len(page.figures)


def _largest(found: list[Coverage]) -> Coverage | None:
    return max(found, key=lambda coverage: len(coverage.rows), default=None)


def _awards(view: View) -> tuple[object, ...]:
    profile = view.profile
    held: tuple[object, ...] = (*profile.certificates, *profile.awards, *profile.publications)
    return held
