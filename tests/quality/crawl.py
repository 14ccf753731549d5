"""Follow every link of a site, as somebody would who wants to have seen all of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.error import URLError
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from urllib.request import urlopen

ADDRESSES = {"href", "src", "poster", "action"}


class _Links(HTMLParser):
    """The addresses and the ids of one page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = {"top"}  # a browser knows "#top" on every page
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "link" and ("rel", "canonical") in attrs:
            return  # where the page will stand, not where it stands now
        for name, value in attrs:
            if name == "content" and ("http-equiv", "refresh") in attrs and value:
                self.links.append(value.partition("url=")[2])
            if name == "id" and value:
                self.ids.add(value)
            elif name in ADDRESSES and value is not None:
                self.links.append(value)
            elif name == "srcset" and value:
                self.links += [part.split()[0] for part in value.split(",")]


@dataclass
class Crawl:
    """What was found on the way through a site.

    Attributes:
        root: the address that every address of the site begins with, "http://host/a/path/".
        reached: the addresses that were opened, without fragments.
        broken: "page → link: what is wrong".
        links: how many links were followed.
    """

    root: str
    reached: set[str] = field(default_factory=set)
    broken: list[str] = field(default_factory=list)
    links: int = 0
    _ids: dict[str, set[str]] = field(default_factory=dict)

    def follow(self, *first: str) -> Crawl:
        """Open pages of the site, by their paths in it, and all that they lead to."""
        ahead = [(self.root, path, urljoin(self.root, path)) for path in first]
        asked: list[tuple[str, str, str]] = []
        while ahead:
            page, link, url = ahead.pop()
            self.links += 1
            address, fragment = urldefrag(url)
            if not address.startswith(self.root):
                if urlsplit(address)[:2] == urlsplit(self.root)[:2]:
                    self.broken.append(f"{page} → {link}: leads out of the site")
                continue
            if fragment:
                asked.append((page, link, url))
            if address not in self.reached:
                self.reached.add(address)
                ahead += self._opened(page, link, address)
        for page, link, url in asked:
            address, fragment = urldefrag(url)
            if address in self._ids and unquote(fragment) not in self._ids[address]:
                self.broken.append(f"{page} → {link}: there is no such place on the page")
        return self

    def _opened(self, page: str, link: str, address: str) -> Iterator[tuple[str, str, str]]:
        try:
            with urlopen(address) as answer:  # noqa: S310 - an address of the site under test
                kind = answer.headers.get_content_type()
                text = answer.read()
        except (URLError, OSError) as error:
            self.broken.append(f"{page} → {link}: {error}")
            return
        if kind == "text/html":
            found = _Links(text.decode())
            self._ids[address] = found.ids
            for other in found.links:
                if not other.startswith(("mailto:", "tel:", "data:")):
                    yield address, other, urljoin(address, other)
