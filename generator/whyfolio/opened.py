"""A project as it stands: the first stages, which every command needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from whyfolio.config import Config, load_config
from whyfolio.content.loaded import Places
from whyfolio.content.loader import load
from whyfolio.content.media import sizes
from whyfolio.diagnostics import Diagnostic, ordered
from whyfolio.guard import Sources
from whyfolio.portfolio.assemble import assemble
from whyfolio.portfolio.portfolio import Portfolio
from whyfolio.render.theme_options import themed


@dataclass(frozen=True, slots=True)
class Opened:
    """A project as it stands: its portfolio and everything that is wrong with it."""

    project: Path
    config: Config
    portfolio: Portfolio
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, str]
    places: Places
    written: Sources


def open_portfolio(project: Path, today: date) -> Opened:
    """Read a project. Never raises for what its author can mend."""
    written, settings_faults = load_config(project)
    config, theme_faults = themed(written, project)
    loaded = load(project)
    assembled = assemble(loaded, config, today, sizes(project / "content", loaded.files))
    found = [*settings_faults, *theme_faults, *loaded.diagnostics, *assembled.diagnostics]
    return Opened(
        project=project,
        config=config,
        portfolio=assembled.portfolio,
        diagnostics=tuple(ordered(found)),
        sources=loaded.sources,
        places=loaded.places,
        written=Sources.of(loaded),
    )
