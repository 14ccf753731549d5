"""The calendar holds each day that asks for something, once, and for whom it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar, Event
from tests.folio import SETTINGS, Folio

from whyfolio.exporters.ical import export
from whyfolio.model.audience import Audience

CYCLE = """
[[cycle]]
id = "2026-H2"
title = "Second half"
start = 2026-07-01
end = 2026-12-31
due = 2026-12-04

[sprint]
start = 2026-09-07
weeks = 12
"""


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    folio = Folio.at(tmp_path, SETTINGS + CYCLE)
    folio.entry("actions/lunch", "title: Lunch, with finance\ndue: 2026-11-30\naudience: review")
    folio.entry("actions/done", "title: Did it\ndue: 2026-11-10\nstatus: done")
    folio.entry("actions/late", "title: Still open\ndue: 2026-11-10")
    folio.entry("actions/rough", "title: Rough\ndue: 2026-12-01\ndraft: true")
    folio.entry("sessions/next", "date: 2026-12-02\ntitle: With Ruth")
    folio.entry("sessions/past", "date: 2026-11-02\ntitle: Was with Ruth")
    folio.entry(
        "stories/queue", "date: 2026-08\ntitle: The queue\nwhat: I did.\noutcome_due: 2027-01"
    )
    folio.entry("decisions/tills", "date: 2026-04\ntitle: Old tills\nrevisit: 2026-12-24")
    return folio


def events(content: bytes) -> list[Event]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def told(content: bytes) -> list[tuple[str, str]]:
    return [(event["dtstart"].dt.isoformat(), str(event["summary"])) for event in events(content)]


def test_the_author_sees_every_day_that_still_asks_for_something(folio: Folio) -> None:
    assert told(export(folio.view(Audience.PRIVATE, drafts=True))) == [
        ("2026-11-10", "Still open"),
        ("2026-11-29", "The last day of the sprint"),
        ("2026-11-30", "Lunch, with finance"),
        ("2026-12-02", "Session: With Ruth"),
        ("2026-12-04", "Hand in the review: Second half"),
        ("2026-12-24", "Look again: Old tills"),
        ("2026-12-31", "The last day of: Second half"),
        ("2027-01-31", "How did it turn out? The queue"),
    ]


def test_others_get_only_what_is_open_to_them(folio: Folio) -> None:
    assert told(export(folio.view(Audience.REVIEW))) == [
        ("2026-11-30", "Lunch, with finance"),
        ("2026-12-04", "Hand in the review: Second half"),
        ("2026-12-31", "The last day of: Second half"),
    ]
    assert export(folio.view(Audience.PUBLIC)) == b""


def test_the_same_notes_on_the_same_day_give_the_same_bytes(folio: Folio) -> None:
    first = export(folio.view(Audience.PRIVATE))
    assert export(folio.view(Audience.PRIVATE)) == first
    assert first.isascii()
    assert max(map(len, first.split(b"\r\n"))) <= 75


def test_an_event_that_moves_keeps_its_identifier(folio: Folio) -> None:
    def identifier() -> str:
        found = events(export(folio.view(Audience.PRIVATE)))
        return next(str(event["uid"]) for event in found if "Lunch" in event["summary"])

    before = identifier()
    folio.entry("actions/lunch", "title: Lunch at their table\ndue: 2026-12-15")
    assert identifier() == before
    every = [str(event["uid"]) for event in events(export(folio.view(Audience.PRIVATE)))]
    assert len(set(every)) == len(every)


def test_what_would_have_rung_already_stays_silent(folio: Folio) -> None:
    alarms = {
        str(event["summary"]): [bell["trigger"].to_ical().decode() for bell in event.walk("VALARM")]
        for event in events(export(folio.view(Audience.PRIVATE)))
    }
    assert alarms["Still open"] == []
    assert alarms["Lunch, with finance"] == ["-PT15H"]
    assert alarms["Hand in the review: Second half"] == ["-P1DT15H"]
    assert alarms["Look again: Old tills"] == ["PT9H"]


def test_an_event_lasts_one_whole_day(folio: Folio) -> None:
    event = next(one for one in events(export(folio.view(Audience.REVIEW))))
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 11, 30), date(2026, 12, 1))
    assert str(event["description"]) == "whyfolio deepen actions/lunch"
