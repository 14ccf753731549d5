"""A document as its readers get it: the rendered page with all that it shows.

Exporters read this and nothing else. A page comes from a view, so what is held back from its
audience is in none of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from pathlib import Path

from whyfolio.content.media import publishable
from whyfolio.dataclass import dataclass
from whyfolio.model.artifact import Artifact
from whyfolio.model.audience import Audience
from whyfolio.model.plan import Plan
from whyfolio.outputs.registry import products
from whyfolio.outputs.shapes import PageHead
from whyfolio.outputs.site import Desk
from whyfolio.portfolio.portfolio import Portfolio
from whyfolio.portfolio.view import select
from whyfolio.render.environment import renderer_for
from whyfolio.render.theme import load_theme


@dataclass(frozen=True, slots=True)
class Document:
    """One rendered page, ready to become a file.

    Attributes:
        title: as the page is called.
        author: whose portfolio it is from.
        language: of its words, as in `lang`.
        day: the day that metadata names; never the clock's.
        address: where the page stands in its site, "/packets/x/".
        page: the page's HTML.
        stylesheet: all styles of its theme.
        pictures: the bytes of each picture on the page, by its address in the site.
        public: the public URL of each page that anyone may read, by its address in the site.
    """

    title: str
    author: str
    language: str
    day: date
    address: str
    page: Artifact
    stylesheet: str
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    public: Mapping[str, str] = field(default_factory=dict)

    @property
    def html(self) -> str:
        """The page as text."""
        return self.page.content.decode()


def document_of(
    desk: Desk, plan: Plan, project: Path, public: Mapping[str, str] | None = None
) -> Document:
    """Render one plan of a view.

    Args:
        desk: the view that the plan was made from.
        plan: the page.
        project: the folder that holds the project's themes and pictures.
        public: what `public_pages` gives, so that links to public pages stay links.

    Raises:
        Refused: a template or a picture is at fault.
    """
    theme = load_theme(desk.view.config.site.theme, project)
    page = renderer_for(theme, desk.site.language, file_links=False).render(plan)
    html, head = page.content.decode(), plan.context["page"]
    shown = [a for a in desk.links.attachments() if a.address.lstrip("/") in html]
    return Document(
        title=head.title if isinstance(head, PageHead) else desk.site.title,
        author=desk.site.name,
        language=desk.site.language,
        day=desk.view.today,
        address=plan.address,
        page=page,
        stylesheet=theme.stylesheet().decode(),
        pictures={a.address: _picture(project, a.source) for a in shown},
        public=public or {},
    )


def public_pages(portfolio: Portfolio) -> Mapping[str, str]:
    """The public URL of each page that anyone may read; nothing without `[site] url`."""
    url = portfolio.config.site.url.rstrip("/")
    if not url:
        return {}
    # Where a page stands does not depend on its text, and to render a thousand takes seconds.
    bare = tuple(replace(entry, body="") for entry in portfolio.entries)
    view = select(replace(portfolio, entries=bare), Audience.PUBLIC)
    plans = (product for product in products(Desk(view)) if isinstance(product, Plan))
    return {plan.address: f"{url}{plan.address}" for plan in plans}


def _picture(project: Path, source: str) -> bytes:
    return publishable(project / "content" / source, f"content/{source}")
