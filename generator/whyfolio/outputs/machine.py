"""What machines read: feeds, sitemap, robots file; and the page for addresses that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape

from whyfolio.markdown.converter import plain
from whyfolio.model.artifact import Artifact
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry
from whyfolio.model.plan import Plan
from whyfolio.outputs.addresses import address_of
from whyfolio.outputs.feeds import Feed, Post, feed_files, read_elsewhere
from whyfolio.outputs.site import Desk, described

IN_FEED = frozenset(["story", "decision", "lesson"])
MOST_IN_FEED = 50


def plans(desk: Desk) -> Iterator[Plan | Artifact]:
    """`/404.html` and `/robots.txt`; feeds only for a public site with an address."""
    title = desk.words.text("page.not_found")
    yield desk.plan("pages/not_found.html", desk.head("/404.html", title, "page"), it=None)
    yield Artifact("robots.txt", _robots(desk).encode())
    if desk.site.feeds:
        yield from feed_files(_feed(desk))


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


def _feed(desk: Desk) -> Feed:
    site, today, fed = desk.site, desk.view.today, _fed(desk)
    newest = max((day for _, day in fed), default=date(2000, 1, 1))
    return Feed(
        title=site.title,
        name=site.name or site.title,
        url=site.url,
        language=site.language,
        updated=_stamp(newest, today),
        posts=tuple(_post(desk, entry, day) for entry, day in fed),
    )


def _fed(desk: Desk) -> list[tuple[Entry, date]]:
    dated = [
        (entry, changed.last)
        for entry in desk.view.entries
        if entry.kind in IN_FEED and (changed := entry.updated or entry.date)
    ]
    return dated[:MOST_IN_FEED]


def _post(desk: Desk, entry: Entry, day: date) -> Post:
    today = desk.view.today
    return Post(
        title=entry.title,
        address=address_of(entry),
        published=_stamp(entry.date.first if entry.date else day, today),
        updated=_stamp(day, today),
        summary=plain(described(entry)),
        html=read_elsewhere(desk.links.body(entry).html, desk.site.url),
        tags=tuple(entry.tags),
    )


def _stamp(day: date, today: date) -> str:
    """Midnight UTC of the entry's day, never later than today: a year's last day may be to come."""
    return f"{min(day, today).isoformat()}T00:00:00Z"
