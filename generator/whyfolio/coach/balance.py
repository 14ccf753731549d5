"""Whether the work leaves room for something new, and whether anybody knows of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from whyfolio.coach.naming import all_titled, counted, number, on, titled
from whyfolio.coach.rule import Ask, Matter, Notes, rule
from whyfolio.model.audience import Audience
from whyfolio.model.growth import Feedback
from whyfolio.model.kinds import Packet
from whyfolio.model.work import Story
from whyfolio.portfolio.closing import unheard_of

_UPKEEP = frozenset(["maintenance", "incident", "glue"])


@rule("N411", "balance", Matter.COURSE)
def reliability_trap(notes: Notes) -> Iterator[Ask]:
    """Ask what could be handed over, where most of the work keeps things running."""
    stories = [story for story in notes.recent_stories if story.work]
    upkeep = [story for story in stories if story.work in _UPKEEP and not story.first_time]
    enough = len(stories) >= notes.count("few_stories")
    if enough and len(upkeep) >= notes.threshold("upkeep_share") * len(stories):
        newest = upkeep[::-1]
        yield Ask(
            notes.place(newest[0], "work"),
            f"{number(len(upkeep))} of your last {counted(len(stories), 'story')} keep things "
            f"running, such as {titled(newest[0])}. what of it could you hand over, to begin "
            "something new?",
            "being relied on is worth a lot; it should not be the reason why you stay where you "
            "are: `whyfolio new action`",
        )


@rule("N412", "balance", Matter.COURSE)
def no_first_time(notes: Notes) -> Iterator[Ask]:
    """Ask for something never done before, where there was nothing of the kind for long."""
    if len(notes.recent_stories) < notes.count("few_stories"):
        return
    firsts = [story for story in notes.of(Story) if story.first_time and story.date]
    last = max(firsts, key=lambda story: story.date.last if story.date else date.min, default=None)
    if last and last.date and last.date.last > notes.months_ago("first_time_months"):
        return
    known = (
        f"the last thing you did for the first time was {titled(last)}, {on(last.date)}"
        if last and last.date
        else "none of your stories tells of a first time"
    )
    yield Ask(
        notes.written(last or notes.recent_stories[-1], "first_time", "what"),
        f"{known}. what would you like to try that you have never done?",
        "a small thing counts; if there was one already, add `first_time: yes` to its story",
    )


@rule("N413", "balance", Matter.COURSE)
def known_to_nobody(notes: Notes) -> Iterator[Ask]:
    """Ask who should hear of stories that nobody outside the team knows of."""
    others = (*notes.of(Feedback), *notes.of(Packet))
    unseen = unheard_of(notes.recent_stories, others, notes.visible(Audience.REVIEW))
    if len(unseen) >= notes.count("unseen_stories"):
        newest = unseen[::-1]
        yield Ask(
            notes.written(newest[0], "audience", "what"),
            f"nobody outside your team can know of {all_titled(newest)}. "
            "to whom would one of them matter?",
            f"`whyfolio allow review {newest[0].ref}`, or ask somebody who was there for a "
            "sentence about it",
        )
