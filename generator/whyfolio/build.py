"""Run the stages in order: sources → portfolio → view → plans → artifacts → folder."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from whyfolio import __version__
from whyfolio.crowd import aside, each
from whyfolio.diagnostics import Diagnostic, Place, ordered
from whyfolio.errors import Refused
from whyfolio.guard import GuardReport, Search, gather, report
from whyfolio.model.artifact import Artifact
from whyfolio.model.audience import Audience
from whyfolio.model.plan import Plan
from whyfolio.opened import Opened, open_portfolio
from whyfolio.outputs.plugged import faults
from whyfolio.outputs.registry import Product, path_of_product, products
from whyfolio.outputs.site import Desk
from whyfolio.portfolio.view import View, Withheld, select, withheld
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
L = TypeVar("L")


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


class Pages:
    """One view, planned: pages are rendered when they are asked for."""

    def __init__(self, view: View, project: Path, desk: Desk | None = None) -> None:
        self._press = Press.of(view, project)
        made = [*products(desk or _desk(view)), self._press.styles]
        self._by_path = _unique(made)
        self._prepared = False

    @property
    def paths(self) -> tuple[str, ...]:
        """Every file of the site, relative to its folder."""
        return tuple(self._by_path)

    def read(self, path: str) -> bytes | None:
        """The bytes of one file; None where the site has no such file.

        Raises:
            Refused: a template or a picture is at fault.
        """
        product = self._by_path.get(path)
        return None if product is None else self._press.made(product).content

    def artifacts(self) -> list[Artifact]:
        """Every file of the site.

        Raises:
            Refused: a template or a picture is at fault.
        """
        return [artifact for artifact, _ in self.each(lambda _artifact: None)]

    def each(self, look: Callable[[Artifact], L]) -> list[tuple[Artifact, L]]:
        """Every file of the site with what ``look`` says of it.

        Raises:
            Refused: a template or a picture is at fault.
        """
        self.prepare()

        def looked_at(product: Product) -> tuple[Artifact, L]:
            artifact = self._press.made(product)
            return artifact, look(artifact)

        looked = each(looked_at, list(self._by_path.values()))
        searched = self._press.searched(self._by_path, [artifact for artifact, _ in looked])
        anew = {artifact.path for artifact in searched}
        kept = [one for one in looked if one[0].path not in anew]
        return [*kept, *((artifact, look(artifact)) for artifact in searched)]

    def prepare(self) -> None:
        """Read each template, once, before the work is shared.

        Raises:
            Refused: a template is at fault.
        """
        if not self._prepared:
            pages = [product for product in self._by_path.values() if isinstance(product, Plan)]
            for page in {page.template: page for page in pages}.values():
                self._press.made(page)
            self._prepared = True


def _desk(view: View) -> Desk:
    desk = Desk(view)
    desk.links.render_bodies()
    return desk


def _unique(made: Iterable[Product]) -> dict[str, Product]:
    by_path: dict[str, Product] = {}
    for product in made:
        path = path_of_product(product)
        if path in by_path:
            message = f'two pages have the same address: "/{path.removesuffix("index.html")}"'
            hint = "rename one of the entries, tags or pages that stand there"
            raise Refused(Diagnostic("E707", Place("content"), message, hint))
        by_path[path] = product
    return by_path


def artifacts(view: View, project: Path) -> list[Artifact]:
    """Everything that one view becomes, rendered."""
    return Pages(view, project).artifacts()


def build(
    project: Path,
    today: date,
    *,
    audiences: Sequence[Audience] = (),
    output: Path | None = None,
    replace: bool = False,
    strict: bool = False,
    opened: Opened | None = None,
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
    made = {audience: _made(opened, audience, today) for audience in chosen}
    hits = [hit for _, searched, _ in made.values() for hit in searched.diagnostics]
    told = ordered([*hits, *(fault for _, _, faults in made.values() for fault in faults)])
    found = (*opened.diagnostics, *told)
    if hits or (strict and told):
        return BuildResult((), found, opened.sources)
    built = [
        _settle(opened, audience, places[audience], *made[audience][:2], replace)
        for audience in chosen
    ]
    return BuildResult(tuple(built), found, opened.sources)


def _made(
    opened: Opened, audience: Audience, today: date
) -> tuple[list[Artifact], GuardReport, Sequence[Diagnostic]]:
    """All files of one audience, what the guard says of them, and what is wrong with plugins.

    The guard reads the sources meanwhile, and each page in the process that renders it.
    """
    written = opened.written
    gathered = aside(lambda: gather(written, audience, opened.config, today), len(written.entries))
    desk = _desk(select(opened.portfolio, audience))
    pages = Pages(desk.view, opened.project, desk)
    pages.prepare()
    wanted = gathered()
    looked = pages.each(Search(wanted.words).look)
    return [artifact for artifact, _ in looked], report(wanted, looked), faults(desk)


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
        digest.update(hashlib.sha256(artifact.content).digest())
    return digest.hexdigest()
