"""Slugs, comparison keys and did-you-mean for the names an author types."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_PLAIN_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_BREAKS, _GROUPED = re.compile(r"[^a-z0-9]+"), re.compile(r"(?<=\d),(?=\d)")
LONGEST_SLUG = 80
# The file that makes a folder a portfolio.
SETTINGS_FILE = "whyfolio.toml"
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)


@lru_cache(maxsize=4096)
def slugify(text: str) -> str:
    """A lower-case address segment of ASCII letters, digits and hyphens; "" if nothing is left."""
    if _PLAIN_SLUG.match(text) and len(text) <= LONGEST_SLUG:
        return text
    spelled = text.replace("C++", "cpp").replace("C#", "csharp").replace("c++", "cpp")
    spelled = spelled.replace("c#", "csharp").replace("'", "").replace("’", "")
    if spelled.isascii() and "&" not in spelled:
        quick = _BREAKS.sub("-", _GROUPED.sub("", spelled.lower())).strip("-")
        if len(quick) <= LONGEST_SLUG:
            return quick
    from slugify import slugify as transliterate

    slug: str = transliterate(spelled, max_length=LONGEST_SLUG, word_boundary=True)
    return slug


def slug_fault(slug: str) -> str | None:
    """Why a slug cannot be an address segment on every file system, or None if it can."""
    if not slug:
        return "is empty"
    if slug.casefold().split(".")[0] in _DEVICES:
        return "is a device name on Windows"
    if not _PLAIN_SLUG.match(slug):
        return "holds something else than lower-case letters, digits and single hyphens"
    if len(slug) > LONGEST_SLUG:
        return f"is longer than {LONGEST_SLUG} characters"
    return None


def collision_key(name: str) -> str:
    """Two names with the same key are the same file or address somewhere: case, Unicode form."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKD", name).casefold())


def did_you_mean(typed: str, known: Iterable[str]) -> str | None:
    """The known name that was probably meant; case and separators count for nothing."""
    candidates = list(known)

    def flat(name: str) -> str:
        return re.sub(r"[\s_\-]+", "", name).casefold()

    by_flat = {flat(name): name for name in reversed(candidates)}
    if flat(typed) in by_flat:
        return by_flat[flat(typed)]
    import difflib

    close = difflib.get_close_matches(flat(typed), by_flat, n=1, cutoff=0.7)
    return by_flat[close[0]] if close else None


def hint_for(typed: str, known: Iterable[str], otherwise: str = "") -> str:
    """A "did you mean" sentence, or ``otherwise`` where nothing is near."""
    guess = did_you_mean(typed, known)
    return f'did you mean "{guess}"?' if guess else otherwise


def join_words(words: Iterable[str], last: str = "or") -> str:
    """`a`, `a or b`, `a, b or c`; "" for none."""
    *head, tail = list(words) or [""]
    return f"{', '.join(head)} {last} {tail}" if head else tail
