"""The one HTML file: it carries what it shows, asks for nothing, and leads where it may."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import io
import re
from datetime import date

import pytest
from bs4 import BeautifulSoup
from PIL import Image
from tests.handed import demo

from whyfolio.exporters import html
from whyfolio.exporters.document import Document
from whyfolio.model.artifact import Artifact

ASKING = ("src", "srcset", "poster", "data", "background")


def shown(main: str, **more: object) -> Document:
    page = f'<html lang="de" data-accent="moss"><head><title>T · S</title></head><body>{main}'
    made = Document("T", "Kim", "de", date(2026, 11, 21), "/p/x/", Artifact("p", page.encode()), "")
    return dataclasses.replace(made, **more)


def made(document: Document) -> BeautifulSoup:
    return BeautifulSoup(html.export(document).decode(), "html.parser")


def test_the_demo_asks_for_nothing_and_runs_nothing() -> None:
    page = made(demo())
    assert page.find_all(["script", "link", "iframe", "object", "base", "form"]) == []
    asked = [tag[name] for tag in page.find_all() for name in ASKING if tag.has_attr(name)]
    assert [address for address in asked if not address.startswith("data:")] == []
    styles = page.style.get_text()
    assert re.findall(r"@import|url\(", styles) == []


def test_its_policy_allows_its_own_styles_by_their_digest_and_pictures_inside() -> None:
    page = made(demo())
    policy = page.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
    digest = base64.b64encode(hashlib.sha256(page.style.string.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; form-action 'none'"
    )
    assert [tag for tag in page.find_all() if tag.has_attr("style")] == []


def test_it_keeps_language_choices_and_title_of_its_page() -> None:
    page = made(shown("<main>x</main>"))
    assert page.html.attrs == {"lang": "de", "data-accent": "moss"}
    assert page.title.get_text() == "T · S"


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("#here", "#here"),
        ("https://x.example/a", "https://x.example/a"),
        ("mailto:kim@x.example", "mailto:kim@x.example"),
        ("../../stories/open/", "https://site.example/stories/open/"),
        ("../../stories/open/index.html#a", "https://site.example/stories/open/#a"),
        ("../../stories/closed/", None),
        ("../../stories/closed/index.html", None),
        ("javascript:alert(1)", None),
    ],
)
def test_a_link_leads_within_the_file_off_the_site_or_to_a_public_page(
    written: str, left: str | None
) -> None:
    public = {"/stories/open/": "https://site.example/stories/open/"}
    page = made(shown(f'<main><p>See <a href="{written}">this</a>.</p></main>', public=public))
    assert page.main.get_text().strip() == "See this."
    assert [link["href"] for link in page.find_all("a")] == ([left] if left else [])


def test_pictures_travel_inside_and_a_missing_one_leaves_its_words() -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (2, 2), "red").save(buffer, "PNG")
    main = '<main><img src="../../files/a-1.png" alt="One"><img src="../../b.png" alt="Two"></main>'
    page = made(shown(main, pictures={"/files/a-1.png": buffer.getvalue()}))
    [picture] = page.find_all("img")
    assert picture["src"] == f"data:image/png;base64,{base64.b64encode(buffer.getvalue()).decode()}"
    assert page.main.get_text().strip() == "Two"


def test_the_ways_into_the_site_stay_behind_and_the_ribbon_goes_along() -> None:
    head = '<header><p class="ribbon">For you.</p><nav><a href="/">Home</a></nav></header>'
    page = made(shown(f"{head}<main><nav>Others</nav><p>The case.</p></main><footer>Feed</footer>"))
    assert " ".join(page.body.get_text(" ").split()) == "For you. The case."


def test_a_style_sheet_cannot_end_its_own_element() -> None:
    page = made(shown("<main>x</main>", stylesheet="a::before { content: '</style><b>y</b>' }"))
    assert page.find_all("b") == []
    assert page.main.get_text() == "x"
