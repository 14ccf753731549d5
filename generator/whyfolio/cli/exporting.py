"""An export made, searched by the guard, written and told of."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from whyfolio.cli.call import Call, call_of
from whyfolio.cli.console import busy, counted, draw_all, note, put, say, shown, tally
from whyfolio.dataclass import dataclass
from whyfolio.exporters.exports import Export
from whyfolio.model.artifact import Artifact
from whyfolio.model.audience import Audience

if TYPE_CHECKING:
    from whyfolio.build import Opened
    from whyfolio.portfolio.view import View

_COMMENT = "E903"
_READERS = {
    Audience.PUBLIC: "for everyone",
    Audience.REVIEW: "for your reviewers",
    Audience.PRIVATE: "for you alone",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """An export, whom it is for and where it goes: a file, a folder, or "-"."""

    chosen: Export
    audience: Audience
    where: str
    replace: bool = False

    @property
    def is_folder(self) -> bool:
        """Whether it goes to a folder of files."""
        return self.chosen.many and self.where != "-"


def export_same(chosen: Export, where: str) -> int:
    """Write what is the same for every portfolio; give the exit code.

    Raises:
        Refused: a file is in the way, or cannot be written.
    """
    from whyfolio.locate import find_project

    module = import_module(chosen.module)
    if where == "-":
        put(module.export())
        return 0
    project = find_project(call_of().start)
    target = Path(where).expanduser().absolute()
    if chosen.many and _is_folder(where):
        _deliver_each(module.files(), target, project)
    else:
        _deliver(module.export(), target, project)
    return 0


def export_portfolio(call: Call, wanted: Wanted) -> int:
    """Write what an audience may read, once the guard has looked it through.

    Raises:
        Refused: the guard found what is held back, or a file is in the way.
    """
    from whyfolio.build import open_portfolio
    from whyfolio.portfolio.view import select

    opened = open_portfolio(call.project, call.today())
    errors = [found for found in opened.diagnostics if found.is_error]
    if errors:
        draw_all(errors, opened.sources, opened.project)
        note(f"{tally(errors)}. Nothing was exported.")
        return 1
    private = wanted.audience is Audience.PRIVATE
    view = select(opened.portfolio, wanted.audience, drafts=private)
    with busy("Exporting …"):
        made = _made(view, wanted, opened.project)
        looked_at = _looked_at(made, view, wanted.chosen)
    if not made or not made[0].content:
        note(f"There is nothing to export{'' if private else f' that is open to {view.audience}'}.")
        return 0
    _refuse_what_is_held_back(opened, looked_at, wanted.audience)
    return _written(made, wanted, opened.project)


def _made(view: View, wanted: Wanted, project: Path) -> list[Artifact]:
    from whyfolio.exporters.plugged import fenced

    chosen = wanted.chosen
    if wanted.is_folder:
        files: list[Artifact] = import_module(chosen.module).files(view, project)
        return files
    content = fenced(chosen.plugin, lambda: import_module(chosen.module).export(view), bytes)
    return [Artifact(chosen.name, content)]


def _looked_at(made: Sequence[Artifact], view: View, chosen: Export) -> list[Artifact]:
    """The same bytes, and where it can be had what is about one entry under its own address."""
    if chosen.apart:
        return [*made, *import_module(chosen.module).parts(view)]
    if chosen.many:
        about = import_module(chosen.module).about
        return [Artifact(about(each.path), each.content) for each in made]
    return list(made)


def _refuse_what_is_held_back(
    opened: Opened, looked_at: Sequence[Artifact], audience: Audience
) -> None:
    """Search the export for what this audience may not read, as every page is searched.

    The author may read everything, drafts too; from everybody only comments are held back.
    """
    from whyfolio.errors import Refused
    from whyfolio.guard import inspect

    day = opened.portfolio.today
    found = inspect(opened.written, looked_at, audience, opened.config, day).diagnostics
    if audience is Audience.PRIVATE:
        found = tuple(hit for hit in found if hit.code == _COMMENT)
    if found:
        raise Refused(*found)


def _written(made: Sequence[Artifact], wanted: Wanted, project: Path) -> int:
    if wanted.where == "-":
        put(made[0].content)
        return 0
    target = Path(wanted.where).expanduser().absolute()
    readers = _READERS[wanted.audience]
    if not wanted.is_folder:
        _deliver(made[0].content, target, project, readers)
        return 0
    from whyfolio.exporters.delivery import deliver_folder

    done = deliver_folder(made, target, project, replace=wanted.replace)
    same = not (done.changed or done.added or done.removed or done.kept)
    told = ", as it was" if same else ""
    say(f"{shown(target)}: {counted(len(made), 'file')}, {readers}{told}.")
    if done.kept:
        say(f"What was there is in {shown(done.kept)}.")
    return 0


def _deliver_each(made: Sequence[Artifact], folder: Path, project: Path | None) -> None:
    """Files beside whatever else lies in a folder."""
    from whyfolio.exporters.delivery import deliver

    changed = [deliver(each.content, folder / each.path, project) for each in made]
    told = "" if any(changed) else ", as they were"
    say(f"{shown(folder)}: {counted(len(made), 'file')}{told}.")


def _deliver(content: bytes, target: Path, project: Path | None, readers: str = "") -> None:
    from whyfolio.exporters.delivery import deliver

    changed = deliver(content, target, project)
    told = [f"{max(1, round(len(content) / 1000)):,} kB", readers, "" if changed else "as it was"]
    say(f"{shown(target)}: {', '.join(filter(None, told))}.")


def _is_folder(where: str) -> bool:
    """Whether a place to write to is meant as a folder: it is one, or ends like one."""
    return where.endswith(("/", "\\")) or Path(where).expanduser().is_dir()
