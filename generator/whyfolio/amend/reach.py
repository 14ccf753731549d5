"""How far the text of an entry reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyfolio.guard import changes_nothing
from whyfolio.kept.builds import KeptBuild, KeptSite
from whyfolio.portfolio.leading import has_dead_end
from whyfolio.portfolio.named import named_files

if TYPE_CHECKING:
    from whyfolio.amend.retold import Retold


def reaches_further(last: KeptBuild, site: KeptSite, one: Retold) -> bool:
    """Whether an edited text changes more than its page and the feeds.

    Args:
        last: the build before the edit.
        site: what was kept of one audience's site.
        one: the page of the note that was edited.
    """
    before, after = one.before, one.page.entry
    return (
        has_dead_end(last.there, after)
        or bool(named_files(site.named, (before, after)))
        or not changes_nothing(site.held, site.audience, before.body, after.body)
    )
