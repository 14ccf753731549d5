"""A project as it stands: the first stages, which every command needs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from whyfolio.config import Config, load_config
from whyfolio.content.loaded import Loaded, Places
from whyfolio.content.loader import load
from whyfolio.content.media import sizes
from whyfolio.content.reread import reread
from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic, ordered
from whyfolio.memo import BothMemos
from whyfolio.portfolio.assemble import assemble
from whyfolio.portfolio.leading import DEAD_END, all_there, has_dead_end
from whyfolio.portfolio.portfolio import Portfolio
from whyfolio.portfolio.retold import with_text
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


Reader = Callable[[Path, date, Collection[str] | None], Opened]


def afresh(project: Path, today: date, _changed: Collection[str] | None = None) -> Opened:
    """Reads a project, and remembers nothing of it."""
    return open_portfolio(project, today)


def again(project: Path) -> Reader:
    """Reads one project time and again, each time only what changed since.

    It is told which files changed; None where that is unknown. What was read first is kept for
    the next program. Not to be used by two threads at once.
    """
    from whyfolio.memos import Memos

    memos = Memos(project)
    last: list[Opened] = []

    def read(project: Path, today: date, changed: Collection[str] | None = None) -> Opened:
        opened = _retold(last.pop(), today, changed) if last else None
        if opened is None:
            opened = open_portfolio(project, today, memos=memos.notes)
            memos.turn()
        last.append(opened)
        return opened

    return read


def _retold(opened: Opened, today: date, changed: Collection[str] | None) -> Opened | None:
    """The project after one note was saved; None where that is not all that changed."""
    if changed is None or len(changed) != 1 or today != opened.portfolio.today:
        return None
    found = reread(opened.project, opened.loaded, *changed)
    if found is None:
        return None
    loaded, entry = found
    ends = (told.place.file for told in opened.diagnostics if told.code == DEAD_END)
    if entry.path in ends or has_dead_end(all_there(loaded), entry):
        return None
    portfolio = with_text(opened.portfolio, entry)
    return replace(opened, portfolio=portfolio, loaded=loaded, sources=loaded.sources)


def open_portfolio(
    project: Path,
    today: date,
    meanwhile: Callable[[], object] | None = None,
    memos: BothMemos | None = None,
) -> Opened:
    """Read a project. Never raises for what its author can mend.

    What is to be done ``meanwhile`` is done while other processes read notes, if there are many.
    What the ``memos`` know is not read again.
    """
    written, settings_faults = load_config(project)
    config, theme_faults = themed(written, project)
    loaded = load(project, meanwhile, memos)
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
