"""A page for each competency that this view has a claim for."""

from __future__ import annotations

from collections.abc import Iterator

from whyfolio.dataclass import dataclass
from whyfolio.model.growth import Feedback
from whyfolio.model.ladder import Competency, Ladder
from whyfolio.model.plan import Plan
from whyfolio.model.values import Shows
from whyfolio.model.work import Story
from whyfolio.names import slugify
from whyfolio.outputs.cards import claim, voice
from whyfolio.outputs.charts import Coverage, coverage
from whyfolio.outputs.shapes import Claim, Link, Voice
from whyfolio.outputs.site import Desk


@dataclass(frozen=True, slots=True)
class CompetencyPage:
    """What the competency's template reads; ``expectations`` by level title."""

    title: str
    means: str
    ladder: str
    expectations: tuple[tuple[str, tuple[str, ...]], ...]
    claims: tuple[Claim, ...]
    voices: tuple[Voice, ...]
    others: tuple[Link, ...]
    coverage: Coverage | None


def plans(desk: Desk) -> Iterator[Plan]:
    """`/competencies/ID/`, where the view's own ladder and a claim are visible."""
    ladder = desk.view.own_ladder
    if ladder is None:
        return
    claimed = [found for found in ladder.competencies if found.id in desk.links.claimed]
    for competency in claimed:
        others = [Link(c.title, _address(c)) for c in claimed]
        here = tuple(link for link in others if link.title != competency.title)
        page = _page(desk, ladder, competency, here)
        address = _address(competency)
        head = desk.head(address, competency.title, "list", description=competency.means)
        yield desk.plan("pages/competency.html", head, it=page)


def _page(
    desk: Desk, ladder: Ladder, competency: Competency, others: tuple[Link, ...]
) -> CompetencyPage:
    expectations = [
        (level.title, tuple(found.text for found in competency.at(level.id)))
        for level in ladder.levels
    ]
    return CompetencyPage(
        title=competency.title,
        means=competency.means,
        ladder=ladder.title,
        expectations=tuple((title, texts) for title, texts in expectations if texts),
        claims=claims_for(desk, ladder, competency),
        voices=voices_for(desk, ladder, competency),
        others=others,
        coverage=_coverage(desk, ladder, competency) if others else None,
    )


def _coverage(desk: Desk, ladder: Ladder, current: Competency) -> Coverage | None:
    """The stories of every competency that has a page, by half-year; this page's is marked."""
    claimed = [found for found in ladder.competencies if found.id in desk.links.claimed]
    return coverage(
        (
            (
                Link(found.title, _address(found), current=found.id == current.id),
                tuple(story for story, _ in shown_by(desk, ladder, found)),
            )
            for found in claimed
        ),
        desk.words,
    )


def _address(competency: Competency) -> str:
    return f"/competencies/{slugify(competency.id)}/"


def claims_for(desk: Desk, ladder: Ladder, competency: Competency) -> tuple[Claim, ...]:
    """The view's claims for a competency, one a story, newest first; none without a why."""
    return tuple(
        claim(story, shown.how, shown.level, desk.links)
        for story, shown in shown_by(desk, ladder, competency)
    )


def shown_by(desk: Desk, ladder: Ladder, competency: Competency) -> Iterator[tuple[Story, Shows]]:
    """The stories that show a competency, newest first, and how each does; none without a why."""
    for story in desk.view.entries:
        if not isinstance(story, Story) or not story.why:
            continue
        for shown in story.shows:
            known = ladder.competency(shown.competency)
            if known and known.id == competency.id:
                yield story, shown
                break


def voices_for(desk: Desk, ladder: Ladder, competency: Competency) -> tuple[Voice, ...]:
    """What others said about a competency, newest first."""
    found = []
    for entry in desk.view.entries:
        if isinstance(entry, Feedback) and entry.quote:
            named = [ladder.competency(name) for name in entry.competencies]
            if any(known and known.id == competency.id for known in named):
                found.append(voice(entry, desk.words))
    return tuple(found)
