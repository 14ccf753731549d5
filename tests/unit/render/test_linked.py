"""What a page says of itself in the words of schema.org: right, whole, and only to the public."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from tests.folio import SETTINGS, Folio
from tests.handed import ROOT

from whyfolio.build import artifacts, open_portfolio
from whyfolio.model.audience import Audience
from whyfolio.portfolio.view import select

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
URL = "https://mira.example.com"
# What schema.org and those who read it ask of a thing.
ASKED = {
    "ProfilePage": {"url", "mainEntity"},
    "Person": {"name", "url"},
    "Article": {"url", "headline", "datePublished", "dateModified", "author"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
}
STORY = "date: 2026-09\naudience: public\ntitle: {title}\nwhat: I did it.\nwhy: It helped."


def blocks(page: str) -> list[Any]:
    return [json.loads(found) for found in BLOCK.findall(page)]


def things(value: Any) -> Iterator[dict[str, Any]]:
    """Every thing that is told, also those within others."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for inner in value.values():
            yield from things(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from things(inner)


def test_every_public_page_of_the_example_says_what_it_is() -> None:
    opened = open_portfolio(ROOT, date(2026, 11, 21))
    made = artifacts(select(opened.portfolio, Audience.PUBLIC), ROOT)
    paths = {artifact.path for artifact in made}
    for artifact in made:
        page = artifact.content.decode("utf-8", "replace")
        if not artifact.path.endswith("index.html") or 'http-equiv="refresh"' in page:
            continue
        if artifact.path == "search/index.html":  # tells nothing, and has a script's policy
            continue
        (block,) = blocks(page)
        assert block["@context"] == "https://schema.org"
        for thing in things(block):
            assert ASKED[thing["@type"]] <= thing.keys(), artifact.path
            assert all(thing.values())
            for key in thing.keys() & {"datePublished", "dateModified"}:
                date.fromisoformat(thing[key])
            for key in thing.keys() & {"url", "item", "image"}:
                path = thing[key].removeprefix(f"{URL}/")
                assert (f"{path}index.html" if not path or path.endswith("/") else path) in paths
        steps = [thing for thing in things(block) if thing["@type"] == "ListItem"]
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
        assert not steps or steps[-1]["item"] == f"{URL}/{artifact.path.removesuffix('index.html')}"


def test_a_story_is_an_article_on_the_way_from_home_over_its_list(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path)
    for slug in "ab":
        folio.entry(f"stories/{slug}", STORY.format(title=slug.upper()))
    (block,) = blocks(folio.page("stories/a/index.html"))
    article, way = block["@graph"]
    assert (article["@type"], article["headline"]) == ("Article", "A")
    assert (article["datePublished"], article["dateModified"]) == ("2026-09-01", "2026-09-30")
    steps = [step["item"].removeprefix("https://test.example") for step in way["itemListElement"]]
    assert steps == ["/", "/stories/", "/stories/a/"]


def test_no_page_was_changed_in_days_to_come(tmp_path: Path) -> None:
    front = STORY.format(title="A").replace("2026-09", "2026")
    folio = Folio.at(tmp_path).entry("stories/a", front)
    (block,) = blocks(folio.page("stories/a/index.html"))
    assert block["@graph"][0]["dateModified"] == folio.today.isoformat()


def test_words_of_an_author_never_end_the_block(tmp_path: Path) -> None:
    attack = "</script><script>alert(1)</script><!-- & \\u003c"
    folio = Folio.at(tmp_path).entry("stories/a", STORY.format(title=json.dumps(attack)))
    page = folio.page("stories/a/index.html")
    assert page.count("<script") == 1
    (block,) = blocks(page)
    assert block["@graph"][0]["headline"] == attack


def test_a_policy_knows_the_block_by_its_digest_and_allows_no_other(tmp_path: Path) -> None:
    page = Folio.at(tmp_path).entry("stories/a", STORY.format(title="A & B")).page("index.html")
    (told,) = BLOCK.findall(page)
    digest = base64.b64encode(hashlib.sha256(told.encode()).digest()).decode()
    assert f"; script-src 'sha256-{digest}';" in page


def test_only_a_public_page_with_an_address_says_so(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path).entry("stories/a", STORY.format(title="A"))
    assert blocks(folio.page("index.html"))
    assert not blocks(folio.page("404.html"))
    assert not blocks(folio.page("index.html", Audience.REVIEW))
    folio.write("whyfolio.toml", SETTINGS.replace('url = "https://test.example"', ""))
    assert not blocks(folio.page("index.html"))
