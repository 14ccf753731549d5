"""What a build says at its end: what was not published and why, and which files were written."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import TYPE_CHECKING

from whyfolio.cli.console import counted, shown
from whyfolio.model.audience import Audience

if TYPE_CHECKING:
    from whyfolio.guard import GuardReport
    from whyfolio.portfolio.withheld import Withheld
    from whyfolio.settling import BuildResult, Built

_HELD_BACK = {Audience.REVIEW: "for reviewers", Audience.PRIVATE: "private"}


def summary(result: BuildResult) -> Iterator[str]:
    """Lines an audience: how much of the portfolio is in it, its files, what was looked for."""
    for built in result.built:
        yield f"{built.audience}: {entries_told(built.withheld)}"
        yield f"  {_files(built)}"
        yield from search_told(built.guard)


def search_told(guard: GuardReport) -> Iterator[str]:
    """What was looked for in files that held none of it; no line where nothing is held back."""
    if guard.strings:
        looked = counted(guard.strings, "held-back string")
        yield f"  {looked} looked for in {counted(guard.files, 'file')}: none found"


def summary_unchanged(result: BuildResult) -> Iterator[str]:
    """The lines that the same build gives when it is asked for again."""
    again = [dataclasses.replace(built, written=None) for built in result.built]
    return summary(dataclasses.replace(result, built=tuple(again)))


def entries_told(withheld: Withheld) -> str:
    """How many entries of a portfolio an audience reads, and why not the others."""
    reasons = [f"{number} {_HELD_BACK[mark]}" for mark, number in withheld.narrower.items()]
    if withheld.drafts:
        reasons.append(counted(withheld.drafts, "draft"))
    if withheld.future:
        reasons.append(f"{withheld.future} of a day to come")
    held_back = f"; {', '.join(reasons)}" if reasons else ""
    return f"{withheld.shown} of {counted(withheld.total, 'entry', 'entries')}{held_back}"


def _files(built: Built) -> str:
    held = f"{counted(built.files, 'file')} in {shown(built.folder)}"
    written = built.written
    if written is None or not (written.changed or written.added or written.removed):
        return f"{held}: nothing changed"
    counts = {
        "new": len(written.added),
        "changed": len(written.changed),
        "unchanged": written.unchanged,
        "removed": len(written.removed),
    }
    told = ", ".join(f"{number} {word}" for word, number in counts.items() if number)
    kept = f"; the old folder is kept as {shown(written.kept)}" if written.kept else ""
    return f"{held}: {told}{kept}"
