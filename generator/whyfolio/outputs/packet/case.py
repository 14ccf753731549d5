"""What a packet is about: its ladder and levels, the day it is judged, the stories that count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from whyfolio.dates import When, add_days, months_between
from whyfolio.model.growth import Feedback
from whyfolio.model.kinds import Packet as PacketEntry
from whyfolio.model.ladder import Competency, Ladder
from whyfolio.model.values import Shows
from whyfolio.model.work import Position, Story
from whyfolio.names import collision_key
from whyfolio.outputs.home import strength
from whyfolio.outputs.packet.shapes import Ask
from whyfolio.outputs.sentence import LADDER, Sentence, said
from whyfolio.outputs.site import Desk
from whyfolio.outputs.verdicts import VerdictLine, verdict_lines
from whyfolio.portfolio.coverage import belongs, judged_on

LEADS = 3
SAME_JOB = 45  # days between two positions that still count as one stay


class Case:
    """One packet's question, put to a view. Without an entry the settings ask it."""

    def __init__(self, desk: Desk, entry: PacketEntry | None) -> None:
        career = desk.view.config.career
        self.desk = desk
        self.entry = entry or PacketEntry(
            ladder=career.ladder, level=career.next_level, from_level=career.level
        )
        self.ladder: Ladder | None = desk.view.ladder(self.entry.ladder or career.ladder)
        self.level = self.entry.level
        self.from_level = self.entry.from_level or career.level

    @cached_property
    def as_of(self) -> When | None:
        """The day it is judged: as said, else the period's end, else the newest story's last."""
        return judged_on(self.desk.view, self.entry)

    def counts(self, when: When | None) -> bool:
        """Whether something of that time belongs to the packet."""
        day = self.as_of.last if self.as_of else None
        return belongs(when, self.entry.period, day)

    @cached_property
    def stories(self) -> tuple[Story, ...]:
        """The stories that can be claims: of the period, and with a why. Strongest first."""
        view = self.desk.view
        found = [
            story
            for story in view.entries
            if isinstance(story, Story) and story.why and self.counts(story.date)
        ]
        return tuple(sorted(found, key=lambda story: -strength(story, self.desk)))

    @cached_property
    def leads(self) -> tuple[Story, ...]:
        """The stories to read first: the author's choice, else the strongest."""
        by_ref = {story.ref: story for story in self.stories}
        chosen = [by_ref[ref] for ref in dict.fromkeys(self.entry.lead) if ref in by_ref]
        return tuple(chosen[:LEADS]) or self.stories[:LEADS]

    @cached_property
    def ordered(self) -> tuple[Story, ...]:
        """All stories that count: the leads, then the others, strongest first."""
        others = (story for story in self.stories if story not in self.leads)
        return (*self.leads, *others)

    @cached_property
    def feedback(self) -> tuple[Feedback, ...]:
        """What others said of the period or about its stories, up to the day it is judged.

        Without such a day what was said after the newest story counts too.
        """
        dated = self.entry.as_of or self.entry.period
        until = self.as_of.last if dated and self.as_of else self.desk.view.today
        refs = {story.ref for story in self.stories}
        return tuple(
            found
            for found in self.desk.view.entries
            if isinstance(found, Feedback)
            and found.quote
            and (not dated or self.counts(found.date) or refs & set(found.about))
            and (not found.date or found.date.first <= until)
        )

    @cached_property
    def verdicts(self) -> Mapping[str, VerdictLine]:
        """The verdicts that this audience may read, by competency."""
        return verdict_lines(self.desk, self.entry)

    def own(self, text: str) -> Sentence:
        """What the packet's own entry says."""
        return said(text, self.entry.ref)

    def expects(self, text: str) -> Sentence:
        """What the ladder says."""
        return said(text, f"{LADDER}/{self.ladder.id}" if self.ladder else LADDER)

    def competency_id(self, name: str) -> str:
        """The id of the ladder's own competency that a name stands for, else the name."""
        known = self.ladder.competency(name) if self.ladder else None
        return known.id if known else name

    def competency(self, competency_id: str) -> Competency:
        """A competency of the ladder, or a bare one where the audience may not see the ladder."""
        known = self.ladder.competency(competency_id) if self.ladder else None
        return known or Competency(id=competency_id, title=competency_id.replace("-", " "))

    def shown(self, story: Story, competency_id: str) -> Shows | None:
        """How a story shows a competency; the first claim where it has several."""
        for claim in story.shows:
            if self.competency_id(claim.competency) == competency_id:
                return claim
        return None

    @cached_property
    def competencies(self) -> tuple[Competency, ...]:
        """All that could have a section: the ladder's in its order, then what else is claimed."""
        own = self.ladder.competencies if self.ladder else ()
        known = {competency.id for competency in own}
        return (*own, *(self.competency(name) for name in self._others() if name not in known))

    def _others(self) -> Iterator[str]:
        named = [shown.competency for story in self.ordered for shown in story.shows]
        yield from dict.fromkeys(self.competency_id(name) for name in named)

    def named_by(self, heading: str) -> str:
        """The id of the competency that a heading names; "" where it names none."""
        wanted = collision_key(heading)
        for competency in self.competencies:
            if wanted in {collision_key(competency.title), collision_key(competency.id)}:
                return competency.id
        known = self.ladder.competency(wanted.replace(" ", "-")) if self.ladder else None
        return known.id if known else ""

    def level_title(self, level_id: str) -> str:
        """The level as its ladder calls it."""
        known = self.ladder.level(level_id) if self.ladder and level_id else None
        return known.title if known else level_id.replace("-", " ")


