"""The bar tells what a page hides from each audience, and tells it to the author alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.folio import Folio
from whyfolio.preview.app import application
from whyfolio.preview.server import HERE
from whyfolio.preview.state import Site

FULL = """date: 2026-09
audience: public
title: The queue
what: I moved it [for 1.2 million]{.review}.
why: It helped.
cost: Nine weeks of two engineers.
with: Ana Duarte; Tom Reyes
evidence:
  - title: The report
    url: https://a.example
    audience: public
  - title: Hidden ledger
    url: https://b.example
outcome_due: 2026-12-01
related: [lessons/kept]
"""
KEPT = "title: The kept lesson\ndate: 2026-09\nwhat: I waited.\nwhy: Nobody asked.\n"


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    folio = Folio.at(tmp_path)
    folio.entry("stories/queue", FULL, "Seen.\n\n::: private\nUnseen canary.\n:::\n")
    folio.entry("lessons/kept", KEPT)
    folio.entry("stories/draft", "title: Half\ndraft: yes\naudience: public\n" + KEPT[24:])
    return folio.entry(
        "stories/later", "title: Later\ndate: 2027-05\naudience: public\nwhat: I will.\n"
    )


@pytest.fixture
def browser(folio: Folio) -> Iterator[TestClient]:
    site = Site(folio.root, lambda: folio.today)
    with TestClient(application(site, HERE), base_url="http://localhost") as client:
        yield client


def told(browser: TestClient, path: str) -> dict[str, tuple[bool, list[str]]]:
    found = browser.get(f"/_whyfolio/hidden?path={path}").json()
    return {one["audience"]: (one["there"], one["lines"]) for one in found["hidden"]}


def test_each_field_that_others_do_not_see_is_named(browser: TestClient) -> None:
    lesson = "the lesson “The kept lesson”, private"
    assert told(browser, "stories/queue/index.html") == {
        "public": (
            True,
            [
                "related",
                "what (in part)",
                "with",
                "cost",
                "outcome_due",
                "evidence (1 of 2)",
                "the text (in part)",
                lesson,
            ],
        ),
        "review": (True, ["related", "outcome_due", "the text (in part)", lesson]),
    }


def test_a_page_that_others_do_not_have_says_why(browser: TestClient) -> None:
    absent = (False, ["this note is private"])
    assert told(browser, "lessons/kept/index.html") == {"public": absent, "review": absent}
    absent = (False, ["they have no such page"])
    assert told(browser, "coach/index.html") == {"public": absent, "review": absent}
    absent = (False, ["nobody has this page"])
    assert told(browser, "none/index.html") == {"public": absent, "review": absent}


def test_a_list_names_the_entries_that_are_missing_in_it(browser: TestClient, folio: Folio) -> None:
    folio.entry("stories/mine", "title: Mine\ndate: 2026-01\nwhat: I did.\n")
    site = Site(folio.root, lambda: folio.today)
    with TestClient(application(site, HERE), base_url="http://localhost") as fresh:
        found = told(fresh, "stories/index.html")
    assert found["public"] == found["review"] == (True, ["the story “Mine”, private"])


def test_where_nothing_is_hidden_nothing_is_told(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path)
    folio.entry("lessons/open", "date: 2026-09\naudience: public\nwhat: I ask.\nwhy: So.\n")
    site = Site(folio.root, lambda: folio.today)
    with TestClient(application(site, HERE), base_url="http://localhost") as browser:
        found = told(browser, "lessons/open/index.html")
    assert found == {"public": (True, []), "review": (True, [])}


@pytest.mark.parametrize(
    ("page", "mark"),
    [
        ("stories/draft/index.html", "a draft: in no built site"),
        ("stories/later/index.html", "in no built site before 2027-05-01"),
        ("stories/queue/index.html", ""),
        ("index.html", ""),
    ],
)
def test_drafts_and_what_is_to_come_are_marked(browser: TestClient, page: str, mark: str) -> None:
    assert browser.get(f"/_whyfolio/hidden?path={page}").json()["mark"] == mark


def test_no_page_of_others_holds_a_word_of_what_is_hidden(browser: TestClient) -> None:
    """Not even in the bar: what it tells is asked for by its script, and kept in no page."""
    hidden = ("Unseen canary", "kept lesson", "Hidden ledger", "1.2 million", "Nine weeks")
    for page in ("/public/", "/public/stories/queue/", "/public/stories/", "/public/lessons/kept/"):
        text = browser.get(page).text
        assert 'id="whyfolio-bar"' in text
        assert [words for words in hidden if words in text] == []


def test_a_page_at_fault_hides_nothing_by_failing(browser: TestClient, folio: Folio) -> None:
    folio.write("whyfolio.toml", 'schema = 1\n[site]\ntheme = "none"\n')
    site = Site(folio.root, lambda: folio.today)
    with TestClient(application(site, HERE), base_url="http://localhost") as fresh:
        assert fresh.get("/_whyfolio/hidden?path=index.html").json() == {"mark": "", "hidden": []}
