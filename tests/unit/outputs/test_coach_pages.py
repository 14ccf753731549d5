"""The author's own pages: strategy, loop and big picture, in no site but the private one."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from tests.folio import Folio

from whyfolio.model.audience import Audience
from whyfolio.outputs.coach.big_picture import big_picture
from whyfolio.outputs.coach.days import since
from whyfolio.outputs.coach.loop import chains, loop
from whyfolio.outputs.coach.strategy import strategy
from whyfolio.outputs.site import Desk

PRIVATE = Audience.PRIVATE
STORY = "date: 2026-09\nwhat: I did it.\nwhy: It helped.\n"


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    return Folio.at(tmp_path)


def desk(folio: Folio) -> Desk:
    return Desk(folio.view(PRIVATE))


def words(html: str) -> str:
    main = html.partition("<main")[2]
    return " ".join(unescape(re.sub(r"<[^<>]*>", " ", main)).split())


def titles(links: tuple[object, ...]) -> list[str]:
    return [link.title for link in links]  # type: ignore[attr-defined]


def test_no_other_site_has_a_page_of_the_coach(folio: Folio) -> None:
    folio.entry("stories/one", f"{STORY}audience: public\nwork: glue\n")
    folio.entry("goals/calm", "title: Calm\naudience: public\nstatus: clear\n")

    coached = {
        audience: [path for path in folio.pages(audience) if "coach" in path]
        for audience in Audience
    }

    assert coached[Audience.PUBLIC] == coached[Audience.REVIEW] == []
    assert (
        coached[PRIVATE]
        == [
            "coach/loop/index.html",
            "coach/big-picture/index.html",
            "coach/index.html",
        ][1:]
    )


def test_an_empty_portfolio_has_none_either(folio: Folio) -> None:
    assert [path for path in folio.pages(PRIVATE) if "coach" in path] == []


def test_actions_stand_in_the_order_in_which_they_follow_one_another(folio: Folio) -> None:
    folio.entry("goals/calm", "title: Calm\nstatus: clear\n")
    folio.entry("actions/c", "title: Third\nstatus: open\ndue: 2026-12-01\ngoal: goals/calm\n")
    folio.entry("actions/a", "title: First\nstatus: done\nlearned_self: A.\nnext: actions/b\n")
    folio.entry("actions/b", "title: Second\nstatus: not done\nnext: actions/c\n")

    (chain,) = chains(desk(folio))

    assert [step.link.title for step in chain.steps] == ["First", "Second", "Third"]
    assert [step.silent for step in chain.steps] == [False, True, False]
    assert not chain.broken


def test_a_closed_chain_is_broken_only_while_its_goal_is_wanted_and_nothing_is_open(
    folio: Folio,
) -> None:
    folio.entry("goals/calm", "title: Calm\nstatus: clear\n")
    folio.entry("goals/over", "title: Over\nstatus: retired\n")
    folio.entry("actions/a", "title: A\nstatus: done\ngoal: goals/calm\n")
    folio.entry("actions/b", "title: B\nstatus: done\ngoal: goals/over\n")
    assert {c.steps[0].link.title: c.broken for c in chains(desk(folio))} == {"A": True, "B": False}

    folio.entry("actions/c", "title: C\nstatus: open\ngoal: goals/calm\n")
    assert not any(chain.broken for chain in chains(desk(folio)))


def test_actions_that_go_round_in_a_circle_are_each_told_once(folio: Folio) -> None:
    folio.entry("actions/a", "title: A\nnext: actions/b\n")
    folio.entry("actions/b", "title: B\nnext: actions/a\n")

    told = [step.link.title for chain in chains(desk(folio)) for step in chain.steps]

    assert sorted(told) == ["A", "B"]


def test_what_is_new_since_the_last_session_is_the_next_ones_agenda(folio: Folio) -> None:
    folio.entry("sessions/one", "title: One\ndate: 2026-10-07\nagenda: x\n")
    folio.entry("sessions/two", "title: Two\ndate: 2027-01-07\nagenda: x\n")
    folio.entry("stories/old", f"title: Old\n{STORY}")
    folio.entry("stories/new", f"title: New\n{STORY.replace('2026-09', '2026-11-02')}")
    folio.entry("decisions/new", "title: Chosen\ndate: 2026-11-03\nwhat: x\nwhy: y\n")

    told = since(desk(folio))

    assert told is not None
    assert told.session is not None
    assert told.session.title == "One"
    assert [(title, titles(links)) for title, links in told.groups] == [
        ("Work", ["New"]),
        ("Decisions", ["Chosen"]),
    ]


def test_a_sprint_shows_each_of_its_months_with_its_sessions(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path, "schema = 1\n[sprint]\nstart = 2026-09-07\nweeks = 12\n")
    for day in ("2026-09-01", "2026-09-09", "2026-11-04"):
        folio.entry(f"sessions/{day}", f"date: {day}\nagenda: x\n")

    made = loop(desk(folio))

    assert made is not None
    assert made.sprint is not None
    assert [(m.month.text, titles(m.sessions)) for m in made.sprint.months] == [
        ("2026-09", ["2026-09-09"]),
        ("2026-10", []),
        ("2026-11", ["2026-11-04"]),
    ]


def test_the_same_question_gathers_its_answers_whatever_its_capitals(folio: Folio) -> None:
    said = "question: {}\nquote: {}\n"
    folio.entry("feedback/a", "date: 2026-01\n" + said.format("What can I do better?", "Ask."))
    folio.entry("feedback/b", "date: 2026-05\n" + said.format("what can I do better", "Wait."))
    folio.entry("feedback/c", "date: 2026-06\nquote: Thanks.\n")

    made = loop(desk(folio))

    assert made is not None
    assert [[voice.quote for voice in one.answers] for one in made.asked] == [
        ["Wait.", "Ask."],
        ["Thanks."],
    ]


def test_values_name_what_serves_them_and_what_serves_nothing_is_named(folio: Folio) -> None:
    folio.write("content/profile.md", "---\nname: Kim Vale\nvalues: [calm, candour]\n---\n")
    folio.entry("goals/nights", "title: Nights\nstatus: clear\nserves: [Calm]\n")
    folio.entry("goals/lost", "title: Lost\nstatus: rough\n")
    folio.entry("stories/a", f"title: A\n{STORY}serves: [goals/nights]\n")
    folio.entry("stories/b", f"title: B\n{STORY}")

    made = big_picture(desk(folio))

    assert made is not None
    assert [
        (value.value, titles(value.goals.links), titles(value.stories.links))
        for value in made.values
    ] == [("calm", ["Nights"], ["A"]), ("candour", [], [])]
    assert titles(made.goals_alone.links) == ["Lost"]
    assert titles(made.stories_alone.links) == ["B"]


@pytest.mark.parametrize(("closed", "plotted"), [(9, False), (10, True)])
def test_sureness_is_compared_with_outcomes_from_ten_decisions_on(
    folio: Folio, closed: int, plotted: bool
) -> None:
    for number in range(closed):
        result = "right" if number % 2 else "wrong"
        process = "good" if number else "poor"
        folio.entry(
            f"decisions/d{number}",
            f"date: 2026-01\nwhat: x\nwhy: y\nconfidence: {90 if number < 4 else 61 + number}\n"
            f"outcome:\n  date: 2026-06\n  result: {result}\n  process: {process}\n",
        )

    made = big_picture(desk(folio))

    assert made is not None
    assert made.judged is not None
    assert (made.judged.good, made.judged.poor) == (closed - 1, 1)
    told = [(row.stated, row.right, row.decisions.count) for row in made.judged.plot]
    assert told == ([(90, 50, 4), (70, 100, 1), (67, 40, 5)] if plotted else [])


def test_only_what_nobody_else_can_know_of_is_unseen(folio: Folio) -> None:
    folio.entry("stories/told", f"title: Told\n{STORY}audience: public\n")
    folio.entry("stories/shared", f"title: Shared\n{STORY}audience: review\n")
    folio.entry("stories/heard", f"title: Heard\n{STORY}")
    folio.entry("stories/own", f"title: Own\n{STORY}scope: self\n")
    folio.entry("stories/quiet", f"title: Quiet\n{STORY}")
    folio.entry("feedback/f", "date: 2026-10\nfrom: Sam\nquote: Good.\nabout: [stories/heard]\n")

    made = big_picture(desk(folio))

    assert made is not None
    assert titles(made.unseen.links) == ["Quiet"]


def test_long_lists_say_how_many_there_are_besides(folio: Folio) -> None:
    for number in range(14):
        folio.entry(f"stories/s{number}", f"title: S{number}\n{STORY}first_time: true\n")

    made = big_picture(desk(folio))

    assert made is not None
    assert (len(made.firsts.links), made.firsts.more) == (12, 2)
    assert "and 2 more" in words(folio.page("coach/big-picture/index.html", PRIVATE))


def test_strategy_says_what_the_level_expects_anew_and_who_names_it(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path, 'schema = 1\n[career]\nlevel = "senior"\nnext_level = "staff"\n')
    folio.write(
        "content/profile.md",
        "---\nname: Kim Vale\nfocus:\n  - area: Handing over\nexemplars:\n"
        "  - alias: The Gardener\n    does: Names others.\n    competency: leadership\n"
        "    try: Write who found what.\n---\n",
    )
    folio.entry("stories/one", f"title: One\n{STORY}role: owner\nshows: execution - I did it\n")

    made = strategy(desk(folio))
    text = words(folio.page("coach/strategy/index.html", PRIVATE))

    assert made is not None
    assert (made.from_level, made.level) == ("Senior", "Staff")
    assert [area.title for area in made.areas if area.hints] == ["Leadership"]
    assert all(area.steps and area.verdict for area in made.areas)
    assert "Not said yet: how would you know?" in text
    assert "Write who found what." in text


def test_without_a_level_wanted_there_is_no_strategy_unless_something_is_said(
    folio: Folio,
) -> None:
    folio.entry("stories/one", STORY)
    assert strategy(desk(folio)) is None

    folio.write("content/profile.md", "---\nname: Kim\nfocus:\n  - area: Writing\n---\n")
    made = strategy(desk(folio))
    assert made is not None
    assert [one.area for one in made.focus] == ["Writing"]
