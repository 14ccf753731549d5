"""`whyfolio build`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whyfolio.cli.call import Call, call_of, common
from whyfolio.cli.console import busy, draw_all, note, say, tally

if TYPE_CHECKING:
    from whyfolio.diagnostics import Diagnostic
    from whyfolio.kept.builds import KeptBuild
    from whyfolio.settling import BuildResult
    from whyfolio.unchanged import Parts, Past


@click.command("build")
@click.option(
    "--audience",
    "audiences",
    multiple=True,
    type=click.Choice(["public", "review", "private"]),
    help="Whom to build for; may be given again. Else those of the settings.",
)
@click.option("--output", metavar="DIR", help="The folder for the sites, instead of the settings'.")
@click.option("--strict", is_flag=True, help="Build nothing while there are warnings.")
@click.option("--replace", is_flag=True, help="Move a folder with foreign or edited files aside.")
@common
def command(*, audiences: tuple[str, ...], output: str | None, strict: bool, replace: bool) -> int:
    """Build the sites, the packet and the brag documents.

    Example: whyfolio build --audience public
    """
    import gc
    import time

    from whyfolio.unchanged import has_past, parts_meanwhile, recall

    # A build makes few circles of values and ends soon: to look for them costs a twentieth.
    gc.set_threshold(1_000_000, 50, 100)
    call, start = call_of(), time.perf_counter()
    project, today = call.project, call.today()
    folder = Path(output).expanduser().absolute() if output else None
    asked = (*dict.fromkeys(audiences), str(folder or ""))
    past: Past | None = None
    if has_past(project, asked):
        found, past = recall(project, today, asked)
        now: Callable[[], Parts] = partial(_same, found)
    else:
        now = parts_meanwhile(project, today, asked)
    if past and not (strict and past.diagnostics):
        _tell(past.diagnostics, project)
        lines: Sequence[str] = past.lines
    else:
        done = _built(call, asked, folder, now, strict=strict, replace=replace)
        if done is None:
            return 1
        lines = done
    for line in lines:
        say(line)
    say(f"Built in {time.perf_counter() - start:.2f} s.")
    return 0


def _same(found: Parts) -> Parts:
    return found


def _tell(found: Sequence[Diagnostic], project: Path) -> None:
    """Say again what was wrong when the notes were read."""
    draw_all(found, {}, project)
    if found:
        note(f"{tally(found)}.")


def _built(
    call: Call,
    asked: Sequence[str],
    folder: Path | None,
    now: Callable[[], Parts],
    *,
    strict: bool,
    replace: bool,
) -> Sequence[str] | None:
    """Build, and give the summary; None where nothing may be written."""
    from whyfolio.kept.builds import read_kept

    last = read_kept(call.project, asked)
    if last and not (strict and last.diagnostics):
        from whyfolio.amend.builds import amended

        found = now()
        done = amended(last, call.project, asked, found, output=folder, replace=replace)
        if done:
            _tell(done.diagnostics, call.project)
            return _remembered(call.project, asked, found.key, done)
        now = partial(_same, found)
    return _build(call, asked, folder, now, last, strict=strict, replace=replace)


def _build(
    call: Call,
    asked: Sequence[str],
    folder: Path | None,
    now: Callable[[], Parts],
    last: KeptBuild | None,
    *,
    strict: bool,
    replace: bool,
) -> Sequence[str] | None:
    """The same from the notes."""
    from whyfolio.memos import Memos
    from whyfolio.model.audience import Audience
    from whyfolio.opened import open_portfolio

    project, today = call.project, call.today()
    made_of = now()  # before anything is read, so that no edit meanwhile is overlooked
    memos = Memos(project)
    opened = open_portfolio(project, today, partial(import_module, "whyfolio.build"), memos.notes)

    from whyfolio.amend.keeping import kept_build
    from whyfolio.build import build
    from whyfolio.cli.emptiness import closed_to, open_more
    from whyfolio.cli.summary import summary
    from whyfolio.kept.builds import keep, plans_for

    draw_all(opened.diagnostics, opened.sources, project)
    if opened.diagnostics:
        stopped = strict or any(found.is_error for found in opened.diagnostics)
        note(f"{tally(opened.diagnostics)}.{' Nothing was written.' if stopped else ''}")
        if stopped:
            return None
    named = [Audience(name) for name in asked[:-1]]
    chosen = named or opened.config.build.audiences
    is_open = closed_to(opened.portfolio, chosen) is None
    if open_more(opened, chosen, named=bool(named)):
        opened = open_portfolio(project, today)
    with busy("Building …"):
        result = build(
            project, today,
            audiences=named, output=folder, replace=replace, strict=strict, opened=opened,
            memos=memos, plans=plans_for(project, asked, last),
        )  # fmt: skip
    found = result.diagnostics[len(opened.diagnostics) :]
    draw_all(found, opened.sources, project)
    if found:
        note(f"{tally(found)}.{'' if result.built else ' Nothing was written.'}")
    if not result.built:
        return None
    kept = kept_build(made_of, opened, result) if is_open else None
    keep(project, asked, kept, last)
    return _remembered(project, asked, made_of.key, result) if is_open else list(summary(result))


def _remembered(
    project: Path, asked: Sequence[str], key: str, result: BuildResult
) -> Sequence[str]:
    """The summary of a build, after it was noted what the next one has to say if it is the same."""
    from whyfolio.cli.summary import summary, summary_unchanged
    from whyfolio.unchanged import Past, remember

    outputs = tuple((built.destination, built.fingerprint) for built in result.built)
    lines = tuple(summary_unchanged(result))
    files = sum(built.files for built in result.built)
    remember(project, asked, key, Past(outputs, result.diagnostics, lines, files))
    return list(summary(result))
