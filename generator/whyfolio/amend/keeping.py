"""What of a build is kept for the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyfolio.guard import Wanted
from whyfolio.imprint import Imprint
from whyfolio.kept.builds import KeptBuild, KeptSite
from whyfolio.kept.heads import head_of
from whyfolio.memo import pack
from whyfolio.model.plan import path_of
from whyfolio.opened import Opened
from whyfolio.outputs.addresses import address_of
from whyfolio.outputs.feeds import FeedFile
from whyfolio.outputs.site import Desk
from whyfolio.pages import Pages
from whyfolio.plugins import any_installed
from whyfolio.portfolio.leading import all_there
from whyfolio.portfolio.portfolio import Portfolio
from whyfolio.portfolio.withheld import Withheld
from whyfolio.unchanged import Parts

if TYPE_CHECKING:
    from whyfolio.settling import BuildResult


def kept_site(
    portfolio: Portfolio, desk: Desk, pages: Pages, wanted: Wanted, unseen: Withheld
) -> KeptSite | None:
    """What one audience was given; None where not all of it can be kept."""
    view, files = desk.view, pages.kept
    if files is None:
        return None
    written = {one.path: one for one in portfolio.entries}
    stories = [entry.path for entry in view.entries if entry.kind == "story"]
    on_first_page = stories if len(stories) == 1 else []
    feeds = [one.feed for one in pages.products if isinstance(one, FeedFile)]
    return KeptSite(
        audience=view.audience,
        imprint=Imprint.of(view.config, view.audience),
        packed_site=pack(desk.site),
        files=files,
        packed_feed=pack(feeds[0] if feeds else None),
        notes={
            entry.path: path_of(address_of(entry))
            for entry in view.entries
            if entry.body == written[entry.path].body and entry.path not in on_first_page
        },
        untitled=frozenset(path for path, one in written.items() if not one.title),
        packed_spots=pack(desk.links.spots()),
        words=wanted.words,
        held=wanted.held,
        withheld=unseen,
        named=view.files,
    )


def kept_build(now: Parts, opened: Opened, result: BuildResult) -> KeptBuild | None:
    """What to keep of a build; None where not all of it can be kept.

    Nothing is kept while plugins are there: what they do depends on more than this can know.
    """
    if len(result.kept) != len(result.built) or any_installed():
        return None
    loaded = opened.loaded
    return KeptBuild(
        parts=now,
        heads={
            path: head_of(head.encode(errors="replace")) for path, head in loaded.sources.heads()
        },
        there=all_there(loaded),
        diagnostics=result.diagnostics,
        sites=result.kept,
    )
