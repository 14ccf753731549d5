"""Where an entry stands in a site."""

from __future__ import annotations

from whyfolio.dates import When
from whyfolio.model.entry import Entry
from whyfolio.names import slugify

SEARCH = "/search/"


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
