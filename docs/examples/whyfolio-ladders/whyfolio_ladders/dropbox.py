"""Dropbox's career framework: an HTML page for each level of each role."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bs4 import BeautifulSoup

from whyfolio.importers.found import LeftOut
from whyfolio.importers.ladder.draft import Draft, Expected, Reading, Row, Rung, unread
from whyfolio.importers.ladder.importing import Shape, importer_of
from whyfolio.importers.ladder.level_words import number_of, role_of
from whyfolio.importers.ladder.tree import plain
from whyfolio.importers.registry import Request
from whyfolio.importers.sources import Text

_CODE = re.compile(r"((?:IC|M)\d+)\s+(.+)\Z")
_HIDDEN = ["script", "style", "template", "noscript"]


@dataclass(slots=True)
class _Page:
    """One level of one role: what is expected, by theme and competency."""

    text: Text
    code: str
    role: str
    scope: str = ""
    cells: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))


def read(texts: Sequence[Text], _request: Request) -> Iterator[Reading]:
    """A ladder for each role; a page that is no level is left out."""
    roles: dict[str, list[_Page]] = defaultdict(list)
    for text in texts:
        try:
            page = _page(text)
        except RecursionError:
            yield unread(text.place(), "this page is nested too deep to be read")
            continue
        if page is None and len(texts) == 1:
            yield unread(text.place(), "this page describes no level, as IC3 or M2")
        elif page is None:
            yield LeftOut(text.place(), "describes no level")
        else:
            roles[role_of(page.role)].append(page)
    for pages in roles.values():
        pages.sort(key=lambda page: (page.code[0] != "I", number_of(page.code)))
        yield _draft(pages)


def _page(text: Text) -> _Page | None:
    soup = BeautifulSoup(text.text, "html.parser")
    body = soup.find(id="doc-container")
    if body is None:
        return None
    for hidden in body.find_all(_HIDDEN):
        hidden.decompose()
    page: _Page | None = None
    theme = competency = ""
    for tag in body.find_all(["h1", "h2", "h3", "p", "li"]):
        words = plain(tag.get_text(" ", strip=True))
        if tag.name == "h1" and page is None:
            found = _CODE.match(words)
            page = _Page(text, found[1], found[2]) if found else None
        elif page is None:
            continue
        elif tag.name in {"h1", "h2", "h3"}:
            theme, competency = words, ""
        elif tag.name == "p" and (bold := tag.find("strong")) and tag.find_parent("li") is None:
            said = plain(bold.get_text(" ", strip=True))
            if theme or page.cells or page.scope:
                competency = said
            else:
                page.scope = said
        elif tag.name == "li" and words and tag.find(["ul", "ol"]) is None:
            page.cells[theme, competency or theme or "Scope"].append(words)
    return page if page and page.cells else None


def _draft(pages: Sequence[_Page]) -> Draft:
    rows: dict[tuple[str, str], dict[str, tuple[Expected, ...]]] = {}
    for page in pages:
        for key, said in page.cells.items():
            rows.setdefault(key, {})[page.code] = tuple(map(Expected, said))
    first = pages[0]
    return Draft(
        name=first.role,
        title=first.role,
        place=first.text.place(),
        rungs=tuple(Rung(page.code, f"{page.code} {page.role}", page.scope) for page in pages),
        rows=tuple(Row(title, cells, theme=theme) for (theme, title), cells in rows.items()),
    )


IMPORTER = importer_of(
    Shape(
        doc="Read Dropbox's career framework: a ladder for each role among a folder's pages.\n\n"
        "Example: whyfolio import dropbox dbx-career-framework/docs --dry-run",
        endings=(".html",),
        read=read,
    )
)
