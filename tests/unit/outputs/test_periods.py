"""Which packets and brag documents a view has, and where they stand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.folio import SETTINGS, Folio

from whyfolio.dates import parse_when
from whyfolio.model.audience import Audience
from whyfolio.outputs.periods import (
    packet_address,
    period_before,
    period_named,
    periods,
    present_period,
    window,
)

STORY = "what: I did it.\nwhy: It helped.\naudience: review\n"
CYCLES = """
[[cycle]]
id = "Spring 26"
title = "Spring review"
start = 2026-01-01
end = 2026-05-31
due = 2026-06-10

[[cycle]]
id = "2026-H2"
start = 2026-07-01
end = 2026-12-31
"""


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    return Folio.at(tmp_path)


def test_without_cycles_each_half_year_that_holds_an_entry_has_a_document(folio: Folio) -> None:
    folio.entry("stories/new", f"date: 2026-09\n{STORY}")
    folio.entry("lessons/old", "date: 2024-03\nwhat: x\naudience: review\n")
    found = [(p.id, p.address) for p in periods(folio.view(Audience.REVIEW))]
    assert found == [("2026-H2", "/brag/2026-h2/"), ("2024-H1", "/brag/2024-h1/")]


def test_cycles_of_the_settings_replace_the_half_years(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path, SETTINGS + CYCLES)
    folio.entry("stories/old", f"date: 2020-01\n{STORY}")
    found = [(p.title, p.address) for p in periods(folio.view(Audience.REVIEW))]
    assert found == [("2026-H2", "/brag/2026-h2/"), ("Spring review", "/brag/spring-26/")]


def test_a_hidden_entry_makes_no_period(folio: Folio) -> None:
    folio.entry("stories/kept", f"date: 2026-09\n{STORY}".replace("review", "private"))
    assert periods(folio.view(Audience.REVIEW)) == ()
    assert [p.id for p in periods(folio.view(Audience.PRIVATE))] == ["2026-H2"]


def test_the_public_has_no_period_and_no_packet(folio: Folio) -> None:
    folio.entry("stories/seen", f"date: 2026-09\n{STORY}".replace("review", "public"))
    view = folio.view()
    assert (periods(view), packet_address(view)) == ((), "")


def test_the_packet_asked_for_last_is_the_one_in_the_menu(folio: Folio) -> None:
    folio.entry("packets/early", "level: senior\nas_of: 2024-02\n")
    folio.entry("packets/late", "level: staff\nperiod: 2026\n")
    assert packet_address(folio.view(Audience.REVIEW)) == "/packets/late/"


def test_without_a_packet_entry_a_story_is_enough_for_a_packet(folio: Folio) -> None:
    assert packet_address(folio.view(Audience.REVIEW)) == ""
    folio.entry("stories/one", f"date: 2026-09\n{STORY}")
    assert packet_address(folio.view(Audience.REVIEW)) == "/packets/next/"


# --- which period is meant ---------------------------------------------------------------------


def present(tmp_path: Path, today: str, settings: str = SETTINGS) -> str:
    folio = Folio.at(tmp_path, settings, date.fromisoformat(today))
    return present_period(folio.view(Audience.REVIEW)).id


@pytest.mark.parametrize(
    ("today", "period"),
    [
        ("2026-03-01", "Spring 26"),
        ("2026-06-05", "Spring 26"),
        ("2026-06-10", "Spring 26"),
        ("2026-06-11", "Spring 26"),
        ("2026-07-01", "2026-H2"),
        ("2027-05-01", "2026-H2"),
    ],
)
def test_a_cycle_is_meant_until_it_is_handed_in_and_the_next_has_begun(
    tmp_path: Path, today: str, period: str
) -> None:
    assert present(tmp_path, today, SETTINGS + CYCLES) == period


def test_a_cycle_that_is_due_is_meant_although_the_next_has_begun(tmp_path: Path) -> None:
    cycles = CYCLES.replace("due = 2026-06-10", "due = 2026-07-20")
    assert present(tmp_path, "2026-07-20", SETTINGS + cycles) == "Spring 26"
    assert present(tmp_path, "2026-07-21", SETTINGS + cycles) == "2026-H2"


@pytest.mark.parametrize(
    ("today", "period"),
    [("2026-11-21", "2026-H2"), ("2027-01-31", "2026-H2"), ("2027-02-01", "2027-H1")],
)
def test_without_cycles_it_is_the_half_year_or_in_its_first_month_the_one_before(
    tmp_path: Path, today: str, period: str
) -> None:
    assert present(tmp_path, today) == period


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("spring 26", ("Spring 26", "2026-01-01/2026-05-31")),
        ("2026-q3", ("2026-Q3", "2026-Q3")),
        ("2026", ("2026", "2026")),
        ("2026-05", ("2026-05", "2026-05")),
        ("last year", None),
    ],
)
def test_a_period_is_named_by_its_cycle_or_as_a_date(
    tmp_path: Path, name: str, found: tuple[str, str] | None
) -> None:
    view = Folio.at(tmp_path, SETTINGS + CYCLES).view(Audience.REVIEW)
    period = period_named(view, name)
    assert (period and (period.id, period.when.text)) == found


@pytest.mark.parametrize(
    ("when", "before"),
    [
        ("2026-03", "2026-02"),
        ("2026-01", "2025-12"),
        ("2026-Q1", "2025-Q4"),
        ("2026-H1", "2025-H2"),
        ("2026", "2025"),
        ("2026-01-01/2026-06-30", "2025-H2"),
        ("2026-02/2026-06", "2025-09/2026-01"),
        ("2025-10/2026-09", "2024-10/2025-09"),
        ("2026-03-01/2026-03-10", "2026-02-19/2026-02-28"),
    ],
)
def test_before_a_period_lies_one_of_the_same_length(folio: Folio, when: str, before: str) -> None:
    found = period_before(folio.view(Audience.REVIEW), parse_when(when))
    assert found is not None
    assert found.when.text == before


def test_before_a_cycle_lies_the_cycle_that_ended_last(tmp_path: Path) -> None:
    view = Folio.at(tmp_path, SETTINGS + CYCLES).view(Audience.REVIEW)
    found = period_before(view, parse_when("2026-H2"))
    assert found is not None
    assert found.id == "Spring 26"


def test_before_the_first_year_lies_nothing(folio: Folio) -> None:
    assert period_before(folio.view(Audience.REVIEW), parse_when("0001")) is None


def test_a_window_ends_today_and_begins_with_the_first_entry_where_nothing_else_is_said(
    folio: Folio,
) -> None:
    folio.entry("stories/old", f"date: 2024-03\n{STORY}")
    view = folio.view(Audience.REVIEW)
    april, june = parse_when("2026-04"), parse_when("2026-06")
    assert [
        window(since, until, view).when.text for since, until in [(april, june), (april, None)]
    ] == ["2026-04/2026-06", "2026-04/2026-11-21"]
    assert window(None, june, view).when.text == "2024-03-01/2026-06"
    assert window(april, june, view).id == "2026-04-to-2026-06"
