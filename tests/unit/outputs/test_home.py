"""The first page, for portfolios of every size."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.folio import Folio

from whyfolio.model.audience import Audience
from whyfolio.outputs.home import plans
from whyfolio.outputs.page_shapes import Home
from whyfolio.outputs.site import Desk

STORY = "date: 2026-09\nwhat: I did it.\nwhy: It helped.\naudience: public\n"


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    return Folio.at(tmp_path)


def home(folio: Folio) -> Home:
    [plan] = plans(Desk(folio.view()))
    page = plan.context["it"]
    assert isinstance(page, Home)
    return page


def test_an_empty_portfolio_still_has_a_first_page(folio: Folio) -> None:
    page = home(folio)
    assert (page.name, page.leads, page.only) == ("Kim Vale", (), None)
    assert "<h1" in folio.page("index.html")


def test_with_one_story_home_is_that_story(folio: Folio) -> None:
    folio.entry("stories/one", STORY)
    page = home(folio)
    assert page.only is not None
    assert (page.only.title, page.leads) == ("One", ())


def test_the_three_stories_that_a_stranger_can_check_best_stand_first(folio: Folio) -> None:
    for name in "abcd":
        folio.entry(f"stories/{name}", STORY)
    number = "impact:\n  - measure: x\n    after: 3\n    audience: public\n"
    folio.entry("stories/proved", f"{STORY.replace('2026-09', '2020')}role: owner\n{number}")
    assert [card.title for card in home(folio).leads] == ["Proved", "A", "B"]


def test_a_list_of_one_private_story_is_no_list_for_the_public(folio: Folio) -> None:
    folio.entry("stories/kept", STORY.replace("public", "private"))
    assert "stories/index.html" not in folio.pages()
    assert "stories/index.html" in folio.pages(Audience.PRIVATE)


def test_the_menu_holds_kinds_with_two_entries_and_at_most_four(folio: Folio) -> None:
    folio.entry("lessons/only", "date: 2026-09\nwhat: x\naudience: public\n")
    for folder in ("stories", "decisions", "goals"):
        for name in "ab":
            front = "" if folder == "goals" else "date: 2026-09\n"
            folio.entry(f"{folder}/{name}", f"title: T\n{front}audience: public\n")
    menu = [link.title for link in Desk(folio.view()).site.menu]
    assert menu == ["Work", "Decisions", "Goals", "Résumé"]


def test_timeline_and_tags_begin_at_five_entries(folio: Folio) -> None:
    for name in "abcd":
        folio.entry(f"stories/{name}", f"{STORY}tags: [C++]\n")
    assert not {"timeline/index.html", "tags/cpp/index.html"} & set(folio.pages())
    folio.entry("stories/e", STORY)
    assert {"timeline/index.html", "tags/cpp/index.html"} <= set(folio.pages())
