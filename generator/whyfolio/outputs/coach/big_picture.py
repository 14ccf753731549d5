"""The big picture: what matters, what serves it, and how judgment has turned out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from whyfolio.coach.thresholds import THRESHOLDS
from whyfolio.dates import add_months
from whyfolio.model.entry import Entry
from whyfolio.model.growth import Goal
from whyfolio.model.work import WORK, Decision, Lesson, Story
from whyfolio.names import collision_key
from whyfolio.outputs.addresses import address_of
from whyfolio.outputs.charts import Coverage, coverage
from whyfolio.outputs.coach.days import due
from whyfolio.outputs.coach.shapes import BigPicture, Judged, Listed, Serving, Sureness
from whyfolio.outputs.shapes import Link
from whyfolio.outputs.site import Desk
from whyfolio.portfolio.closing import is_wanted, rightness, unheard_of

_NOT_DONE = frozenset(["not built", "stop", "reframe"])
_RECENT_MONTHS = 12
_TENTH = 10
_MOST_SURE = 90
MOST_LISTED = 12


def big_picture(desk: Desk) -> BigPicture | None:
    """The page; None where there is nothing to hold together yet."""
    view = desk.view
    stories = [one for one in view.of_kind("story") if isinstance(one, Story)]
    goals = [one for one in view.of_kind("goal") if isinstance(one, Goal)]
    decisions = [one for one in view.of_kind("decision") if isinstance(one, Decision)]
    lessons = [one for one in view.of_kind("lesson") if isinstance(one, Lesson)]
    profile = view.profile
    if not (stories or goals or decisions or profile.values or profile.vision):
        return None
    since = add_months(view.today, -_RECENT_MONTHS)
    recent = [story for story in stories if story.date and story.date.last > since]
    return BigPicture(
        optimizing_for=profile.optimizing_for,
        vision=profile.vision,
        values=tuple(_serving(value, goals, stories) for value in profile.values),
        goals_alone=_links(g for g in goals if is_wanted(g) and not g.serves),
        stories_alone=_links(story for story in recent if not story.serves),
        balance=_balance(desk, stories),
        firsts=_links(story for story in stories if story.first_time),
        unseen=_links(_unseen(desk, recent)),
        judged=_judged(decisions, desk),
        revisits=tuple(one for one in due(desk) if one.occasion == "revisit"),
        declined=_declined(stories, decisions),
        beginner=_links(lesson for lesson in lessons if lesson.beginner),
    )


def _links(entries: Iterable[Entry], desk: Desk | None = None) -> Listed:
    """The first of many; with a desk, decisions tell how they turned out and were made."""
    links = tuple(
        Link(entry.title, address_of(entry), _turned_out(entry, desk) if desk else "")
        for entry in entries
    )
    return Listed(links[:MOST_LISTED], len(links[MOST_LISTED:]))


def _turned_out(entry: Entry, desk: Desk) -> str:
    outcome = entry.outcome if isinstance(entry, Decision) else None
    if not outcome:
        return ""
    word = desk.words.word
    told = (word("result", outcome.result), word("process", outcome.process))
    return ", ".join(filter(None, told))


def _serving(value: str, goals: Sequence[Goal], stories: Sequence[Story]) -> Serving:
    """What serves a value itself, or a goal that serves it."""
    key = collision_key(value.strip())
    serve = [goal for goal in goals if key in map(collision_key, goal.serves)]
    refs = {goal.ref for goal in serve}
    told = [s for s in stories if any(collision_key(v) == key or v in refs for v in s.serves)]
    return Serving(value, _links(serve), _links(told))


def _balance(desk: Desk, stories: Sequence[Story]) -> Coverage | None:
    """How many stories of each sort of work there are in each half-year."""
    return coverage(
        (
            (Link(desk.words.word("work", sort)), found)
            for sort in WORK
            if (found := [story for story in stories if story.work == sort])
        ),
        desk.words,
    )


def _unseen(desk: Desk, recent: Sequence[Story]) -> list[Story]:
    """Stories that reviewers may not read, and of which nobody has said anything."""
    theirs = desk.view.theirs
    return unheard_of(recent, desk.view.entries, theirs.by_ref if theirs else ())


def _enough(desk: Desk) -> int:
    name = "closed_decisions"
    return int(desk.view.config.check.threshold(name, THRESHOLDS[name].default))


def _judged(decisions: Sequence[Decision], desk: Desk) -> Judged | None:
    closed = [one for one in decisions if rightness(one) is not None]
    if not closed:
        return None
    processes = [one.outcome.process for one in closed if one.outcome]
    said = [one for one in closed if one.confidence is not None]
    enough = _enough(desk)
    return Judged(
        closed=_links(closed, desk),
        plot=_plot(said) if len(said) >= enough else (),
        good=processes.count("good"),
        poor=processes.count("poor"),
        enough=enough,
    )


def _plot(said: Sequence[Decision]) -> tuple[Sureness, ...]:
    """Decisions in tenths of sureness, the surest first; 90 to 100 % are one tenth."""
    tenths: dict[int, list[Decision]] = {}
    for one in said:
        tenths.setdefault(min(one.confidence or 0, _MOST_SURE) // _TENTH, []).append(one)
    return tuple(_sureness(tenths[tenth]) for tenth in sorted(tenths, reverse=True))


def _sureness(found: Sequence[Decision]) -> Sureness:
    stated = sum((Decimal(one.confidence or 0) for one in found), Decimal(0)) / len(found)
    results = [right for one in found if (right := rightness(one)) is not None]
    right = sum(results, Decimal(0)) / len(found)
    return Sureness(round(stated), round(right), _links(found))


def _declined(stories: Sequence[Story], decisions: Sequence[Decision]) -> Listed:
    """What was left undone on purpose: declined work, and decisions against building."""
    told: list[Entry] = [story for story in stories if story.work == "declined"]
    told += [one for one in decisions if one.type in _NOT_DONE]
    return _links(told)
