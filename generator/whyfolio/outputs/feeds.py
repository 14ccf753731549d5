"""The newest entries for readers of feeds: Atom (RFC 4287) and JSON Feed 1.1."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape

from whyfolio.dataclass import dataclass
from whyfolio.markdown.binding import bind
from whyfolio.model.artifact import Artifact

# What a page says of its pictures to a browser; in a reader of feeds such addresses lead nowhere.
_SCREEN = re.compile(r'(?<=")(?: (?:srcset|sizes|loading|decoding)="[^"]*")+(?=[^<>]*>)')


@dataclass(frozen=True, slots=True)
class Post:
    """One entry of a feed; ``address`` within the site, times as RFC 3339 writes them."""

    title: str
    address: str
    published: str
    updated: str
    summary: str
    html: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """What feeds say; ``url`` is that of the site, without a slash at its end."""

    title: str
    name: str
    url: str
    language: str
    updated: str
    posts: tuple[Post, ...]


class FeedFile(Artifact):
    """A file of a feed, and the feed that it was made of."""

    __slots__ = ("feed",)

    feed: Feed

    def __init__(self, path: str, content: bytes, feed: Feed) -> None:
        for name, value in (("path", path), ("content", content), ("_digest", ""), ("feed", feed)):
            object.__setattr__(self, name, value)

    def __reduce__(self) -> tuple[type[Artifact], tuple[str, bytes]]:
        """How it travels between processes: as a file like any other."""
        return Artifact, (self.path, self.content)


def feed_files(feed: Feed) -> Iterator[FeedFile]:
    """The files of a feed, one a format."""
    yield FeedFile("feed.xml", _atom(feed).encode(), feed)
    yield FeedFile("feed.json", _json(feed).encode(), feed)


def read_elsewhere(body: str, url: str) -> str:
    """The HTML of a body as it is read in another place than the site."""

    def whole(written: str) -> str:
        return f"{url}{written}" if written.startswith("/") else written

    return _SCREEN.sub("", bind(body, whole)) if body else ""


def _atom(feed: Feed) -> str:
    url = escape(feed.url)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{escape(feed.language)}">',
        f"<title>{escape(feed.title, quote=False)}</title>",
        f"<id>{url}/</id>",
        f'<link rel="self" type="application/atom+xml" href="{url}/feed.xml"/>',
        f'<link rel="alternate" type="text/html" href="{url}/"/>',
        f"<updated>{feed.updated}</updated>",
        f"<author><name>{escape(feed.name, quote=False)}</name></author>",
    ]
    for post in feed.posts:
        address = escape(f"{feed.url}{post.address}")
        summary, html = escape(post.summary, quote=False), escape(post.html, quote=False)
        lines += [
            "<entry>",
            f"<title>{escape(post.title, quote=False)}</title>",
            f"<id>{address}</id>",
            f'<link rel="alternate" type="text/html" href="{address}"/>',
            f"<published>{post.published}</published>",
            f"<updated>{post.updated}</updated>",
            f"<summary>{summary}</summary>" if summary else "",
            f'<content type="html">{html}</content>' if html else "",
            "</entry>",
        ]
    return "\n".join(line for line in (*lines, "</feed>") if line) + "\n"


def _json(feed: Feed) -> str:
    posts = []
    for post in feed.posts:
        address = f"{feed.url}{post.address}"
        said = (
            {"content_html": post.html}
            if post.html
            else {"content_text": post.summary or post.title}
        )
        told = {
            "id": address,
            "url": address,
            "title": post.title,
            "summary": post.summary,
            **said,
            "date_published": post.published,
            "date_modified": post.updated,
            "tags": list(post.tags),
        }
        posts.append({key: value for key, value in told.items() if value})
    values = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": f"{feed.url}/",
        "feed_url": f"{feed.url}/feed.json",
        "language": feed.language,
        "authors": [{"name": feed.name, "url": f"{feed.url}/"}],
        "items": posts,
    }
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"
