"""Pages that are a competency each: one ladder, if they have the same levels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from whyfolio.importers.ladder.draft import Draft

_FEWEST = 2


def pages_joined(drafts: Sequence[Draft], source: str) -> Iterator[Draft]:
    """The ladders of some pages, where those of one competency and the same levels are one.

    Args:
        drafts: a ladder or more for each page.
        source: what was imported, for the name of what is joined.
    """
    alike: dict[tuple[str, ...], list[Draft]] = defaultdict(list)
    for draft in drafts:
        if _is_competency(draft):
            alike[tuple(rung.title for rung in draft.rungs)].append(draft)
    joined = {id(one) for members in alike.values() if len(members) >= _FEWEST for one in members}
    yield from (draft for draft in drafts if id(draft) not in joined)
    for members in alike.values():
        if len(members) >= _FEWEST:
            yield _joined(members, source)


def _is_competency(draft: Draft) -> bool:
    """Whether a page names no competency but itself."""
    return len(draft.rows) == 1 and draft.rows[0].title == draft.title


def _joined(members: Sequence[Draft], source: str) -> Draft:
    first = members[0]
    name = PurePosixPath(source).name or "ladder"
    folders = {one.place.file: PurePosixPath(one.place.file).parent.name for one in members}
    several = len(set(folders.values())) > 1
    rows = tuple(
        replace(one.rows[0], theme=folders[one.place.file] if several else "") for one in members
    )
    return replace(first, name=name, title=name, rows=rows)
