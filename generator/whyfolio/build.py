"""Run the stages in order: sources → portfolio → view → plans → artifacts → folder."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from whyfolio.amend.keeping import kept_site
from whyfolio.crowd import aside, begun
from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic, ordered
from whyfolio.drawn import Drawn
from whyfolio.guard import GuardReport, Search, Wanted, gather, report
from whyfolio.kept.builds import KeptSite
from whyfolio.kept.plans import Plans
from whyfolio.memos import NOTES, Memos
from whyfolio.model.artifact import Artifact
from whyfolio.model.audience import Audience
from whyfolio.opened import Opened, open_portfolio
from whyfolio.outputs.plugged import faults
from whyfolio.pages import Pages, artifacts, desk_of
from whyfolio.portfolio.view import select
from whyfolio.portfolio.withheld import Withheld, withheld
from whyfolio.press import Press
from whyfolio.settling import BuildResult, Built, places_of, settled
from whyfolio.writer import Destination

__all__ = [
    "BuildResult",
    "Built",
    "Opened",
    "Pages",
    "Press",
    "artifacts",
    "build",
    "open_portfolio",
]


@dataclass(frozen=True, slots=True)
class _Made:
    """All files of one audience, and what is known of them."""

    artifacts: Sequence[Artifact]
    guard: GuardReport
    faults: Sequence[Diagnostic]
    withheld: Withheld
    kept: KeptSite | None


def build(  # noqa: PLR0913 - all that a build can be asked for
    project: Path,
    today: date,
    *,
    audiences: Sequence[Audience] = (),
    output: Path | None = None,
    replace: bool = False,
    strict: bool = False,
    opened: Opened | None = None,
    memos: Memos | None = None,
    plans: Plans | None = None,
) -> BuildResult:
    """Build the sites of some audiences, each into a folder of its own.

    Args:
        project: the folder that holds `whyfolio.toml`.
        today: entries of later days are not published.
        audiences: the settings' audiences where empty.
        output: the folder for the sites; the settings' where None.
        replace: move an output folder that holds foreign or edited files aside.
        strict: write nothing where a plugin is at fault.
        opened: the project, where it was read just now.
        memos: what is known of earlier builds; nothing where None. They are written.
        plans: where pages are kept for the next build; needs ``memos``.

    Raises:
        Refused: an output folder is not safe to write, or a template or picture is at fault.
    """
    opened = opened or open_portfolio(project, today)
    chosen = tuple(audiences) or opened.config.build.audiences
    places = places_of(project, output or project / opened.config.build.output, chosen)
    if any(found.is_error for found in opened.diagnostics):
        return BuildResult((), opened.diagnostics, opened.sources)
    size = len(opened.portfolio.entries)
    left = [memos.leave(NOTES, size)] if memos else []
    made = {
        audience: _made(opened, places[audience], audience, today, memos, plans)
        for audience in chosen
    }
    hits = [hit for one in made.values() for hit in one.guard.diagnostics]
    told = ordered([*hits, *(fault for one in made.values() for fault in one.faults)])
    found = (*opened.diagnostics, *told)
    refused = bool(hits) or (strict and bool(told))
    left += [begun(memos.save, size)] if memos and not refused else []
    built = [
        settled(audience, places[audience], one.artifacts, one.guard, one.withheld, replace=replace)
        for audience, one in ({} if refused else made).items()
    ]
    for written in left:
        written()
    kept = tuple(one.kept for one in made.values() if one.kept)
    return BuildResult(tuple(built), found, opened.sources, kept if built else ())


def _made(  # noqa: PLR0917 - all that the files of one audience depend on
    opened: Opened,
    place: Destination,
    audience: Audience,
    today: date,
    memos: Memos | None,
    plans: Plans | None,
) -> _Made:
    """All files of one audience, what the guard says of them, and what is wrong with plugins.

    The guard reads the sources meanwhile, and each page in the process that renders it.
    """
    looked_for = partial(_looked_for, opened, audience, today, memos)
    gathered = aside(looked_for, len(opened.portfolio.entries))
    view, bodies = select(opened.portfolio, audience), f"bodies-{audience.value}"
    desk = desk_of(view, memos.of(bodies) if memos else None)
    left = memos.leave(bodies, len(view.entries)) if memos else None
    drawn = Drawn.of(memos, audience, place) if memos else None
    pages = Pages(desk.view, opened.project, desk, drawn, plans)
    pages.prepare()
    wanted = gathered()
    looked = pages.each(Search(wanted.words).look, wanted.words)
    if left:
        left()
    unseen = withheld(opened.portfolio, audience)
    kept = kept_site(opened.portfolio, desk, pages, wanted, unseen) if plans else None
    return _Made([one for one, _ in looked], report(wanted, looked), faults(desk), unseen, kept)


def _looked_for(opened: Opened, audience: Audience, today: date, memos: Memos | None) -> Wanted:
    """What the guard looks for. Its memo is written here, as this may be another process."""
    memo = memos.of(f"folded-{audience.value}") if memos else None
    wanted = gather(opened.written, audience, opened.config, today, memo)
    if memo:
        memo.leave()()  # not to be saved with the others once more
    return wanted
