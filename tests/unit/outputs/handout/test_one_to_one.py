"""The page for the next talk: what happened, what has a day, and one thing to ask."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from tests.folio import SETTINGS, Folio

from whyfolio.model.audience import Audience
from whyfolio.model.kinds import Packet
from whyfolio.outputs.handout.one_to_one import OneToOne, one_to_one_plan
from whyfolio.outputs.site import Desk

CAREER = '\n[career]\nladder = "five-areas"\nlevel = "senior"\nnext_level = "staff"\n'
OPEN = "audience: review\n"


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    return Folio.at(tmp_path, SETTINGS + CAREER)


def page(folio: Folio, audience: Audience = Audience.REVIEW) -> OneToOne:
    desk = Desk(folio.view(audience))
    held = [entry for entry in desk.view.of_kind("packet") if isinstance(entry, Packet)]
    found = one_to_one_plan(desk, held[0] if held else None).context["it"]
    assert isinstance(found, OneToOne)
    return found


def raised(folio: Folio, audience: Audience = Audience.REVIEW) -> list[str]:
    return [found.title for found in page(folio, audience).raised]


def opened(folio: Folio) -> list[tuple[str, str]]:
    return [(found.text.text, found.day.text) for found in page(folio).open]


def test_the_page_has_these_parts_and_no_other() -> None:
    assert [field.name for field in dataclasses.fields(OneToOne)] == [
        *("title", "name", "since", "today"),
        *("raised", "open", "ask"),
    ]


# --- worth raising -----------------------------------------------------------------------------


def test_what_happened_in_the_last_four_weeks_is_worth_raising(folio: Folio) -> None:
    story = f"{OPEN}what: I did it.\nwhy: It helped.\nimpact: pages 6 -> 1\n"
    folio.entry("stories/new", f"title: New\ndate: 2026-11-02\n{story}")
    folio.entry("stories/old", f"title: Old\ndate: 2026-09-02\n{story}")
    folio.entry("decisions/d", f"title: Choice\ndate: 2026-11-03\n{OPEN}what: A queue it is.\n")
    folio.entry(
        "decisions/e",
        f"title: Outcome\ndate: 2025-11\n{OPEN}outcome: {{date: 2026-11, note: It held.}}\n",
    )
    folio.entry("lessons/l", f"title: Lesson\ndate: 2026-11-04\n{OPEN}what: Ask.\nchanged: I do.\n")
    found = page(folio)
    assert found.since is not None
    assert found.since.text == "2026-10-24"
    assert [r.title for r in found.raised] == ["New", "Choice", "Outcome", "Lesson"]
    assert [(r.what.text, r.why.text, r.figure.text) for r in found.raised] == [
        ("I did it.", "It helped.", "pages: 6 → 1, −83 %"),
        ("A queue it is.", "", ""),
        ("It held.", "", ""),
        ("Ask.", "I do.", ""),
    ]


def test_a_session_with_the_manager_begins_the_time_anew_and_one_with_a_coach_does_not(
    folio: Folio,
) -> None:
    folio.entry("stories/a", f"date: 2026-11-02\n{OPEN}what: I did it.\nwhy: It helped.\n")
    folio.entry("stories/b", f"date: 2026-11-12\n{OPEN}what: I did more.\nwhy: It helped.\n")
    folio.entry("sessions/coach", f"date: 2026-11-18\n{OPEN}with: Bea Lind (coach)\n")
    assert raised(folio) == ["B", "A"]
    folio.entry("sessions/sam", f"date: 2026-11-10\n{OPEN}with: Sam Okoro (manager)\n")
    assert raised(folio) == ["B"]


def test_a_private_session_tells_its_reader_nothing(folio: Folio) -> None:
    folio.entry("stories/a", f"date: 2026-11-02\n{OPEN}what: I did it.\nwhy: It helped.\n")
    folio.entry("sessions/sam", "date: 2026-11-10\nwith: Sam Okoro (manager)\n")
    assert raised(folio) == ["A"]
    assert page(folio).since == page(folio.remove("sessions/sam")).since


def test_where_nothing_happened_the_newest_stands_without_a_day_it_counts_from(
    folio: Folio,
) -> None:
    for n in range(1, 5):
        front = f"date: 2026-0{n}\n{OPEN}what: I did it.\nwhy: It helped.\n"
        folio.entry(f"stories/s{n}", front)
    found = page(folio)
    assert (found.since, [r.title for r in found.raised]) == (None, ["S4", "S3"])


def test_others_words_are_raised_but_not_the_managers_own(folio: Folio) -> None:
    said = f"date: 2026-11-02\n{OPEN}consent: review\nquote: Well done.\n"
    folio.entry("feedback/peer", f"{said}from: Tom Reyes (peer)\n")
    folio.entry("feedback/sam", f"{said}from: Sam Okoro (manager)\n")
    [only] = page(folio).raised
    assert (only.title, only.what.text, only.quoted) == ("Tom Reyes, peer", "Well done.", True)


# --- still open --------------------------------------------------------------------------------


def test_what_is_open_stands_by_its_day_and_what_is_over_does_not(folio: Folio) -> None:
    folio.entry("actions/late", f"title: Late\n{OPEN}due: 2026-11-02\nstatus: open\n")
    folio.entry("actions/soon", f"title: Soon\n{OPEN}due: 2026-12-02\n")
    folio.entry("actions/done", f"title: Done\n{OPEN}due: 2026-12-02\nstatus: done\n")
    folio.entry("actions/some-day", f"title: Some day\n{OPEN}status: open\n")
    folio.entry("goals/near", f"title: Near\n{OPEN}horizon: 2026-12-31\nstatus: clear\n")
    folio.entry("goals/reached", f"title: Reached\n{OPEN}horizon: 2026-12\nstatus: reached\n")
    folio.entry("goals/far", f"title: Far\n{OPEN}horizon: 2029\nstatus: clear\n")
    folio.entry(
        "decisions/d", f"title: Choice\ndate: 2026-03\n{OPEN}what: X.\nrevisit: 2026-12-15\n"
    )
    folio.entry(
        "decisions/e",
        f"title: Known\ndate: 2026-03\n{OPEN}revisit: 2026-12-15\noutcome: {{note: It held.}}\n",
    )
    assert opened(folio) == [
        ("Late", "was due: 2 Nov 2026"),
        ("Soon", "due: 2 Dec 2026"),
        ("Choice", "look again: 15 Dec 2026"),
        ("Near", "due: 31 Dec 2026"),
        ("Some day", ""),
    ]


def test_an_action_names_the_goal_that_it_serves_if_its_reader_may_read_it(folio: Folio) -> None:
    folio.entry("goals/g", f"title: Calm nights\n{OPEN}")
    folio.entry("actions/a", f"title: Ask\n{OPEN}due: 2026-12\ngoal: goals/g\n")
    assert [found.note.text for found in page(folio).open] == ["Calm nights"]
    folio.entry("goals/g", "title: Calm nights\n")
    assert [found.note.text for found in page(folio).open] == [""]


# --- one ask -----------------------------------------------------------------------------------


def test_a_question_that_the_manager_answered_is_asked_again_with_what_came_since(
    folio: Folio,
) -> None:
    folio.entry(
        "feedback/sam",
        f"date: 2026-07-07\n{OPEN}consent: review\nfrom: Sam Okoro (manager)\n"
        "question: What would stop you?\nquote: You hand over too late.\n"
        "competencies: [leadership]\nactions: [actions/a]\n",
    )
    folio.entry("actions/a", f"title: List\n{OPEN}status: done\noutcome: Eleven things.\n")
    for name, date in (("before", "2026-03"), ("after", "2026-09")):
        shows = f"shows:\n  - competency: leadership\n    how: As of {name}.\n"
        folio.entry(f"stories/{name}", f"date: {date}\n{OPEN}what: X.\nwhy: Y.\n{shows}")
    ask = page(folio).ask
    assert ask is not None
    assert (ask.text.text, ask.text.refs) == ("What would stop you?", ("feedback/sam",))
    assert (ask.before.text, ask.answer.text) == (
        "You answered on 7 Jul 2026:",
        "You hand over too late.",
    )
    assert [sentence.text for sentence in ask.since] == ["Eleven things.", "As of after."]


def test_without_such_a_question_a_goal_then_a_plan_then_the_level_is_asked_about(
    folio: Folio,
) -> None:
    helped = "success: Two plans.\nhelped_by: Sam Okoro (manager)\n"
    folio.entry("goals/g", f"title: Wider\n{OPEN}{helped}")
    folio.entry("packets/one", "level: staff\ngaps:\n  - seen_as: Too late.\n    plan: By May.\n")

    def asked() -> tuple[str, str]:
        ask = page(folio).ask
        assert ask is not None
        return ask.text.text, ask.answer.text

    assert asked() == ("Would you help with this?", "Wider")
    folio.remove("goals/g")
    assert asked() == ("Is this plan enough for you?", "By May.")
    folio.entry("packets/one", "level: staff\n")
    assert asked() == ("What would you want to see before Staff?", "")


def test_without_anything_the_page_holds_a_name(tmp_path: Path) -> None:
    found = page(Folio.at(tmp_path))
    assert (found.name, found.raised, found.open, found.ask) == ("Kim Vale", (), (), None)
