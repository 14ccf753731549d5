"""What `whyfolio theme check` finds, and how it is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from whyfolio.build import Opened, Pages, open_portfolio
from whyfolio.cli.call import Call
from whyfolio.cli.console import busy, counted, draw_all, say, tally
from whyfolio.config import Config, Site, load_config
from whyfolio.diagnostics import Diagnostic, ordered
from whyfolio.errors import Refused
from whyfolio.model.audience import Audience
from whyfolio.outputs.contexts import COMMON, CONTEXTS
from whyfolio.portfolio.view import View, select
from whyfolio.preview.specimens import TEMPLATE, Specimens
from whyfolio.render.theme import OVERRIDES, Theme, load_theme
from whyfolio.render.theme_check import is_own, theme_faults
from whyfolio.render.theme_options import themed
from whyfolio.scaffold.portfolio import example


def tell(call: Call, name: str) -> int:
    """Check a theme and say what was found; give the exit code.

    Raises:
        Refused: there is no such theme, or it cannot be loaded.
    """
    project = call.project
    config, _ = load_config(project)
    config = replace(config, site=replace(config.site, theme=name or config.site.theme))
    config, found = themed(config, project)
    theme = load_theme(config.site.theme, project, chosen=config.site.theme_options)
    with busy("Drawing every page"):
        read = theme_faults(theme, project, given())
        drawn, faults = _drawn(call, config)
    known = {(one.place.file, one.place.line) for one in read if one.is_error}
    again = [one for one in faults if (one.place.file, one.place.line) in known]
    found = tuple(ordered([*found, *read, *(one for one in faults if one not in again)]))
    draw_all(found, {}, project)
    for line in _options(theme, config):
        say(line)
    summary = tally(found) or "nothing is wrong"
    say(f"{_described(theme)} {counted(drawn, 'page')} drawn: {summary}.")
    return 1 if any(one.is_error for one in found) else 0


def given() -> Mapping[str, Mapping[str, object]]:
    """What each template is given: the types of its values by name."""
    told: dict[str, Mapping[str, object]] = {}
    for template, page in CONTEXTS.items():
        more = {name: hint for name, (hint, _) in page.more.items()}
        told[template] = {**COMMON, "it": page.it, **more}
    return {**told, TEMPLATE: {**COMMON, "it": Specimens}}


def _drawn(call: Call, config: Config) -> tuple[int, list[Diagnostic]]:
    """How many pages were drawn, and what went wrong."""
    project, today = call.project, call.today()
    found: list[Diagnostic] = []
    count = 0
    for opened in _portfolios(project, open_portfolio(project, today), call):
        for audience in Audience:
            view = select(opened.portfolio, audience, drafts=True)
            styled = replace(view, config=replace(view.config, site=_site(view, config)))
            pages, faults = _pages(styled, project)
            count += pages
            found += faults
    return count, found


def _portfolios(project: Path, own: Opened, call: Call) -> Iterator[Opened]:
    if not any(fault.is_error and not fault.code.startswith("E8") for fault in own.diagnostics):
        yield own
    if example() != project:
        yield open_portfolio(example(), call.today())


def _site(view: View, config: Config) -> Site:
    said = config.site
    return replace(view.config.site, theme=said.theme, theme_options=said.theme_options)


def _pages(view: View, project: Path) -> tuple[int, list[Diagnostic]]:
    found: list[Diagnostic] = []
    try:
        pages = Pages(view, project)
    except Refused as refused:
        return 0, [refused.diagnostic, *refused.more]
    names = [path for path in pages.paths if path.endswith(".html")]
    for path in names:
        try:
            pages.read(path)
        except Refused as refused:
            found += [refused.diagnostic, *refused.more]
    return len(names), found


def _options(theme: Theme, config: Config) -> Iterator[str]:
    """Each option with its value and what else it could be."""
    chosen = dict(config.site.theme_options)
    widest = max((len(option.name) for option in theme.options), default=0)
    for option in theme.options:
        value = chosen[option.name]
        words = value if isinstance(value, tuple) else (str(value).lower(),)
        others = [word for word in option.choices or ("true", "false") if word not in words]
        more = f"  (or {', '.join(others)})" if others else ""
        yield f"  {option.name:{widest}}  {', '.join(map(str, words))}{more}"


def _described(theme: Theme) -> str:
    own = [file for folder in theme.folders if is_own(folder) for file in folder.rglob("*.html")]
    sheets = [sheet for sheet in theme.sheets if is_own(sheet)]
    above = [folder.name for folder in theme.folders if folder.name != OVERRIDES][1:]
    extends = f" (extends {', '.join(above)})" if above else ""
    told = f"{counted(len(own), 'template')}, {counted(len(sheets), 'style sheet')} of your own"
    return f"{theme.name}{extends}: {told}."
