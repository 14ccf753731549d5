"""Days that ask for something as an iCalendar file (RFC 5545), for the author's own calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from whyfolio.portfolio.agenda import Appointment, Occasion, agenda
from whyfolio.portfolio.view import View
from whyfolio.render.locale import words_for

if TYPE_CHECKING:
    from icalendar import Alarm, Event

# Identifiers derive from what an appointment is about, so that a calendar that reads the file
# again moves an event instead of adding one.
_NAMES = UUID("6f6a0d0e-2f3b-5d0c-9a51-6a1f3a0b7c11")
_NINE = timedelta(hours=9)
_ALARMS = {
    Occasion.ACTION: (timedelta(days=-1) + _NINE,),
    Occasion.OUTCOME: (_NINE,),
    Occasion.REVISIT: (_NINE,),
    Occasion.SESSION: (timedelta(days=-1) + _NINE,),
    Occasion.REVIEW: (timedelta(days=-14) + _NINE, timedelta(days=-2) + _NINE),
    Occasion.CYCLE: (timedelta(days=-14) + _NINE,),
    Occasion.SPRINT: (timedelta(days=-7) + _NINE,),
}


def export(view: View) -> bytes:
    """The calendar: one event of a whole day for each appointment that the audience may know of.

    Alarms ring at nine in the morning: a day before a step or a session, on the day where it is
    time to look again, two weeks before a cycle ends or its review is due. What would have rung
    already has none. The same view on the same day gives the same bytes; none where nothing has
    a day, since a calendar without an event is none.
    """
    from icalendar import Calendar

    words = words_for(view.config)
    calendar = Calendar()
    calendar.add("prodid", "-//whyfolio//calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", words.text("calendar.name"))
    calendar.add("x-wr-calname", words.text("calendar.name"))
    appointments = agenda(view)
    for appointment in appointments:
        calendar.add_component(_event(appointment, view))
    content: bytes = calendar.to_ical() if appointments else b""
    return content


def _event(appointment: Appointment, view: View) -> Event:
    from icalendar import Event

    words = words_for(view.config)
    occasion, day = appointment.occasion, appointment.day
    event = Event()
    event.add("uid", str(uuid5(_NAMES, f"{occasion}/{appointment.ref}")))
    event.add("dtstamp", datetime.combine(view.today, time(), UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    summary = words.text(f"calendar.{occasion}", title=appointment.title)
    event.add("summary", summary)
    told = words.text(f"calendar.do.{occasion}", ref=appointment.ref)
    if told:
        event.add("description", told)
    event.add("transp", "TRANSPARENT")
    for before in _ALARMS[occasion]:
        if _rings(day, before) >= view.today:
            event.add_component(_alarm(before, summary))
    return event


def _rings(day: date, before: timedelta) -> date:
    return (datetime.combine(day, time()) + before).date()


def _alarm(before: timedelta, summary: str) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", before)
    return alarm
