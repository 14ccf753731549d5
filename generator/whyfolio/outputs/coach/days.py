"""What is due, and what happened since the last session."""

from __future__ import annotations

from collections.abc import Sequence

from whyfolio.model.entry import Entry
from whyfolio.model.growth import Session
from whyfolio.outputs.addresses import address_of
from whyfolio.outputs.coach.shapes import Due, Since
from whyfolio.outputs.shapes import Link
from whyfolio.outputs.site import Desk
from whyfolio.portfolio.agenda import Appointment, agenda

_TOLD = ("stories", "feedback", "decisions", "actions", "lessons")


def due(desk: Desk) -> tuple[Due, ...]:
    """Everything with a day, the oldest first."""
    return tuple(_due(desk, appointment) for appointment in agenda(desk.view))


def _due(desk: Desk, appointment: Appointment) -> Due:
    occasion = appointment.occasion.value
    return Due(
        link=desk.links.link(appointment.ref) or Link(appointment.title),
        occasion=occasion,
        day=appointment.day,
        days=(appointment.day - desk.view.today).days,
    )


def since(desk: Desk) -> Since | None:
    """What is newer than the last session; without one, nothing can be."""
    view = desk.view
    held = [s for s in view.of_kind("session") if s.date and s.date.last <= view.today]
    last = held[0] if held else None
    if not isinstance(last, Session) or last.date is None:
        return None
    newer = [e for e in view.entries if e.date and last.date.last < e.date.last <= view.today]
    groups = (
        (desk.label(folder), _links([entry for entry in newer if entry.folder == folder]))
        for folder in _TOLD
    )
    return Since(
        session=Link(last.title, address_of(last)),
        when=last.date,
        groups=tuple((label, links) for label, links in groups if links),
    )


def _links(entries: Sequence[Entry]) -> tuple[Link, ...]:
    return tuple(Link(entry.title, address_of(entry)) for entry in entries)
