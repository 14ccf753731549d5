"""`whyfolio build`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path

import click

from whyfolio.cli.call import Call, call_of, common
from whyfolio.cli.console import busy, draw_all, note, say, tally


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

    from whyfolio.crowd import FROM, aside
    from whyfolio.unchanged import fingerprint, has_past, recall

    # A build makes few circles of values and ends soon: to look for them costs a twentieth.
    gc.set_threshold(1_000_000, 50, 100)
    call, start = call_of(), time.perf_counter()
    project, today = call.project, call.today()
    folder = Path(output).expanduser().absolute() if output else None
    asked = (*dict.fromkeys(audiences), str(folder or ""))
    make_key: Callable[[], str] = partial(fingerprint, project, today, asked)
    if has_past(project, asked):
        key, past = recall(project, today, asked)
        make_key = partial(str, key)
    else:
        past, make_key = None, aside(make_key, FROM)
    if past and not (strict and past.diagnostics):
        draw_all(past.diagnostics, {}, project)
        if past.diagnostics:
            note(f"{tally(past.diagnostics)}.")
        lines: Sequence[str] = past.lines
    else:
        done = _build(call, asked, folder, make_key, strict=strict, replace=replace)
        if done is None:
            return 1
        lines = done
    for line in lines:
        say(line)
    say(f"Built in {time.perf_counter() - start:.2f} s.")
    return 0


def _build(
    call: Call,
    asked: Sequence[str],
    folder: Path | None,
    make_key: Callable[[], str],
    *,
    strict: bool,
    replace: bool,
) -> Sequence[str] | None:
    """Build, and give the summary; None where nothing may be written."""
    from whyfolio.memos import Memos
    from whyfolio.model.audience import Audience
    from whyfolio.opened import open_portfolio
    from whyfolio.unchanged import Past, remember

    project, today = call.project, call.today()
    key = make_key()  # before anything is read, so that no edit meanwhile is overlooked
    memos = Memos(project)
    opened = open_portfolio(project, today, partial(import_module, "whyfolio.build"), memos.notes)

    from whyfolio.build import build
    from whyfolio.cli.emptiness import closed_to, open_more
    from whyfolio.cli.summary import summary, summary_unchanged

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
            memos=memos,
        )  # fmt: skip
    found = result.diagnostics[len(opened.diagnostics) :]
    draw_all(found, opened.sources, project)
    if found:
        note(f"{tally(found)}.{'' if result.built else ' Nothing was written.'}")
    if not result.built:
        return None
    if is_open:
        outputs = tuple((built.destination, built.fingerprint) for built in result.built)
        lines = tuple(summary_unchanged(result))
        files = sum(built.files for built in result.built)
        past = Past(outputs, result.diagnostics, lines, files)
        remember(project, asked, key, past)
    return list(summary(result))
