"""The pages at `/coach/`, in the author's own view and in no other."""

from __future__ import annotations

from collections.abc import Iterator

from whyfolio.model.audience import Audience
from whyfolio.model.plan import Plan
from whyfolio.outputs.coach.big_picture import big_picture
from whyfolio.outputs.coach.days import due, since
from whyfolio.outputs.coach.loop import loop
from whyfolio.outputs.coach.shapes import BigPicture, Loop, Overview, Panel, Strategy
from whyfolio.outputs.coach.strategy import strategy
from whyfolio.outputs.shapes import Link
from whyfolio.outputs.site import Desk

ADDRESS = "/coach/"
_MOST_DUE = 7


def plans(desk: Desk) -> Iterator[Plan]:
    """`/coach/` and its three panels, each once there is something in it."""
    if desk.view.audience is not Audience.PRIVATE or not desk.view.entries:
        return
    found = (
        ("strategy", strategy(desk), _strategy_facts),
        ("loop", loop(desk), _loop_facts),
        ("big-picture", big_picture(desk), _picture_facts),
    )
    panels = []
    for name, made, facts in found:
        if made is None:
            continue
        address, title = f"{ADDRESS}{name}/", desk.words.text(f"coach.{name}")
        panels.append(Panel(Link(title, address), tuple(facts(desk, made))))
        yield desk.plan(f"coach/{name}.html", desk.head(address, title, "page"), it=made)
    overview = Overview(tuple(panels), due(desk)[:_MOST_DUE], since(desk))
    head = desk.head(ADDRESS, desk.words.text("coach.title"), "page")
    yield desk.plan("coach/overview.html", head, it=overview)


def _strategy_facts(desk: Desk, made: object) -> Iterator[str]:
    assert isinstance(made, Strategy)  # noqa: S101 - each panel has its own facts
    words = desk.words
    if made.level:
        key = "coach.climbing" if made.from_level else "coach.wanted"
        yield words.text(key, held=made.from_level, level=made.level)
    unclaimed = sum(not step.stories for area in made.areas for step in area.steps)
    if unclaimed:
        yield words.count("coach.unclaimed", unclaimed)
    if made.focus:
        yield words.count("coach.focus_areas", len(made.focus))


def _loop_facts(desk: Desk, made: object) -> Iterator[str]:
    assert isinstance(made, Loop)  # noqa: S101 - likewise
    words = desk.words
    last = [chain.steps[-1] for chain in made.chains]
    still_open = sum(step.status == "open" for step in last)
    broken = sum(chain.broken for chain in made.chains)
    late = sum(one.days < 0 for one in made.due)
    for key, number in (("open", still_open), ("broken", broken), ("late", late)):
        if number:
            yield words.count(f"coach.{key}", number)


def _picture_facts(desk: Desk, made: object) -> Iterator[str]:
    assert isinstance(made, BigPicture)  # noqa: S101 - likewise
    words = desk.words
    unserved = sum(not (value.goals or value.stories) for value in made.values)
    for key, number in (
        ("values_unserved", unserved),
        ("stories_alone", made.stories_alone.count),
        ("unseen", made.unseen.count),
    ):
        if number:
            yield words.count(f"coach.{key}", number)
