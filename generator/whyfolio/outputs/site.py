"""What every page of an audience has in common: its name, menu, ribbon and head."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

from whyfolio.errors import UsageError
from whyfolio.installed import adding
from whyfolio.markdown.converter import plain
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry
from whyfolio.model.kinds import BY_FOLDER, Page
from whyfolio.model.plan import Deferred, Plan
from whyfolio.outputs.addresses import SEARCH, address_of
from whyfolio.outputs.links import Links
from whyfolio.outputs.shapes import Link, PageHead, Picture, Site
from whyfolio.portfolio.view import View
from whyfolio.render.locale import Words, words_for
from whyfolio.render.social import HEIGHT, WIDTH
from whyfolio.render.typefaces import has_typefaces

MENU_KINDS = ("stories", "decisions", "lessons", "goals", "feedback", "actions", "sessions")
MOST_KINDS = 4
FROM_KIND = 2
SEARCH_FROM = 20


class Desk:
    """What all outputs of one view share: the view, its links, its words, its site."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.links = Links(view)
        self.words: Words = words_for(view.config)
        self.site = _site(view, self)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The folders that menu, first page and timeline show, as the author chose."""
        chosen = dict(self.view.config.site.theme_options).get("kinds", MENU_KINDS)
        return chosen if isinstance(chosen, tuple) else MENU_KINDS

    def label(self, folder: str) -> str:
        """The plural name of a kind, as the settings call it."""
        labels: Mapping[str, str] = dict(self.view.config.site.labels)
        kind = BY_FOLDER[folder].kind
        return labels.get(folder) or labels.get(kind) or self.words.text(f"kinds.{folder}")

    def plan(self, template: str, head: PageHead, **context: object) -> Plan:
        """A page with the context that every template has."""
        return Plan(head.address, template, {"site": self.site, "page": head, **context})

    def plan_of_many(self, template: str, head: PageHead, it: Callable[[], object]) -> Plan:
        """The same for one of many pages: what it shows is made when it is drawn."""
        known = {"site": self.site, "page": head}
        return Plan(head.address, template, Deferred(known, "it", it))

    @property
    def names_cards(self) -> bool:
        """Whether pages name a card: not where nobody may share one, or where none is wanted."""
        return bool(self.site.feeds) and self.view.config.build.cards is not False

    @cached_property
    def has_cards(self) -> bool:
        """Whether each page has a card of its own.

        Raises:
            UsageError: cards are asked for, and the extra is not installed.
        """
        wanted = self.view.config.build.cards
        if wanted is not False and has_typefaces():
            return True
        if wanted:
            raise UsageError(f"cards need typefaces; add them with: {adding('cards')}")
        return False

    def _card(self, address: str, title: str) -> Picture | None:
        """An entry's own card, or the first page's for others."""
        if not self.names_cards:
            return None
        name = self.site.name or self.site.title
        own = address in self._own_cards
        alt = f"{title} · {name}" if own and address != "/" else name
        return Picture(card_address(address if own else "/"), alt, WIDTH, HEIGHT)

    @cached_property
    def _own_cards(self) -> frozenset[str]:
        drawn = self.view.entries if self.has_cards else ()
        return frozenset(["/", *(address_of(entry) for entry in drawn)])

    def head(
        self,
        address: str,
        title: str,
        kind: str,
        *,
        description: str = "",
        picture: Picture | None = None,
        published: str = "",
        updated: str = "",
    ) -> PageHead:
        """The head of one page; only public pages of a site with an address are canonical."""
        url = self.site.url
        return PageHead(
            address=address,
            title=title,
            description=_clipped(plain(description)),
            kind=kind,
            canonical=f"{url}{address}" if url else "",
            noindex=self.view.audience is not Audience.PUBLIC,
            picture=shared(picture),
            card=None if shared(picture) else self._card(address, title),
            published=published,
            updated=updated,
        )


def shared(picture: Picture | None) -> Picture | None:
    """A picture as what stands for a page elsewhere; no service draws one of shapes (SVG)."""
    return picture if picture and not picture.address.endswith(".svg") else None


def card_address(address: str) -> str:
    """Where the social card of a page stands."""
    return f"/assets/cards{address}card.png"


def _clipped(text: str, most: int = 200) -> str:
    """At most so many characters, cut between words; for the invisible description only."""
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(",;:–—-") + " …"


def _site(view: View, desk: Desk) -> Site:
    config, public = view.config.site, view.audience is Audience.PUBLIC
    name = view.profile.name or config.title
    return Site(
        title=config.title or name or "whyfolio",
        name=name,
        label=view.profile.label,
        language=config.language,
        audience=view.audience.value,
        url=config.url.rstrip("/") if public else "",
        menu=_menu(view, desk),
        contacts=_contacts(view),
        feeds=public and bool(config.url),
        ribbon=""
        if public
        else desk.words.text(f"ribbon.{view.audience.value}", name=name or config.title),
        theme=config.theme,
        options=dict(config.theme_options),
    )


def _menu(view: View, desk: Desk) -> tuple[Link, ...]:
    counts = {folder: len(view.of_kind(BY_FOLDER[folder].kind)) for folder in desk.kinds}
    shown = [folder for folder in desk.kinds if counts[folder] >= FROM_KIND][:MOST_KINDS]
    kinds = [Link(desk.label(folder), f"/{folder}/") for folder in shown]
    pages = sorted(
        (page for page in view.entries if isinstance(page, Page) and page.menu),
        key=lambda page: (_weight(page), page.title),
    )
    own = [Link(_menu_title(page), address_of(page)) for page in pages]
    last = [Link(desk.words.text("page.resume"), "/resume/")]
    if has_search(view):
        last.append(Link(desk.words.text("page.search"), SEARCH))
    return (*kinds, *own, *_handed_over(view, desk), *last)


def has_search(view: View) -> bool:
    """Whether there is so much to read that it needs a search page."""
    return len(view.entries) >= SEARCH_FROM


def _handed_over(view: View, desk: Desk) -> tuple[Link, ...]:
    if view.audience is Audience.PUBLIC:
        return ()
    from whyfolio.outputs.periods import packet_address, periods

    packet = packet_address(view)
    found = [Link(desk.words.text("page.packet"), packet)] if packet else []
    if periods(view):
        found.append(Link(desk.words.text("page.brag"), periods(view)[0].address))
    if view.audience is Audience.PRIVATE and view.entries:
        found.append(Link(desk.words.text("coach.title"), "/coach/"))
    return tuple(found)


def _weight(page: Page) -> float:
    try:
        return float(page.menu.weight) if page.menu and page.menu.weight else 0.0
    except ValueError:
        return 0.0


def _menu_title(page: Page) -> str:
    return (page.menu.title if page.menu else "") or page.title


def _contacts(view: View) -> tuple[Link, ...]:
    profile = view.profile
    found = [Link(profile.email, f"mailto:{profile.email}", external=True)] if profile.email else []
    found += [
        Link(account.network or account.username, account.url, external=True)
        for account in profile.profiles
        if account.url
    ]
    return tuple(found)


def described(entry: Entry) -> str:
    """The sentence that describes an entry to a machine."""
    what = getattr(entry, "what", "")
    return entry.summary or entry.short or " ".join(filter(None, [what, getattr(entry, "why", "")]))
