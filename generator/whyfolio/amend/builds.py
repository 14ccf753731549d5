"""A build after an edit that reaches few pages, made from what the last one kept.

What a page is drawn from is kept as a value. So after templates were edited, all is drawn again
without reading a note; and after the text of notes was edited, the pages of those notes alone. An
entry's text reaches its own page and the feeds, and no other page; what it lets the guard look for
is compared. Whatever else changed, and wherever anything is in doubt, all is built from the notes.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from whyfolio.crowd import FROM, aside, begun
from whyfolio.dataclass import dataclass
from whyfolio.kept.builds import KeptBuild, KeptSite, forget, keep, plans_for
from whyfolio.kept.heads import Head, head_of
from whyfolio.kept.plans import Lost, Plans
from whyfolio.model.artifact import Artifact
from whyfolio.model.audience import Audience
from whyfolio.settling import BuildResult, places_of, settled
from whyfolio.unchanged import BUILT, Parts, hash_of
from whyfolio.whole import whole
from whyfolio.writer import Destination

if TYPE_CHECKING:
    from whyfolio.amend.retold import Retold
    from whyfolio.guard import GuardReport
    from whyfolio.memos import Memos

_MOST_NOTES = 20  # of more, all that is known of notes may as well be read


class _Elsewhere(Exception):
    """A note is no longer as it was when the build began."""


def amended(
    last: KeptBuild,
    project: Path,
    asked: Sequence[str],
    now: Parts,
    *,
    output: Path | None = None,
    replace: bool = False,
) -> BuildResult | None:
    """Build what the last build of the same built, after an edit, and keep that for the next.

    None where the edit reaches further than a few pages: then all is to be built.

    Args:
        last: what was kept of the last build.
        project: the folder that holds `whyfolio.toml`.
        asked: the audiences and the folder that were named, as of the last build.
        now: all that it depends on, as it is now.
        output: the folder for the sites; the settings' where None.
        replace: move an output folder that holds foreign or edited files aside.

    Raises:
        Refused: an output folder is not safe to write, or a template is at fault.
    """
    edited = _edited(last.parts, now)
    if edited is None:
        return None
    folder = output or project / last.sites[0].imprint.output
    places = places_of(project, folder, [site.audience for site in last.sites])
    plans = plans_for(project, asked, last)
    with ExitStack() as left:
        left.callback(plans.close)
        try:
            made = _made(last, project, edited, places, plans, left)
        except Lost:
            forget(project, asked)
            return None
        if made is None:
            return None
        kept = dataclasses.replace(last, parts=now, sites=tuple(site for site, _, _ in made.sites))
        left.callback(begun(partial(_save, made, project, asked, kept, last), FROM))
        built = [
            settled(
                site.audience, places[site.audience], files, said, site.withheld, replace=replace
            )
            for site, files, said in made.sites
        ]
    return BuildResult(tuple(built), last.diagnostics, {})


@dataclass(frozen=True, slots=True)
class _Made:
    """The sites, each with its files and what the guard says; and what is to be remembered."""

    sites: Sequence[tuple[KeptSite, Sequence[Artifact], GuardReport]]
    memos: Memos


def _made(  # noqa: PLR0917 - all that an edit depends on
    last: KeptBuild,
    project: Path,
    edited: Mapping[str, bytes],
    places: Mapping[Audience, Destination],
    plans: Plans,
    left: ExitStack,
) -> _Made | None:
    """What becomes of an edit, if it reaches no further; what is to be waited for is ``left``."""
    try:
        texts = {
            path: _text(project, path, said)
            for path, said in edited.items()
            if not _is_template(path)
        }
    except _Elsewhere:
        return None
    if any(_has_another_head(raw, last.heads.get(path)) for path, raw in texts.items()):
        return None
    retell = partial(_retold, project, last, texts)
    told = aside(retell, FROM if texts else 0, partial(_take_back, project))
    left.callback(told.end)

    from whyfolio.amend.sites import Further, Redrawn
    from whyfolio.memos import Memos

    memos, anew = Memos(project), len(texts) < len(edited)
    try:
        sites = [Redrawn(project, site, memos, plans) for site in last.sites]
        import_module("whyfolio.writer.writing")  # while the pages are made
        found = told()
        if found is None:
            return None
        retold, _ = found
        made = [
            site.made(places[kept.audience], pages, anew=anew)
            for site, kept, pages in zip(sites, last.sites, retold, strict=True)
        ]
    except Further:
        return None
    return _Made(made, memos)


def _has_another_head(raw: bytes, head: Head | None) -> bool:
    """Whether a note surely differs before its text: most edits are told by that at once.

    Where its bytes are not those of its text, as with the line ends of Windows, it is asked later.
    """
    is_plain = b"\r" not in raw and not raw.startswith(b"\xef\xbb\xbf")
    return is_plain and head is not None and head_of(raw[: head.size]) != head


def _save(
    made: _Made, project: Path, asked: Sequence[str], kept: KeptBuild, last: KeptBuild
) -> None:
    made.memos.save()
    keep(project, asked, kept, last)


def _edited(before: Parts, now: Parts) -> dict[str, bytes] | None:
    """The notes and templates that were edited and their hashes; None where more was."""
    if not now.rest or now.rest != before.rest or now.files.keys() != before.files.keys():
        return None
    edited = {path: said for path, said in now.files.items() if said != before.files[path]}
    notes = [path for path in edited if path.startswith("content/") and path.endswith(".md")]
    templates = [path for path in edited if _is_template(path)]
    is_all = len(notes) + len(templates) == len(edited)
    return edited if is_all and edited and len(notes) <= _MOST_NOTES else None


def _is_template(path: str) -> bool:
    top, _, rest = path.partition("/")
    return top == "themes" and "/templates/" in rest and path.endswith(".html")


def _take_back(project: Path, found: tuple[object, Mapping[str, set[bytes]]] | None) -> None:
    """Forget what memos know of texts that were edited: after they were told, while pages are made.

    Where it turns out that all has to be built, it is forgotten as well.
    """
    from whyfolio.memos import Memos

    memos = Memos(project)
    for name, keys in found[1].items() if found else ():
        memos.blank(name, keys)


def _retold(
    project: Path, last: KeptBuild, texts: Mapping[str, bytes]
) -> tuple[list[list[Retold]], Mapping[str, set[bytes]]] | None:
    """The pages of edited notes for each audience, and what memos know of what they were.

    It is made while this process loads the templates. None where an edit reaches further.
    """
    if not texts:
        return [[] for _ in last.sites], {}
    from whyfolio.amend.entries import retold
    from whyfolio.amend.reach import reaches_further
    from whyfolio.amend.taken_back import taken_back

    made: list[list[Retold]] = []
    for site in last.sites:
        pages = retold(project / BUILT, last, site, texts)
        if pages is None or any(reaches_further(last, site, one) for one in pages):
            return None
        made.append(pages)
    return made, taken_back(last, made)


def _text(project: Path, path: str, said: bytes) -> bytes:
    """The bytes of a note, if they are those that the build is remembered by."""
    try:
        raw = whole(str(project / path))
    except OSError:
        raise _Elsewhere from None
    if hash_of(raw) != said:
        raise _Elsewhere
    return raw
