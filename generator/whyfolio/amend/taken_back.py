"""What memos know of texts that are no longer written: nobody asks for it, and nothing keeps it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from whyfolio.amend.retold import Retold
from whyfolio.guard.marks import shares
from whyfolio.kept.builds import KeptBuild
from whyfolio.memo_keys import body_key, folded_key, note_key
from whyfolio.memos import NOTES
from whyfolio.outputs.addresses import anchor


def taken_back(last: KeptBuild, retold: Iterable[Sequence[Retold]]) -> Mapping[str, set[bytes]]:
    """What is known of texts before they were edited: keys, by the names of memos.

    Args:
        last: what was kept of the build before the edit.
        retold: for each of its sites, the pages of notes that were edited.
    """
    gone: dict[str, set[bytes]] = defaultdict(set)
    for site, pages in zip(last.sites, retold, strict=True):
        audience = site.audience
        for path, _, before, _ in pages:
            said = shares(before.body, audience, visible=True, inline=False).shown
            body = body_key(before.body, anchor(before), site.imprint.raw_html)
            gone[NOTES].add(note_key(path, last.parts.files[path], before.kind))
            gone[f"bodies-{audience.value}"].add(body)
            gone[f"folded-{audience.value}"].add(folded_key(said))
    return gone
