"""Where an entry stands in a site, and what its own paths mean."""

from __future__ import annotations

import posixpath

from whyfolio.dates import When
from whyfolio.model.entry import Entry
from whyfolio.names import slugify

CONTENT = "content"


def anchor(entry: Entry) -> str:
    """A prefix for ids that no other entry has: `stories-checkout-queue`."""
    return entry.ref.replace("/", "-") or "profile"


def address_of(entry: Entry) -> str:
    """`/stories/SLUG/`, and `/SLUG/` for a page."""
    return f"/{entry.slug}/" if entry.kind == "page" else f"/{entry.folder}/{entry.slug}/"


def period_address(period: When | str) -> str:
    """`/brag/2026-h1/`."""
    text = period if isinstance(period, str) else period.text
    return f"/brag/{slugify(text.replace('/', '-to-'))}/"


def beside(entry: Entry, written: str) -> str:
    """A path as written in an entry → the path below `content/`."""
    if written.startswith("files/"):
        return posixpath.normpath(written)
    folder = posixpath.dirname(entry.path.removeprefix(f"{CONTENT}/"))
    return posixpath.normpath(posixpath.join(folder, written))