def ask(case: Case) -> Ask:
    """Who asks for what."""
    desk, ladder = case.desk, case.ladder
    known = ladder.level(case.level) if ladder else None
    held = _newest_position(case)
    edition = f"{ladder.title} {ladder.version}".strip() if ladder and case.level else ""
    return Ask(
        name=desk.view.profile.name or desk.view.config.site.title,
        level=case.level_title(case.level),
        scope=known.scope if known else "",
        from_level=case.level_title(case.from_level),
        time_in_level=_time_in_level(case),
        position=", ".join(filter(None, [held.title, held.organisation])) if held else "",
        period=case.entry.period,
        as_of=case.as_of,
        ladder=edition,
    )


def _positions(case: Case) -> list[Position]:
    """The positions begun by the day it is judged, the newest first."""
    day = case.as_of.last if case.as_of else case.desk.view.today
    held = [entry for entry in case.desk.view.entries if isinstance(entry, Position)]
    begun = [position for position in held if position.start and position.start.first <= day]
    return sorted(begun, key=_start, reverse=True)


def _start(position: Position) -> date:
    return position.start.first if position.start else date.min


def _newest_position(case: Case) -> Position | None:
    return next(iter(_positions(case)), None)


def _time_in_level(case: Case) -> str:
    """As in "Senior since Mar 2024 (2 y 8 m)"; positions that follow each other are one stay."""
    since = _since(case)
    if since is None or case.as_of is None or not case.from_level:
        return ""
    words = case.desk.words
    years, months = divmod(months_between(since.first, add_days(case.as_of.last, 1)), 12)
    parts = [words.text("packet.years", n=years)] if years else []
    parts += [words.text("packet.months", n=months)] if months or not years else []
    level = case.level_title(case.from_level)
    return words.text("packet.since", level=level, when=words.when(since), time=" ".join(parts))


def _since(case: Case) -> When | None:
    held = [position for position in _positions(case) if position.level == case.from_level]
    if not held:
        return None
    first = held[0]
    for earlier in held[1:]:
        same = earlier.organisation == first.organisation
        if not same or earlier.end is None or first.start is None:
            break
        if (first.start.first - earlier.end.last).days > SAME_JOB:
            break
        first = earlier
    return first.start
