"""Feeds, sitemap, robots and the page for addresses that lead nowhere."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.folio import SETTINGS, Folio

from whyfolio.model.audience import Audience

ATOM = "{http://www.w3.org/2005/Atom}"
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
MACHINE_FILES = {"feed.xml", "feed.json", "sitemap.xml"}


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    folio = Folio.at(tmp_path)
    front = "what: I kept 5 < 6 & more.\nwhy: y\naudience: public\n"
    folio.entry(
        "stories/new", f"title: New & <b>\ndate: 2026-09-14\n{front}", "See [old](old.md).\n"
    )
    folio.entry("stories/old", f"title: Old\ndate: 2024\nupdated: 2026-10-01\n{front}")
    return folio.entry("stories/kept", "title: Kept\ndate: 2026-01\nwhat: x\nwhy: y\n")


def test_the_atom_feed_holds_the_public_entries_with_their_dates(folio: Folio) -> None:
    feed = ET.fromstring(folio.page("feed.xml"))  # noqa: S314 - made by us
    told = [
        [part.findtext(f"{ATOM}{name}") for name in ("title", "id", "published", "updated")]
        for part in feed.iter(f"{ATOM}entry")
    ]
    at = "https://test.example/stories"
    assert told == [
        ["New & <b>", f"{at}/new/", "2026-09-14T00:00:00Z", "2026-09-14T00:00:00Z"],
        ["Old", f"{at}/old/", "2024-01-01T00:00:00Z", "2026-10-01T00:00:00Z"],
    ]
    assert feed.findtext(f"{ATOM}updated") == "2026-10-01T00:00:00Z"


def test_links_in_a_feed_are_whole(folio: Folio) -> None:
    posts = json.loads(folio.page("feed.json"))["items"]
    assert 'href="https://test.example/stories/old/"' in posts[0]["content_html"]
    assert [post["title"] for post in posts] == ["New & <b>", "Old"]


def test_the_sitemap_lists_every_public_page_and_no_other(folio: Folio) -> None:
    found = ET.fromstring(folio.page("sitemap.xml")).iter(f"{MAPS}loc")  # noqa: S314 - made by us
    listed = {str(loc.text).removeprefix("https://test.example") for loc in found}
    pages = {
        f"/{path.removesuffix('index.html')}"
        for path in folio.pages()
        if path.endswith("index.html")
    }
    assert listed == pages


def test_feeds_and_sitemap_need_an_address_and_the_public(folio: Folio) -> None:
    assert not MACHINE_FILES & set(folio.pages(Audience.REVIEW))
    folio.write("whyfolio.toml", SETTINGS.replace('url = "https://test.example"', ""))
    assert not MACHINE_FILES & set(folio.pages())
    assert "canonical" not in folio.page("index.html")


def test_what_is_handed_over_asks_not_to_be_indexed(folio: Folio) -> None:
    assert folio.page("robots.txt", Audience.REVIEW) == "User-agent: *\nDisallow: /\n"
    page = folio.page("stories/new/index.html", Audience.REVIEW)
    assert '<meta name="robots" content="noindex' in page
    assert "canonical" not in page
    public = folio.page("stories/new/index.html")
    assert '<link rel="canonical" href="https://test.example/stories/new/">' in public


def test_there_is_a_page_for_addresses_that_lead_nowhere(folio: Folio) -> None:
    assert all("404.html" in folio.pages(audience) for audience in Audience)
