"""What a build is known by to the next one: enough to make it again after a small edit."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic
from whyfolio.imprint import Imprint
from whyfolio.kept.heads import Head
from whyfolio.kept.plans import KeptFile, Plans, Ref, sweep, worth_keeping
from whyfolio.locate import secret
from whyfolio.memo import pack, unpack
from whyfolio.model.audience import Audience
from whyfolio.sealed import read_sealed, write_sealed
from whyfolio.unchanged import BUILT, Parts, name_of

if TYPE_CHECKING:
    from whyfolio.portfolio.withheld import Withheld

_ENDING = "build"
_MOST = 4  # builds of different audiences, or into different folders


@dataclass(frozen=True, slots=True)
class KeptSite:
    """What one audience was given.

    What is ``packed`` is read by those who want it: to load its classes takes longer than all else.

    Attributes:
        audience: which.
        imprint: the settings by which its pages are drawn.
        packed_site: what all its pages have in common, a `Site`.
        files: its files, as they were before there was a search in them.
        packed_feed: its `Feed`, or None.
        notes: of each entry that is shown as it was written, and on no other page, the path of
            its page.
        untitled: the notes that have no title in their front matter.
        packed_spots: where each entry stands: a `Spot` by the path of each note.
        words: what the guard looks for.
        held: all words that are held back, whoever may read them elsewhere.
        withheld: how many entries it does not see.
        named: the files that its pages may name.
    """

    audience: Audience
    imprint: Imprint
    packed_site: bytes
    files: tuple[KeptFile, ...]
    packed_feed: bytes
    notes: Mapping[str, str]
    untitled: frozenset[str]
    packed_spots: bytes
    words: tuple[bytes, ...]
    held: tuple[bytes, ...]
    withheld: Withheld
    named: Mapping[str, tuple[int, int]]

    @property
    def refs(self) -> Iterator[tuple[bytes, Ref]]:
        """Where the values of its pages lie, by what they tell."""
        return ((one.plan.told, one.plan.ref) for one in self.files if one.plan)


@dataclass(frozen=True, slots=True)
class KeptBuild:
    """What a build was made from and what it gave.

    Attributes:
        parts: all that it depended on.
        heads: what stands in each note before its text.
        there: the notes and files that a text may name.
        diagnostics: what was wrong.
        sites: what each audience was given.
    """

    parts: Parts
    heads: Mapping[str, Head]
    there: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]
    sites: tuple[KeptSite, ...]

    @property
    def refs(self) -> Iterator[tuple[bytes, Ref]]:
        """Where the values of all pages lie, by what they tell."""
        return (ref for site in self.sites for ref in site.refs)


def read_kept(project: Path, asked: Sequence[str]) -> KeptBuild | None:
    """The last build of the same; None where none was kept that can be read."""
    try:
        content = read_sealed(_path(project, asked), secret())
    except OSError:
        return None
    kept = unpack(bytes(content)) if content else None
    return kept if isinstance(kept, KeptBuild) else None


def plans_for(project: Path, asked: Sequence[str], last: KeptBuild | None) -> Plans:
    """Where the next build of the same keeps its pages, with those that the last one kept.

    What builds left there that were refused or killed is deleted.
    """
    folder, name = project / BUILT, name_of(asked)
    wanted = [ref for _, ref in last.refs] if last else []
    sweep(folder, name, (), wanted)
    return Plans(folder, name, worth_keeping(folder, dict(last.refs)) if last else {})


def keep(
    project: Path, asked: Sequence[str], kept: KeptBuild | None, last: KeptBuild | None
) -> None:
    """Keep a build, and nothing of the last one that is not in it.

    Where that fails, the next one just takes longer.
    """
    if kept is None:
        forget(project, asked)
        return
    folder, name = project / BUILT, name_of(asked)
    before, after = dict(last.refs) if last else {}, dict(kept.refs)
    sweep(folder, name, before.values(), after.values())
    with contextlib.suppress(OSError):
        write_sealed(_path(project, asked), pack(kept), secret())
    _bound(folder)


def forget(project: Path, asked: Sequence[str]) -> None:
    """Keep nothing of a build any more."""
    sweep(project / BUILT, name_of(asked), (), ())
    with contextlib.suppress(OSError):
        _path(project, asked).unlink(missing_ok=True)


def _bound(folder: Path) -> None:
    """Keep the builds of what was asked for last, and no more than a few."""
    with contextlib.suppress(OSError):
        found = sorted(folder.glob(f"*.{_ENDING}"), key=lambda path: path.stat().st_mtime_ns)
        for path in found[:-_MOST]:
            path.unlink()
            sweep(folder, path.stem, (), ())


def _path(project: Path, asked: Sequence[str]) -> Path:
    return project / BUILT / f"{name_of(asked)}.{_ENDING}"
