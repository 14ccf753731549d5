"""Run the stages in order: sources → portfolio → view → plans → artifacts → folder."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from whyfolio import __version__
from whyfolio.crowd import aside, begun
from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic, ordered
from whyfolio.drawn import Drawn
from whyfolio.guard import GuardReport, Search, Wanted, gather, report
from whyfolio.memos import NOTES, Memos
from whyfolio.model.artifact import Artifact
from whyfolio.model.audience import Audience
from whyfolio.opened import Opened, open_portfolio
from whyfolio.outputs.plugged import faults
from whyfolio.pages import Pages, artifacts, desk_of
from whyfolio.portfolio.view import Withheld, select, withheld
from whyfolio.press import Press
from whyfolio.writer import (
    Destination,
    Written,
    destination_for,
    recover,
    refuse_unsafe,
    up_to_date,
    write,
)

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
class Built:
    """What became of one audience's folder; ``written`` is None where it was up to date.

    ``fingerprint`` is that of the files, by which the folder is known again.
    """

    audience: Audience
    destination: Destination
    fingerprint: str
    written: Written | None
    withheld: Withheld
    guard: GuardReport
    files: int

    @property
    def folder(self) -> Path:
        """Where the site stands."""
        return self.destination.folder


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did. With an error among the diagnostics nothing was written."""

    built: tuple[Built, ...]
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, str]


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

    Raises:
        Refused: an output folder is not safe to write, or a template or picture is at fault.
    """
    opened = opened or open_portfolio(project, today)
    chosen = tuple(audiences) or opened.config.build.audiences
    folder = output or project / opened.config.build.output
    places = {audience: destination_for(project, folder, audience.value) for audience in chosen}
    for audience, destination in places.items():
        others = [p.folder for a, p in places.items() if a is not audience]
        refuse_unsafe(destination, others, folder)
        recover(destination)
    if any(found.is_error for found in opened.diagnostics):
        return BuildResult((), opened.diagnostics, opened.sources)
    size = len(opened.portfolio.entries)
    left = [memos.leave(NOTES, size)] if memos else []
    made = {
        audience: _made(opened, places[audience], audience, today, memos) for audience in chosen
    }
    hits = [hit for _, searched, _ in made.values() for hit in searched.diagnostics]
    told = ordered([*hits, *(fault for _, _, faults in made.values() for fault in faults)])
    found = (*opened.diagnostics, *told)
    refused = bool(hits) or (strict and bool(told))
    left += [begun(memos.save, size)] if memos and not refused else []
    built = [
        _settle(opened, audience, places[audience], *made[audience][:2], replace)
        for audience in ([] if refused else chosen)
    ]
    for written in left:
        written()
    return BuildResult(tuple(built), found, opened.sources)


def _made(
    opened: Opened, place: Destination, audience: Audience, today: date, memos: Memos | None
) -> tuple[list[Artifact], GuardReport, Sequence[Diagnostic]]:
    """All files of one audience, what the guard says of them, and what is wrong with plugins.

    The guard reads the sources meanwhile, and each page in the process that renders it.
    """
    looked_for = partial(_looked_for, opened, audience, today, memos)
    gathered = aside(looked_for, len(opened.portfolio.entries))
    view, bodies = select(opened.portfolio, audience), f"bodies-{audience.value}"
    desk = desk_of(view, memos.of(bodies) if memos else None)
    drawn = _drawn(memos, audience, place) if memos else None
    pages = Pages(desk.view, opened.project, desk, drawn)
    pages.prepare()
    wanted = gathered()
    left = memos.leave(bodies, len(view.entries)) if memos else None
    looked = pages.each(Search(wanted.words).look, wanted.words)
    if left:
        left()
    return [artifact for artifact, _ in looked], report(wanted, looked), faults(desk)


def _looked_for(opened: Opened, audience: Audience, today: date, memos: Memos | None) -> Wanted:
    """What the guard looks for. Its memo is written here, as this may be another process."""
    memo = memos.of(f"folded-{audience.value}") if memos else None
    wanted = gather(opened.written, audience, opened.config, today, memo)
    if memo:
        memo.leave()()  # not to be saved with the others once more
    return wanted


def _drawn(memos: Memos, audience: Audience, place: Destination) -> Drawn:
    pages, templates = memos.of(f"pages-{audience.value}"), memos.of(f"templates-{audience.value}")
    return Drawn(pages, templates, place)


def _settle(  # noqa: PLR0917 - all that one audience's folder depends on
    opened: Opened,
    audience: Audience,
    destination: Destination,
    made: Sequence[Artifact],
    searched: GuardReport,
    replace: bool,  # noqa: FBT001 - passed on as it came
) -> Built:
    fingerprint = _fingerprint(made)
    current = up_to_date(destination, fingerprint)
    written = (
        None if current else write(destination, made, fingerprint=fingerprint, replace=replace)
    )
    return Built(
        audience=audience,
        destination=destination,
        fingerprint=fingerprint,
        written=written,
        withheld=withheld(opened.portfolio, audience),
        guard=searched,
        files=len(made),
    )


def _fingerprint(made: Sequence[Artifact]) -> str:
    digest = hashlib.sha256(__version__.encode())
    for artifact in sorted(made, key=lambda artifact: artifact.path):
        digest.update(artifact.path.encode() + b"\0")
        digest.update(artifact.digest.encode())
    return digest.hexdigest()
