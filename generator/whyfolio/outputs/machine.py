"""What machines read: feeds, sitemap, robots file; and the page for addresses that lead nowhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from html import escape

from whyfolio.markdown.converter import bind, plain
from whyfolio.model.artifact import Artifact
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry
from whyfolio.model.plan import Plan
from whyfolio.outputs.addresses import address_of
from whyfolio.outputs.site import Desk, described

IN_FEED = frozenset(["story", "decision", "lesson"])
MOST_IN_FEED = 50
# What a page says of its pictures to a browser; in a reader of feeds such addresses lead nowhere.
_SCREEN = re.compile(r'(?<=")(?: (?:srcset|sizes|loading|decoding)="[^"]*")+(?=[^<>]*>)')


def plans(desk: Desk) -> Iterator[Plan | Artifact]:
    """`/404.html` and `/robots.txt`; feeds only for a public site with an address."""
    title = desk.words.text("page.not_found")
    yield desk.plan("pages/not_found.html", desk.head("/404.html", title, "page"), it=None)
    yield Artifact("robots.txt", _robots(desk).encode())
    if desk.site.feeds:
        yield Artifact("feed.xml", _atom(desk).encode())
        yield Artifact("feed.json", _json_feed(desk).encode())


def sitemap(desk: Desk, addresses: list[tuple[str, str]]) -> Artifact:
    """All public pages as (address, date of the entry or "")."""
    url = desk.site.url
    lines = ['<?xml version="1.0" encoding="utf-8"?>']
    lines.append('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">')
    for address, day in addresses:
        changed = f"<lastmod>{day}</lastmod>" if day else ""
        lines.append(f"<url><loc>{escape(url + address)}</loc>{changed}</url>")
    lines.append("</urlset>\n")
    return Artifact("sitemap.xml", "\n".join(lines).encode())


def _robots(desk: Desk) -> str:
    if desk.view.audience is not Audience.PUBLIC:
        return "User-agent: *\nDisallow: /\n"
    lines = ["User-agent: *", "Disallow:"]
    if desk.site.feeds:
        lines.append(f"Sitemap: {desk.site.url}/sitemap.xml")
    return "\n".join(lines) + "\n"


def _fed(desk: Desk) -> list[tuple[Entry, date]]:
    dated = [
        (entry, changed.last)
        for entry in desk.view.entries
        if entry.kind in IN_FEED and (changed := entry.updated or entry.date)
    ]
    return dated[:MOST_IN_FEED]


def _stamp(day: date, today: date) -> str:
    """Midnight UTC of the entry's day, never later than today: a year's last day may be to come."""
    return f"{min(day, today).isoformat()}T00:00:00Z"


def _absolute(desk: Desk, entry: Entry) -> str:
    body = desk.links.body(entry).html
    url = desk.site.url

    def whole(written: str) -> str:
        return f"{url}{written}" if written.startswith("/") else written

    return _SCREEN.sub("", bind(body, whole)) if body else ""


def _atom(desk: Desk) -> str:
    site, fed = desk.site, _fed(desk)
    today = desk.view.today
    newest = max((day for _, day in fed), default=date(2000, 1, 1))
    author = f"<author><name>{escape(site.name or site.title, quote=False)}</name></author>"
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{escape(site.language)}">',
        f"<title>{escape(site.title, quote=False)}</title>",
        f"<id>{escape(site.url)}/</id>",
        f'<link rel="self" type="application/atom+xml" href="{escape(site.url)}/feed.xml"/>',
        f'<link rel="alternate" type="text/html" href="{escape(site.url)}/"/>',
        f"<updated>{_stamp(newest, today)}</updated>",
        author,
    ]
    for entry, day in fed:
        address = f"{site.url}{address_of(entry)}"
        first = entry.date.first if entry.date else day
        summary = plain(described(entry))
        html = _absolute(desk, entry)
        lines += [
            "<entry>",
            f"<title>{escape(entry.title, quote=False)}</title>",
            f"<id>{escape(address)}</id>",
            f'<link rel="alternate" type="text/html" href="{escape(address)}"/>',
            f"<published>{_stamp(first, today)}</published>",
            f"<updated>{_stamp(day, today)}</updated>",
            f"<summary>{escape(summary, quote=False)}</summary>" if summary else "",
            f'<content type="html">{escape(html, quote=False)}</content>' if html else "",
            "</entry>",
        ]
    return "\n".join(line for line in (*lines, "</feed>") if line) + "\n"


def _json_feed(desk: Desk) -> str:
    site = desk.site
    posts = []
    for entry, day in _fed(desk):
        address = f"{site.url}{address_of(entry)}"
        summary = plain(described(entry))
        html = _absolute(desk, entry)
        post = {
            "id": address,
            "url": address,
            "title": entry.title,
            "summary": summary,
            **({"content_html": html} if html else {"content_text": summary or entry.title}),
            "date_published": _stamp(entry.date.first if entry.date else day, desk.view.today),
            "date_modified": _stamp(day, desk.view.today),
            "tags": list(entry.tags),
        }
        posts.append({key: value for key, value in post.items() if value})
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": site.title,
        "home_page_url": f"{site.url}/",
        "feed_url": f"{site.url}/feed.json",
        "language": site.language,
        "authors": [{"name": site.name or site.title, "url": f"{site.url}/"}],
        "items": posts,
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"
