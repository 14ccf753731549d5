"""The part of a page that is the document: no menu, no way into a site that does not travel."""

from __future__ import annotations

import base64
import mimetypes
import posixpath
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.dammit import EntitySubstitution
from bs4.formatter import HTMLFormatter

from whyfolio.exporters.document import Document

LETTER = frozenset(["US", "CA", "MX", "CL", "CO", "PH"])  # where paper is Letter, not A4
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
OUTSIDE = frozenset(["http", "https", "mailto", "tel"])


def body_of(document: Document) -> Tag:
    """What the page says, from its ribbon to its end, with every address settled.

    Links within the document and off the site stay. A link to another page of the site becomes
    that page's public URL where it has one, else plain text. Pictures are `data:` addresses.
    """
    soup = BeautifulSoup(document.html, "html.parser")
    main = soup.find("main")
    held = main if isinstance(main, Tag) else soup.find("body") or soup
    assert isinstance(held, Tag)  # noqa: S101 - find() on a name gives tags
    for left in every(held, "nav", "script", "template"):
        left.decompose()
    ribbon = soup.find(class_="ribbon")
    if isinstance(ribbon, Tag):
        held.insert(0, ribbon.extract())
    for image in every(held, "img"):
        _settle_picture(image, document)
    for link in every(held, "a"):
        _settle_link(link, document)
    held.attrs.pop("tabindex", None)
    return held


def every(held: Tag, *names: str) -> Iterator[Tag]:
    """All tags of these names."""
    for found in held.find_all(list(names)):
        if isinstance(found, Tag):
            yield found


def _settle_picture(image: Tag, document: Document) -> None:
    address = urljoin(document.address, str(image.get("src", "")))
    content = document.pictures.get(address)
    if content is None:
        image.replace_with(str(image.get("alt", "")))
        return
    kind = mimetypes.guess_type(posixpath.basename(address))[0] or "image/png"
    for screen in ("srcset", "sizes", "loading", "decoding"):
        image.attrs.pop(screen, None)
    image["src"] = f"data:{kind};base64,{base64.b64encode(content).decode()}"


def _settle_link(link: Tag, document: Document) -> None:
    written = str(link.get("href", ""))
    if written.startswith("#"):
        return
    settled = written if urlsplit(written).scheme in OUTSIDE else _public(written, document)
    if settled:
        link["href"] = settled
    else:
        link.unwrap()


def _public(written: str, document: Document) -> str:
    address, mark, fragment = urljoin(document.address, written).partition("#")
    folder = address.removesuffix("index.html")
    known = document.public.get(folder, "")
    return f"{known}{mark}{fragment}" if known else ""


def paper_of(document: Document) -> str:
    """The paper that the language's country uses: "A4" or "letter"."""
    country = document.language.partition("-")[2].upper()
    return "letter" if country in LETTER else "A4"


def serialised(tag: Tag) -> str:
    """The tag and what is in it as HTML, characters as they are."""
    return tag.decode(formatter=_FORMATTER)


_FORMATTER = HTMLFormatter(
    entity_substitution=EntitySubstitution.substitute_xml, void_element_close_prefix=""
)
