"""Which template draws which pages, and the types of what each is given: a theme's contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from whyfolio.dataclass import dataclass
from whyfolio.model.kinds import KINDS
from whyfolio.outputs.brag.lines import Lines
from whyfolio.outputs.brag.shapes import Brag
from whyfolio.outputs.coach.shapes import BigPicture, Loop, Overview, Strategy
from whyfolio.outputs.competencies import CompetencyPage
from whyfolio.outputs.handout.manager import ManagerPage
from whyfolio.outputs.handout.one_to_one import OneToOne
from whyfolio.outputs.handout.pages import Cited
from whyfolio.outputs.packet.shapes import Packet
from whyfolio.outputs.page_shapes import Favicon, Home, Listing, Resume
from whyfolio.outputs.search.shapes import SearchPage
from whyfolio.outputs.shapes import EntryPage, Link, PageHead, Site


@dataclass(frozen=True, slots=True)
class PageContext:
    """One template that pages are drawn with.

    Attributes:
        template: its name below `templates/`.
        draws: which pages, in words.
        it: the type of the value `it`; None where there is none.
        more: further values, by name: their type, and what they are in words.
    """

    template: str
    draws: str
    it: type | None
    more: Mapping[str, tuple[object, str]]


COMMON: Mapping[str, type] = {"site": Site, "page": PageHead}
_REFS: Mapping[str, tuple[object, str]] = {
    "refs": (str, 'which sentences have the number of their proof: "all", "claims" or "none"'),
    "cited": (
        tuple[Cited, ...],
        "the sources, where every sentence has its number; may be missing",
    ),
    "marks": (Mapping[str, str], "the number of each source, by its ref; may be missing"),
}
_COACH = {
    "overview": ("the first page for the author alone, `/coach/`", Overview),
    "strategy": ("`/coach/strategy/`", Strategy),
    "loop": ("`/coach/loop/`", Loop),
    "big-picture": ("`/coach/big-picture/`", BigPicture),
}


def _page_contexts() -> Iterator[PageContext]:
    yield PageContext("pages/home.html", "the first page", Home, {})
    for kind, shape in KINDS.items():
        if kind != "packet":
            where = f"/{shape.folder}/SLUG/" if kind != "page" else "/SLUG/"
            yield PageContext(f"entries/{kind}.html", f"{kind}: `{where}`", EntryPage, {})
    yield PageContext("pages/list.html", "all of a kind, and `/tags/TAG/`", Listing, {})
    yield PageContext("pages/timeline.html", "`/timeline/`", Listing, {})
    yield PageContext("pages/search.html", "`/search/`", SearchPage, {})
    yield PageContext("pages/competency.html", "`/competencies/ID/`", CompetencyPage, {})
    yield PageContext("pages/resume.html", "`/resume/`", Resume, {})
    yield PageContext("pages/not_found.html", "`/404.html`", None, {})
    yield PageContext("pages/moved.html", "an address that an entry had before", Link, {})
    yield PageContext("favicon.svg", "`/favicon.svg`, the icon of a tab", Favicon, {})
    yield PageContext("packet/packet.html", "the promotion packet", Packet, _REFS)
    yield PageContext("packet/manager.html", "the packet's page for a manager", ManagerPage, _REFS)
    yield PageContext("packet/one_to_one.html", "the page for the next talk", OneToOne, _REFS)
    yield PageContext("brag/brag.html", "a brag document", Brag, {})
    yield PageContext("brag/lines.html", "a dated list, without a portfolio", Lines, {})
    for name, (draws, shape) in _COACH.items():
        yield PageContext(f"coach/{name}.html", draws, shape, {})


CONTEXTS: Mapping[str, PageContext] = {found.template: found for found in _page_contexts()}
