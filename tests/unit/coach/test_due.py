"""What has a day, and the line that greets somebody who was away."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.folio import SETTINGS, Folio

from whyfolio.build import open_portfolio
from whyfolio.coach.due import Due, due_list, due_soon
from whyfolio.coach.returning import welcome
from whyfolio.portfolio.portfolio import Portfolio

STORY = "what: I moved the queue.\nwhy: Nobody slept."


def portfolio_of(folio: Folio) -> Portfolio:
    opened = open_portfolio(folio.root, folio.today)
    assert [found for found in opened.diagnostics if found.is_error] == []
    return opened.portfolio


def shown(found: tuple[Due, ...]) -> list[str]:
    return [f"{one.day} {one.what} {one.about} {one.title}" for one in found]


def test_everything_open_that_has_a_day_is_due_the_earliest_first(tmp_path: Path) -> None:
    settings = f'{SETTINGS}\n[[cycle]]\nid = "h2"\ntitle = "Half two"\ndue = 2026-12-04\n'
    settings += "start = 2026-07-01\nend = 2026-12-31\n"
    folio = Folio.at(tmp_path, settings)
    folio.entry("stories/queue", f"date: 2026-08\n{STORY}\noutcome_due: 2026-11")
    folio.entry("actions/ring", "title: Ring first\ndue: 2026-11-20\nstatus: open")
    folio.entry("decisions/wait", "date: 2026-01\nwhat: We wait.\nrevisit: 2027-02-15")
    folio.entry("sessions/bea", "title: With Bea\ndate: 2026-11-21")
    assert shown(due_list(portfolio_of(folio))) == [
        "2026-11-20 action actions/ring Ring first",
        "2026-11-21 session sessions/bea With Bea",
        "2026-11-30 outcome stories/queue Queue",
        "2026-12-04 review h2 Half two",
        "2027-02-15 revisit decisions/wait Wait",
    ]


def test_what_is_closed_replaced_told_over_or_a_draft_is_not_due(tmp_path: Path) -> None:
    settings = f'{SETTINGS}\n[[cycle]]\nid = "h1"\ndue = 2026-07-04\n'
    folio = Folio.at(tmp_path, settings + "start = 2026-01-01\nend = 2026-06-30\n")
    told = "impact: lost orders 12 % -> 1 % (Grafana, 2026-10)"
    folio.entry("stories/told", f"date: 2026-08\n{STORY}\noutcome_due: 2026-11\n{told}")
    folio.entry("stories/draft", f"date: 2026-08\n{STORY}\noutcome_due: 2026-11\ndraft: yes")
    folio.entry("actions/done", "due: 2026-11-20\nstatus: done")
    folio.entry("actions/not", "due: 2026-11-20\nstatus: not done")
    looked = "outcome:\n  date: 2026-10-02\n  result: right"
    folio.entry("decisions/told", f"date: 2026-01\nwhat: A.\nrevisit: 2026-10\n{looked}")
    folio.entry("decisions/no", "date: 2026-01\nwhat: B.\nstatus: rejected\nrevisit: 2026-10")
    folio.entry("decisions/old", "date: 2026-01\nwhat: C.\nstatus: superseded\nrevisit: 2026-10")
    folio.entry("decisions/new", "date: 2026-05\nwhat: D.\nsupersedes: [decisions/old]")
    folio.entry("sessions/past", "date: 2026-11-20")
    assert due_list(portfolio_of(folio)) == ()


@pytest.mark.parametrize(
    ("days", "due"), [("14", ["actions/late", "actions/near"]), ("2", ["actions/late"])]
)
def test_soon_is_a_fortnight_or_what_its_author_says(
    days: str, due: list[str], tmp_path: Path
) -> None:
    settings = f"{SETTINGS}\n[check.thresholds]\nsoon_days = {days}\n"
    folio = Folio.at(tmp_path, settings)
    folio.entry("actions/late", "due: 2026-09-01")
    folio.entry("actions/near", "due: 2026-12-05")
    folio.entry("actions/far", "due: 2026-12-06")
    assert [one.about for one in due_soon(portfolio_of(folio))] == due


def test_a_day_is_overdue_from_the_next_morning_on() -> None:
    due = Due(date(2026, 11, 20), "action", "actions/ring", "Ring first")
    assert [due.is_overdue(date(2026, 11, day)) for day in (19, 20, 21)] == [False, False, True]


def returning(folio: Folio) -> Folio:
    """Notes of August and October, eleven lines in the log since, and things whose day came."""
    folio.entry("stories/queue", f"date: 2026-08\n{STORY}\noutcome_due: 2026-11-01")
    folio.entry("decisions/wait", "date: 2026-10-01\nwhat: We wait.\nrevisit: 2026-11-03")
    lines = [f"- 2026-10-{day} A line." for day in range(10, 21)]
    return folio.write("content/log.md", "\n".join(["- 2026-09-01 An older line.", *lines, ""]))


def test_somebody_who_comes_back_is_greeted_with_what_has_gathered(tmp_path: Path) -> None:
    folio = returning(Folio.at(tmp_path))
    line = "Welcome back. 11 lines in the log, 2 outcomes to fill in. Start with one."
    assert welcome(portfolio_of(folio)) == line
    folio.entry("actions/ring", "date: 2026-10-01\ndue: 2026-10-20")
    assert welcome(portfolio_of(folio)) == line.replace("in. S", "in, 1 step overdue. S")


def test_who_was_not_away_is_not_greeted(tmp_path: Path) -> None:
    folio = returning(Folio.at(tmp_path / "noted"))
    folio.entry("lessons/wait", "date: 2026-10-31\nwhat: Waiting is work.")
    assert welcome(portfolio_of(folio)) == ""
    folio = returning(Folio.at(tmp_path / "logged"))
    folio.write("content/log.md", "- 2026-11-19 A line.\n")
    assert welcome(portfolio_of(folio)) == ""


def test_nobody_is_greeted_where_nothing_waits_or_nothing_was_ever_written(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path)
    assert welcome(portfolio_of(folio)) == ""
    folio.entry("stories/queue", f"date: 2026-08\n{STORY}")
    assert welcome(portfolio_of(folio)) == ""


def test_how_long_a_break_is_its_author_says(tmp_path: Path) -> None:
    settings = f"{SETTINGS}\n[check.thresholds]\nbreak_days = 60\n"
    assert welcome(portfolio_of(returning(Folio.at(tmp_path, settings)))) == ""
