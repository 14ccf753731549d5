"""The search page as it is without a script: everything, by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from whyfolio.model.entry import Entry
from whyfolio.model.kinds import BY_FOLDER
from whyfolio.model.plan import Plan
from whyfolio.outputs.addresses import SEARCH, address_of
from whyfolio.outputs.links import Links
from whyfolio.outputs.search.shapes import Filter, Findable, SearchPage, Shelf, Tools
from whyfolio.outputs.site import Desk, has_search

KIND, COMPETENCY, YEAR, TAG = "kind", "competency", "year", "tag"
FILTERS = (KIND, COMPETENCY, YEAR, TAG)


def plans(desk: Desk) -> Iterator[Plan]:
    """`/search/`, from twenty entries on."""
    if has_search(desk.view):
        title = desk.words.text("page.search")
        head = desk.head(SEARCH, title, "list", description=title)
        yield desk.plan("pages/search.html", head, it=_page(desk, title))


def with_tools(plan: Plan, tools: Tools) -> Plan:
    """The same page with a search."""
    found = plan.context["it"]
    assert isinstance(found, SearchPage)  # noqa: S101 - only `plans` makes such a page
    return replace(plan, context={**plan.context, "it": replace(found, tools=tools)})


def _page(desk: Desk, title: str) -> SearchPage:
    shelves = [
        Shelf(desk.label(folder), tuple(_findable(entry, desk) for entry in entries))
        for folder, kind in BY_FOLDER.items()
        if (entries := desk.view.of_kind(kind.kind))
    ]
    pages = [page for shelf in shelves for page in shelf.pages]
    return SearchPage(title, tuple(shelves), _filters(pages), len(pages))


def _findable(entry: Entry, desk: Desk) -> Findable:
    when = entry.date or getattr(entry, "start", None) or getattr(entry, "due", None)
    kind = desk.words.text(f"kind.{entry.kind}")
    words = (
        (KIND, (kind,)),
        (COMPETENCY, _competencies(entry, desk.links)),
        (YEAR, (str(when.last.year),) if when else ()),
        (TAG, tuple(dict.fromkeys(entry.tags))),
    )
    unfinished = entry.ref in desk.links.view.unfinished
    return Findable(entry.title, address_of(entry), kind, when, unfinished, words)


def _competencies(entry: Entry, links: Links) -> tuple[str, ...]:
    shown = [claim.competency for claim in getattr(entry, "shows", ())]
    named = [*shown, *getattr(entry, "competencies", ())]
    return tuple(dict.fromkeys(links.competency(one).title for one in named))


def _filters(pages: list[Findable]) -> tuple[Filter, ...]:
    """Those that leave a choice: a word that every page has would change nothing."""
    found: dict[str, dict[str, None]] = {name: {} for name in FILTERS}
    for page in pages:
        for name, words in page.words:
            found[name].update(dict.fromkeys(words))
    orders = {
        KIND: list(found[KIND]),
        COMPETENCY: sorted(found[COMPETENCY], key=str.casefold),
        YEAR: sorted(found[YEAR], reverse=True),
        TAG: sorted(found[TAG], key=str.casefold),
    }
    having = Counter(name for page in pages for name, words in page.words if words)
    return tuple(
        Filter(name, tuple(words))
        for name, words in orders.items()
        if len(words) > 1 or (words and having[name] < len(pages))
    )
