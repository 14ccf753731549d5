"""The title an entry is shown under: as typed, else its first heading, else its file name."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from whyfolio.dataclass import replace
from whyfolio.markdown.converter import first_heading, plain, without_first_heading
from whyfolio.model.entry import Entry
from whyfolio.names import slugify

_BLANKS = re.compile(r"[\s_]+")
_BETWEEN_WORDS = re.compile(r"(?<![0-9])-|-(?![0-9])")


def with_title(entry: Entry) -> Entry:
    """The entry with its shown title; a title taken from the body leaves the body."""
    if entry.title:
        return entry
    heading = first_heading(entry.body) if entry.body else None
    if heading:
        return replace(entry, title=plain(heading), body=without_first_heading(entry.body))
    return replace(entry, title=spoken(_named(entry)))


def _named(entry: Entry) -> str:
    """The file's own name where the slug is how it is spelled in ASCII; else the slug."""
    stem = unicodedata.normalize("NFC", PurePosixPath(entry.path).stem)
    is_spelled = not stem.isascii() and slugify(stem) == entry.slug
    return _BLANKS.sub("-", stem) if is_spelled else entry.slug


def spoken(slug: str) -> str:
    """A slug as words: "checkout-queue" → "Checkout queue"; dates stay: "2026-11-18 review"."""
    words = _BETWEEN_WORDS.sub(" ", slug).strip()
    return words[:1].upper() + words[1:]
