"""A project as it stands: the first stages, which every command needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from whyfolio.config import Config, load_config
from whyfolio.content.loaded import Loaded, Places
from whyfolio.content.loader import load
from whyfolio.content.media import sizes
from whyfolio.diagnostics import Diagnostic, ordered
from whyfolio.memo import Memo
from whyfolio.portfolio.assemble import assemble
from whyfolio.portfolio.portfolio import Portfolio
from whyfolio.render.theme_options import themed

if TYPE_CHECKING:
    from whyfolio.guard import Sources


@dataclass(frozen=True, slots=True)
class Opened:
    """A project as it stands: its portfolio and everything that is wrong with it."""

    project: Path
    config: Config
    portfolio: Portfolio
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, str]
    places: Places
    loaded: Loaded

    @property
    def written(self) -> Sources:
        """What the guard reads; it is not loaded for commands that hand nothing over."""
        from whyfolio.guard import Sources

        return Sources.of(self.loaded)


def again(project: Path) -> Callable[[Path, date], Opened]:
    """Reads one project time and again, each time only what changed since.

    What was read first is kept for the next program. Not to be used by two threads at once.
    """
    from whyfolio.memos import Memos

    memos = Memos(project)

    def read(project: Path, today: date) -> Opened:
        opened = open_portfolio(project, today, memo=memos.notes)
        memos.turn()
        return opened

    return read


def open_portfolio(
    project: Path,
    today: date,
    meanwhile: Callable[[], object] | None = None,
    memo: Memo | None = None,
) -> Opened:
    """Read a project. Never raises for what its author can mend.

    What is to be done ``meanwhile`` is done while other processes read notes, if there are many.
    Notes that the ``memo`` knows are not read again.
    """
    written, settings_faults = load_config(project)
    config, theme_faults = themed(written, project)
    loaded = load(project, meanwhile, memo)
    assembled = assemble(loaded, config, today, sizes(project / "content", loaded.files))
    found = [*settings_faults, *theme_faults, *loaded.diagnostics, *assembled.diagnostics]
    return Opened(
        project=project,
        config=config,
        portfolio=assembled.portfolio,
        diagnostics=tuple(ordered(found)),
        sources=loaded.sources,
        places=loaded.places,
        loaded=loaded,
    )
