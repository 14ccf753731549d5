"""The strategy: where the level that is wanted is covered, and what it expects anew."""

from __future__ import annotations

from collections.abc import Mapping

from whyfolio.model.kinds import Packet
from whyfolio.model.ladder import Competency
from whyfolio.names import slugify
from whyfolio.outputs.charts import Coverage, coverage
from whyfolio.outputs.coach.shapes import Area, FocusTold, Hint, StepTold, Strategy
from whyfolio.outputs.competencies import shown_by
from whyfolio.outputs.shapes import Link
from whyfolio.outputs.site import Desk
from whyfolio.outputs.verdicts import VerdictLine, verdict_lines
from whyfolio.portfolio.coverage import Question, asking_packet, claims, judged_on, question_of
from whyfolio.portfolio.levels import Climb, climb


def strategy(desk: Desk) -> Strategy | None:
    """The page; None where no level is wanted and nothing is said about where to grow."""
    packet = _packet(desk)
    question = question_of(desk.view, packet if packet.level else None)
    focus = tuple(FocusTold(f.area, f.success, f.measure) for f in desk.view.profile.focus)
    hints = _hints(desk)
    if question is None:
        return _bare(focus, hints) if focus or any(hints.values()) else None
    ladder, present = question.ladder, packet.from_level or desk.view.config.career.level
    lines = verdict_lines(desk, packet)
    climbs = {
        one.competency.id: one
        for one in climb(ladder, present, question.level, claims(desk.view, question))
    }
    asked, held = ladder.level(question.level), ladder.level(present)
    return Strategy(
        from_level=held.title if held else "",
        level=asked.title if asked else "",
        ladder=ladder.title,
        as_of=judged_on(desk.view, packet),
        coverage=_coverage(desk, question),
        areas=tuple(
            _area(desk, competency, lines, climbs, hints) for competency in ladder.competencies
        ),
        focus=focus,
        hints=hints.get("", ()),
    )


def _bare(focus: tuple[FocusTold, ...], hints: Mapping[str, tuple[Hint, ...]]) -> Strategy:
    every = tuple(hint for found in hints.values() for hint in found)
    return Strategy("", "", "", None, None, (), focus, every)


def _packet(desk: Desk) -> Packet:
    """The packet that asks for the level wanted; what the settings ask for, without one."""
    career = desk.view.config.career
    asked = Packet(
        path="", slug="", ladder=career.ladder, level=career.next_level, from_level=career.level
    )
    return asking_packet(desk.view) or asked


def _coverage(desk: Desk, question: Question) -> Coverage | None:
    ladder = question.ladder
    return coverage(
        (
            (
                Link(found.title, f"#{_anchor(found)}"),
                tuple(story for story, _ in shown_by(desk, ladder, found)),
            )
            for found in ladder.competencies
        ),
        desk.words,
    )


def _area(
    desk: Desk,
    competency: Competency,
    lines: Mapping[str, VerdictLine],
    climbs: Mapping[str, Climb],
    hints: Mapping[str, tuple[Hint, ...]],
) -> Area:
    climbed = climbs.get(competency.id)
    steps = climbed.steps if climbed else ()
    return Area(
        title=competency.title,
        anchor=_anchor(competency),
        verdict=lines.get(competency.id),
        steps=tuple(
            StepTold(
                text=step.expectation.text,
                level=desk.links.level(step.level),
                stories=desk.links.links(tuple(dict.fromkeys(c.ref for c in step.claims))),
            )
            for step in steps
        ),
        hints=hints.get(competency.id, ()),
    )


def _hints(desk: Desk) -> dict[str, tuple[Hint, ...]]:
    """What people one level up do, by competency; "" for what speaks of none that is known."""
    ladder = desk.view.own_ladder
    found: dict[str, tuple[Hint, ...]] = {}
    for one in desk.view.profile.exemplars:
        known = ladder.competency(one.competency) if ladder else None
        key = known.id if known else ""
        found[key] = (*found.get(key, ()), Hint(one.alias, one.does, one.attempt))
    return found


def _anchor(competency: Competency) -> str:
    return f"area-{slugify(competency.id)}"
