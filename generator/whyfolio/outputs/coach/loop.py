"""The loop: action, outcome, learning, next; sessions; and the questions put to others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from whyfolio.dates import add_days, parse_when
from whyfolio.model.growth import Action, Feedback, Goal, Session
from whyfolio.names import collision_key
from whyfolio.outputs.addresses import address_of
from whyfolio.outputs.cards import voice
from whyfolio.outputs.coach.days import due, since
from whyfolio.outputs.coach.shapes import (
    Asked,
    Chain,
    ChainStep,
    Loop,
    SprintMonth,
    SprintTold,
)
from whyfolio.outputs.shapes import Link
from whyfolio.outputs.site import Desk
from whyfolio.portfolio.closing import is_closed, is_wanted, taught

_DAYS_A_WEEK = 7


def loop(desk: Desk) -> Loop | None:
    """The page; None where nothing of the loop has begun."""
    made = Loop(
        since=since(desk),
        chains=chains(desk),
        sprint=_sprint(desk),
        sessions=len(desk.view.of_kind("session")),
        asked=_asked(desk),
        due=due(desk),
    )
    begun = made.chains or made.sessions or made.asked or made.due
    return made if begun else None


def chains(desk: Desk) -> tuple[Chain, ...]:
    """Actions in the order in which they follow one another; open chains first, then newest."""
    view = desk.view
    actions = {one.ref: one for one in view.of_kind("action") if isinstance(one, Action)}
    followed = {one.next for one in actions.values() if one.next}
    starts = [ref for ref in reversed(actions) if ref not in followed]
    seen: set[str] = set()
    found = [list(_follow(ref, actions, seen)) for ref in starts]
    # What is left goes round in a circle.
    found += [list(_follow(ref, actions, seen)) for ref in actions if ref not in seen]
    found = [chain for chain in found if chain]
    found.sort(key=lambda chain: (is_closed(chain[-1]), -_last_day(chain).toordinal()))
    led_on = {one.goal for one in actions.values() if not is_closed(one)}
    return tuple(_chain(desk, chain, led_on) for chain in found)


def _follow(ref: str, actions: dict[str, Action], seen: set[str]) -> Iterator[Action]:
    while ref in actions and ref not in seen:
        seen.add(ref)
        yield actions[ref]
        ref = actions[ref].next


def _last_day(chain: list[Action]) -> date:
    days = [when.last for one in chain for when in (one.due, one.date) if when]
    return max(days, default=date.min)


def _chain(desk: Desk, chain: list[Action], led_on: set[str]) -> Chain:
    last = chain[-1]
    goal = desk.view.by_ref.get(last.goal)
    wanted = isinstance(goal, Goal) and is_wanted(goal)
    return Chain(
        goal=desk.links.link(last.goal),
        steps=tuple(_step(action) for action in chain),
        broken=is_closed(last) and wanted and last.goal not in led_on,
    )


def _step(action: Action) -> ChainStep:
    told = taught(action)
    return ChainStep(
        link=Link(action.title, address_of(action)),
        status=action.status or "open",
        due=action.due,
        outcome=action.outcome,
        taught=told,
        silent=is_closed(action) and not told,
    )


def _sprint(desk: Desk) -> SprintTold | None:
    sprint = desk.view.config.sprint
    if sprint.start is None:
        return None
    last = add_days(sprint.start, _DAYS_A_WEEK * sprint.weeks - 1)
    sessions = [one for one in desk.view.of_kind("session") if isinstance(one, Session)]
    months = []
    for text in _months(sprint.start, last):
        month = parse_when(text)
        held = [s for s in sessions if s.date and month.covers(s.date.first)]
        inside = [s for s in held if s.date and sprint.start <= s.date.first <= last]
        links = tuple(Link(s.title, address_of(s)) for s in reversed(inside))
        months.append(SprintMonth(month, links))
    return SprintTold(sprint.start, last, tuple(months))


def _months(first: date, last: date) -> Iterator[str]:
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield f"{year}-{month:02d}"
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)  # noqa: PLR2004 - months


def _asked(desk: Desk) -> tuple[Asked, ...]:
    """By question, those asked most often first; what came unasked stands last."""
    told: dict[str, list[Feedback]] = {}
    for entry in desk.view.of_kind("feedback"):
        if isinstance(entry, Feedback):
            key = collision_key(entry.question.strip(" ?")) if entry.question else ""
            told.setdefault(key, []).append(entry)
    ordered = sorted(told.items(), key=lambda one: (not one[0], -len(one[1])))
    return tuple(
        Asked(found[0].question, tuple(voice(one, desk.words) for one in found))
        for _, found in ordered
    )
