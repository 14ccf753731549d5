"""What a page is, in the words of schema.org: for search engines, which read no design.

All of it stands elsewhere in the page too: the block says nothing that its readers do not see.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from markupsafe import Markup

from whyfolio.markdown.inline import plain

# What ends the block, or could begin another one, is written as JSON's own escapes.
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
_json = json.JSONEncoder(ensure_ascii=False).encode

Thing = Mapping[str, object]


class Shown(Protocol):
    """A picture of the page."""

    @property
    def address(self) -> str:
        """Where it stands in the site."""


class Led(Protocol):
    """Words and where they lead."""

    @property
    def title(self) -> str:
        """The words."""

    @property
    def address(self) -> str:
        """Where they lead."""


def linked(page: Any, site: Any) -> Markup:  # noqa: ANN401 - a PageHead and a Site, of a floor above
    """The block of JSON-LD for the head of a page that has an address of its own, as an element.

    Browsers take it for what it is and run nothing of it, also where a policy forbids scripts.
    """
    told = _told(page, site)
    return Markup(f'<script type="application/ld+json">{told}</script>')  # noqa: S704 - see `_told`


def linked_digest(page: Any, site: Any) -> Markup:  # noqa: ANN401 - as above
    """By what a policy knows the block: the digest of what it holds."""
    digest = base64.b64encode(hashlib.sha256(_told(page, site).encode()).digest()).decode()
    return Markup(f"'sha256-{digest}'")  # noqa: S704 - letters, digits and +/=


def _told(page: Any, site: Any) -> str:  # noqa: ANN401 - as above
    """What is told, of which nothing can end the block. It is asked for twice in each page."""
    global _last  # noqa: PLW0603 - kept by being the same page, which is far quicker than a hash
    last = _last
    if last[0] is page and last[1] is site:
        return last[2]
    graph = list(_things(page, site))
    told = _json({"@context": "https://schema.org", "@graph": graph}).translate(_ESCAPES)
    _last = page, site, told
    return told


_last: tuple[object, object, str] = (None, None, "")


def _things(page: Any, site: Any) -> Iterator[Thing]:  # noqa: ANN401 - as above
    if page.kind == "profile":
        person = _person(page, site)
        yield _filled("ProfilePage", url=page.canonical, name=page.title, mainEntity=person)
    elif page.kind == "article":
        yield _filled(
            "Article",
            url=page.canonical,
            headline=page.title,
            description=page.description,
            image=_image(page.picture or page.card, site.url),
            datePublished=page.published,
            dateModified=page.updated or page.published,
            inLanguage=site.language,
            author=_filled("Person", name=site.name or site.title, url=f"{site.url}/"),
        )
    if page.address != "/":
        yield _filled("BreadcrumbList", itemListElement=list(_steps(page, site)))


def _person(page: Any, site: Any) -> Thing:  # noqa: ANN401 - as above
    elsewhere: Sequence[Led] = site.contacts
    return _filled(
        "Person",
        name=site.name or site.title,
        url=f"{site.url}/",
        description=plain(site.label),
        image=_image(page.picture, site.url),
        sameAs=[link.address for link in elsewhere if link.address.startswith("http")],
    )


def _steps(page: Any, site: Any) -> Iterator[Thing]:  # noqa: ANN401 - as above
    """The way from the first page: over the list of a kind where the menu has it."""
    menu: Sequence[Led] = site.menu
    ways = [link for link in menu if page.address.startswith(link.address) and link.address != "/"]
    between = [(link.title, link.address) for link in ways if link.address != page.address]
    way = [(site.name or site.title, "/"), *between, (page.title, page.address)]
    for position, (name, address) in enumerate(way, 1):
        yield _filled("ListItem", position=position, name=name, item=f"{site.url}{address}")


def _image(picture: Shown | None, url: str) -> str:
    return f"{url}{picture.address}" if picture else ""


def _filled(kind: str, **said: object) -> Thing:
    """A thing with what is known of it."""
    return {"@type": kind} | {name: value for name, value in said.items() if value}
