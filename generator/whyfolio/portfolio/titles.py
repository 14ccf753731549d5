"""The title an entry is shown under: as typed, else its first heading, else its file name."""

from __future__ import annotations

import dataclasses
import re

from whyfolio.markdown.converter import first_heading, plain, without_first_heading
from whyfolio.model.entry import Entry

_BETWEEN_WORDS = re.compile(r"(?<![0-9])-|-(?![0-9])")


def with_title(entry: Entry) -> Entry:
    """The entry with its shown title; a title taken from the body leaves the body."""
    if entry.title:
        return entry
    heading = first_heading(entry.body) if entry.body else None
    if heading:
        return dataclasses.replace(
            entry, title=plain(heading), body=without_first_heading(entry.body)
        )
    return dataclasses.replace(entry, title=spoken(entry.slug))


def spoken(slug: str) -> str:
    """A slug as words: "checkout-queue" → "Checkout queue"; dates stay: "2026-11-18 review"."""
    words = _BETWEEN_WORDS.sub(" ", slug).strip()
    return words[:1].upper() + words[1:]
