"""Which packets and brag documents a view has, and where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.folio import SETTINGS, Folio

from whyfolio.model.audience import Audience
from whyfolio.outputs.periods import packet_address, periods

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
