"""Pages that are planned: what one of many shows is made when it is wanted."""

from __future__ import annotations

from itertools import count

from whyfolio.model.plan import Deferred, Plan

KNOWN = {"site": "A", "page": "B"}


def test_what_one_of_many_pages_shows_is_made_when_it_is_read_and_not_kept() -> None:
    made = count(1)
    context = Deferred(KNOWN, "it", lambda: next(made))
    assert (list(context), len(context)) == (["site", "page", "it"], 3)
    assert (context["site"], context["page"]) == ("A", "B")
    assert next(made) == 1
    assert (context["it"], context["it"]) == (2, 3)


def test_a_settled_page_has_all_its_values_and_makes_none_of_them_again() -> None:
    made = count(1)
    plan = Plan("/a/", "entries/story.html", Deferred(KNOWN, "it", lambda: next(made))).settled()
    assert plan == Plan("/a/", "entries/story.html", {**KNOWN, "it": 1})
    assert (plan.context["it"], plan.context["it"], next(made)) == (1, 1, 2)


def test_a_page_whose_values_are_all_there_is_settled_as_it_is() -> None:
    plan = Plan("/a/", "pages/list.html", {**KNOWN, "it": 1})
    assert plan.settled() is plan
