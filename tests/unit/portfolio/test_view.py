"""The audience gate: what each audience sees, and that the rest does not exist for it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.folio import Folio

from whyfolio.build import open_portfolio
from whyfolio.model.audience import Audience
from whyfolio.model.work import Story
from whyfolio.portfolio.view import View
from whyfolio.portfolio.withheld import withheld

PUBLIC, REVIEW, PRIVATE = Audience.PUBLIC, Audience.REVIEW, Audience.PRIVATE
STORY = "date: 2026-09\nwhat: I did it.\nwhy: It helped.\n"


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    return Folio.at(tmp_path)


def story(view: View, ref: str = "stories/one") -> Story:
    entry = view.by_ref[ref]
    assert isinstance(entry, Story)
    return entry


def test_an_entry_is_private_until_its_author_says_otherwise(folio: Folio) -> None:
    folio.entry("stories/one", STORY)
    assert [len(folio.view(audience).entries) for audience in Audience] == [0, 0, 1]


def test_a_draft_and_tomorrow_are_in_no_built_view_but_in_the_preview(folio: Folio) -> None:
    folio.entry("stories/draft", f"{STORY}audience: public\ndraft: true")
    folio.entry("stories/today", "date: 2026-11-21\nwhat: x\nwhy: y\naudience: public")
    folio.entry("stories/tomorrow", "date: 2026-11-22\nwhat: x\nwhy: y\naudience: public")
    folio.entry("positions/next", "title: New job\nstart: 2027-01\naudience: public")
    assert [entry.ref for entry in folio.view().entries] == ["stories/today"]
    preview = folio.view(drafts=True)
    assert preview.unfinished == {"stories/draft", "stories/tomorrow", "positions/next"}


def test_figures_proof_claims_and_names_are_for_reviewers_unless_opened(folio: Folio) -> None:
    folio.entry(
        "stories/one",
        STORY
        + "audience: public\nwith: Ana (design lead)\ncost: two months\n"
        + "impact: lost orders 12 -> 3 (Grafana)\nevidence: https://a.example Report\n"
        + "shows: execution - by framing it\n",
    )
    public, review = story(folio.view()), story(folio.view(REVIEW))
    assert (public.impact, public.evidence, public.shows, public.cost) == ((), (), (), "")
    assert [person.name for person in public.people] == [""]
    assert [person.role for person in public.people] == ["design lead"]
    assert (len(review.impact), len(review.evidence), len(review.shows)) == (1, 1, 1)
    assert (review.people[0].name, review.cost) == ("Ana", "two months")


def test_a_hidden_figure_leaves_what_its_author_chose(folio: Folio) -> None:
    folio.entry(
        "stories/one",
        STORY
        + "audience: public\nimpact:\n"
        + "  - measure: revenue\n    before: 200\n    after: 300\n    else: percent\n"
        + "  - measure: margin\n    after: 41\n    else: a healthy margin\n"
        + "  - measure: headcount\n    after: 17\n",
    )
    percent, words = story(folio.view()).impact
    assert (percent.measure, percent.change, percent.before) == ("revenue", "+50 %", "")
    assert (words.instead, words.measure, words.after) == ("a healthy margin", "", "")


def test_feedback_reaches_no_further_than_its_giver_agreed(folio: Folio) -> None:
    front = "date: 2026-09\nfrom: Sam Okoro (manager)\nquote: Good.\naudience: public\n"
    folio.entry("feedback/unasked", front)
    folio.entry("feedback/review", f"{front}consent: review\n")
    folio.entry("feedback/public", f"{front}consent: public\n")
    seen = [{entry.slug for entry in folio.view(audience).entries} for audience in Audience]
    assert seen == [{"public"}, {"public", "review"}, {"public", "review", "unasked"}]


def test_a_ref_to_what_is_hidden_vanishes_and_leaves_no_backlink(folio: Folio) -> None:
    folio.entry("decisions/secret", "date: 2026-01\nwhat: x\nwhy: y\n")
    folio.entry("stories/one", f"{STORY}audience: public\ndecisions: decisions/secret\n")
    folio.entry("lessons/own", "date: 2026-02\nwhat: x\nlearned_from: stories/one\n")
    public, private = folio.view(), folio.view(PRIVATE)
    assert (story(public).decisions, dict(public.backlinks)) == ((), {})
    assert private.backlinks["decisions/secret"] == ("stories/one",)
    assert private.backlinks["stories/one"] == ("lessons/own",)


def test_a_goal_that_a_public_story_serves_is_for_reviewers_a_value_for_anyone(
    folio: Folio,
) -> None:
    folio.entry("goals/calm", "title: Calm nights\naudience: public\n")
    folio.entry("stories/one", f"{STORY}audience: public\nserves: [goals/calm, candour]\n")
    assert story(folio.view()).serves == ("candour",)
    assert story(folio.view(REVIEW)).serves == ("goals/calm", "candour")


def test_a_position_is_found_by_the_storys_last_day_over_everything(folio: Folio) -> None:
    folio.entry("positions/old", "title: A\nstart: 2020-01\nend: 2026-06\n")
    folio.entry("positions/new", "title: B\nstart: 2026-07\naudience: public\n")
    folio.entry("stories/one", f"{STORY}audience: public\n")
    folio.entry("stories/two", "date: 2026-05\nwhat: x\nwhy: y\naudience: public\n")
    assert story(folio.view()).position == "positions/new"
    assert story(folio.view(), "stories/two").position == ""
    assert story(folio.view(PRIVATE), "stories/two").position == "positions/old"


def test_two_positions_at_once_are_never_guessed_between(folio: Folio) -> None:
    folio.entry("positions/day", "title: A\nstart: 2020-01\n")
    folio.entry("positions/night", "title: B\nstart: 2026-07\naudience: public\n")
    folio.entry("stories/one", f"{STORY}audience: public\n")
    assert story(folio.view()).position == ""


def test_private_fields_of_a_public_entry_stay_private(folio: Folio) -> None:
    folio.entry(
        "goals/calm", "title: Calm\naudience: public\norigin: manager\nwhy_mine: I slept badly.\n"
    )
    seen = [folio.view(audience).by_ref["goals/calm"] for audience in Audience]
    assert [getattr(goal, "why_mine", None) for goal in seen] == ["", "", "I slept badly."]
    assert [getattr(goal, "origin", None) for goal in seen] == ["", "", "manager"]


def test_the_profile_shows_what_show_names_and_nothing_else(folio: Folio) -> None:
    folio.write(
        "content/profile.md",
        "---\nname: Kim Vale\nemail: kim@vale.example\nphone: 5550100\nvision: A farm.\n"
        "show:\n  public: [email]\n  review: [vision]\n---\n",
    )
    seen = [folio.view(audience).profile for audience in Audience]
    assert [profile.email for profile in seen] == ["kim@vale.example"] * 3
    assert [profile.phone for profile in seen] == ["", "", "5550100"]
    assert [profile.vision for profile in seen] == ["", "A farm.", "A farm."]


def test_what_is_held_back_is_counted_with_its_reason(folio: Folio) -> None:
    folio.entry("stories/one", f"{STORY}audience: public\n")
    folio.entry("stories/two", f"{STORY}audience: review\n")
    folio.entry("stories/three", STORY)
    folio.entry("stories/four", f"{STORY}audience: public\ndraft: true\n")
    folio.entry("stories/five", "date: 2027-01\nwhat: x\nwhy: y\naudience: public\n")
    told = withheld(open_portfolio(folio.root, date(2026, 11, 21)).portfolio, PUBLIC)
    assert (told.shown, told.total, told.drafts, told.future) == (1, 5, 1, 1)
    assert dict(told.narrower) == {REVIEW: 1, PRIVATE: 1}


def test_the_level_in_the_settings_is_not_told_to_everyone(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path, 'schema = 1\n[career]\nlevel = "senior"\nnext_level = "staff"\n')
    assert folio.view().config.career.next_level == ""
    assert folio.view(REVIEW).config.career.next_level == "staff"


def test_a_view_knows_only_the_files_that_its_entries_name(folio: Folio) -> None:
    for name in ("open.txt", "with space.txt", "under_score.txt", "kept.txt", "salaries-2026.txt"):
        folio.write(f"content/files/{name}", "1\n")
    links = r"[a](../files/open.txt) [b](../files/with%20space.txt) [c](../files/under\_score.txt)"
    hidden = "\n\n::: private\n[d](../files/kept.txt)\n:::\n"
    folio.entry("stories/one", f"{STORY}audience: public\n", links + hidden)
    folio.entry("stories/two", STORY, "[e](../files/salaries-2026.txt)")

    seen = [{name.removeprefix("files/") for name in folio.view(a).files} for a in Audience]

    told = {"open.txt", "with space.txt", "under_score.txt"}
    assert seen == [told, told, told | {"kept.txt", "salaries-2026.txt"}]
    assert {path for path in folio.pages() if path.startswith("files/")} == {
        f"files/stories-one-{number}.txt" for number in (1, 2, 3)
    }


@pytest.mark.parametrize(
    ("file", "said", "title"),
    [
        ("待ち行列", "", "待ち行列"),
        ("u\u0308ber-uns", "", "Über uns"),
        ("übung_macht_den", "", "Übung macht den"),
        ("übung", "slug: practice", "Practice"),
        ("checkout-queue", "", "Checkout queue"),
    ],
)
def test_a_note_without_a_title_is_called_as_its_file_is(
    tmp_path: Path, file: str, said: str, title: str
) -> None:
    folio = Folio.at(tmp_path).entry(f"stories/{file}", f"date: 2026-03\n{said}")
    assert [entry.title for entry in folio.view(Audience.PRIVATE).entries] == [title]
