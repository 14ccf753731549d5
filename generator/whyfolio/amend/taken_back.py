"""What memos know of texts that are no longer written: nobody asks for it, and nothing keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from whyfolio.amend.entries import Retold
from whyfolio.content.loader import note_key
from whyfolio.guard.inspection import folded_key
from whyfolio.guard.marks import shares
from whyfolio.kept.builds import KeptBuild
from whyfolio.memos import NOTES, Memos
from whyfolio.outputs.bodies import body_key


def take_back(memos: Memos, last: KeptBuild, retold: Iterable[Sequence[Retold]]) -> None:
    """Make unreadable what was made of texts before they were edited.

    Args:
        memos: the project's.
        last: what was kept of the build before the edit.
        retold: for each of its sites, the pages of notes that were edited.
    """
    gone: set[bytes] = set()
    for site, pages in zip(last.sites, retold, strict=True):
        bodies, folded, audience = set[bytes](), set[bytes](), site.audience
        for path, _, before, _ in pages:
            gone.add(note_key(path, last.parts.files[path], before.kind))
            bodies.add(body_key(before, site.imprint.raw_html))
            said = shares(before.body, audience, visible=True, inline=False).shown
            folded.add(folded_key(said))
        memos.of(f"bodies-{audience.value}").blank(bodies)
        memos.of(f"folded-{audience.value}").blank(folded)
    memos.of(NOTES).blank(gone)
