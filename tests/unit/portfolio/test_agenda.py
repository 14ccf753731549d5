"""What still asks for something, and what does so no longer."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.folio import Folio

from whyfolio.model.audience import Audience
from whyfolio.portfolio.agenda import agenda

DECISION = "date: 2026-04\ntitle: Tills\nrevisit: 2026-Q4"


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    return Folio.at(tmp_path)


def days(folio: Folio) -> list[tuple[str, str, str]]:
    found = agenda(folio.view(Audience.PRIVATE, drafts=True))
    return [(one.day.isoformat(), one.occasion.value, one.ref) for one in found]


def test_a_stretch_of_time_ends_with_its_last_day(folio: Folio) -> None:
    folio.entry("decisions/tills", DECISION)
    folio.entry("actions/ring", "title: Ring\ndue: 2026-12")
    assert days(folio) == [
        ("2026-12-31", "action", "actions/ring"),
        ("2026-12-31", "revisit", "decisions/tills"),
    ]


@pytest.mark.parametrize(
    ("ref", "front"),
    [
        ("actions/ring", "title: Ring\ndue: 2026-12\nstatus: not done"),
        ("decisions/tills", f"{DECISION}\nstatus: rejected"),
        ("decisions/tills", f"{DECISION}\noutcome:\n  date: 2026-09\n  result: right"),
        ("decisions/tills", f"{DECISION}\ndraft: true"),
        ("stories/x", "date: 2026-04\noutcome_due: 2026-12\nimpact: it held 3 days (2026-10)"),
        ("sessions/past", "date: 2026-11-20"),
    ],
)
def test_what_is_answered_over_or_unfinished_asks_no_longer(
    folio: Folio, ref: str, front: str
) -> None:
    folio.entry(ref, front)
    assert days(folio) == []


def test_a_decision_that_another_replaced_asks_no_longer(folio: Folio) -> None:
    folio.entry("decisions/tills", DECISION)
    folio.entry("decisions/new-tills", "date: 2026-10\nsupersedes: [decisions/tills]")
    assert days(folio) == []


def test_an_outcome_before_its_time_is_asked_for_again(folio: Folio) -> None:
    outcome = "outcome:\n  date: 2026-05\n  result: right"
    folio.entry("decisions/tills", f"{DECISION}\n{outcome}")
    assert days(folio) == [("2026-12-31", "revisit", "decisions/tills")]
