"""What a build says at its end: what was written, what was not published, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from whyfolio.build import BuildResult, Built, Opened
from whyfolio.cli.console import ask, counted, note
from whyfolio.model.audience import Audience
from whyfolio.portfolio.portfolio import Portfolio
from whyfolio.portfolio.view import Withheld
from whyfolio.scaffold import open_entry

READERS = {Audience.PUBLIC: "anyone", Audience.REVIEW: "your reviewers"}
FEW = 3


def summary(result: BuildResult, project: Path) -> Iterator[str]:
    """Two lines an audience: what of the portfolio is in it, and which files that made."""
    for built in result.built:
        yield f"{built.audience}: {_shown(built.withheld)}"
        yield f"  {_files(built)} in {_folder(built.folder, project)}"


def _shown(told: Withheld) -> str:
    reasons = [f"{number} {mark.value}" for mark, number in told.narrower.items()]
    if told.drafts:
        reasons.append(counted(told.drafts, "draft"))
    if told.future:
        reasons.append(f"{told.future} dated in the future")
    held_back = f"; {', '.join(reasons)}" if reasons else ""
    return f"{told.shown} of {counted(told.total, 'entry', 'entries')}{held_back}"


def _files(built: Built) -> str:
    written = built.written
    changes = 0 if written is None else sum(map(len, _parts(built)))
    if written is None or not changes:
        return f"{counted(built.files, 'file')}, nothing changed,"
    named = zip(("changed", "new", "removed"), _parts(built), strict=True)
    told = ", ".join(f"{len(files)} {word}" for word, files in named if files)
    kept = f" (the old folder is kept in {written.kept.name})" if written.kept else ""
    return f"{counted(built.files, 'file')}, {told}{kept}"


def _parts(built: Built) -> tuple[tuple[str, ...], ...]:
    written = built.written
    return (written.changed, written.added, written.removed) if written else ()


def _folder(folder: Path, project: Path) -> str:
    inside = folder.is_relative_to(project)
    return folder.relative_to(project).as_posix() if inside else str(folder)


def empty_handed(opened: Opened, audiences: Sequence[Audience], *, ask_too: bool) -> bool:
    """Say where an audience gets no story because all are private; on a terminal, ask.

    Args:
        opened: the project.
        audiences: those that are built; reviewers come first, since theirs is the packet.
        ask_too: whether somebody is there to answer.

    Returns:
        Whether entries were opened, so that the project is to be read again.
    """
    for audience in (Audience.REVIEW, Audience.PUBLIC):
        closed = closed_stories(opened.portfolio, audience)
        if audience in audiences and closed:
            return _tell(opened, audience, closed, ask_too=ask_too)
    return False


def closed_stories(portfolio: Portfolio, audience: Audience) -> tuple[str, ...]:
    """The refs of all stories, where this audience sees none of them; else nothing."""
    stories = [entry for entry in portfolio.entries if entry.kind == "story" and not entry.draft]
    if any(audience.sees(story.readers) for story in stories):
        return ()
    return tuple(story.ref for story in stories)


def _tell(opened: Opened, audience: Audience, closed: tuple[str, ...], *, ask_too: bool) -> bool:
    entries = opened.portfolio.entries
    total = sum(entry.kind == "story" for entry in entries)
    share = f"{len(closed)} of {counted(total, 'story', 'stories')}"
    verb = "is" if len(closed) == 1 else "are"
    closed_to = "private" if audience is Audience.REVIEW else "not public"
    note(f"{share} {verb} {closed_to}, so {READERS[audience]} would find none.")
    if not ask_too or audience is not Audience.REVIEW:
        more = f" and {len(closed) - FEW} more" if len(closed) > FEW else ""
        note(f"  To open: whyfolio allow {audience} {' '.join(closed[:FEW])}{more}")
        return False
    answer = ask("May your reviewers read them? [a]ll [c]hoose [n]one", default="n").lower()
    chosen = closed if answer.startswith("a") else ()
    if answer.startswith("c"):
        chosen = tuple(
            ref for ref in closed if ask(f"{ref}? [y]es [n]o", default="n").lower() == "y"
        )
    for entry in entries:
        if entry.ref in chosen:
            open_entry(opened.project / entry.path, audience.value)
    if chosen:
        note(f"Opened {counted(len(chosen), 'story', 'stories')} to your reviewers.")
    return bool(chosen)
