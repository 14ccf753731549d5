"""The headings of a body; the first one is also found in its text alone."""

from __future__ import annotations

import re

from whyfolio.dataclass import dataclass

_ATX = re.compile(r" {0,3}(#{1,6})[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*\Z")
_ATTRIBUTES = re.compile(r"[ \t]*\{:?[^{}]*\}[ \t]*\Z")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in a body; levels start at 2, the page's title is 1."""

    level: int
    id: str
    text: str


def _find(text: str) -> tuple[int, str] | None:
    """The line number and words of the first heading that stands before anything else."""
    for number, line in enumerate(text.splitlines()):
        if not line.strip():
            continue
        found = _ATX.match(line)
        if found is None:
            return None
        return number, _ATTRIBUTES.sub("", found.group(2)).strip()
    return None


def first_heading(text: str) -> str | None:
    """The words of the heading that a body opens with, or None."""
    found = _find(text)
    return found[1] if found else None


def without_first_heading(text: str) -> str:
    """The body without the heading it opens with."""
    found = _find(text)
    if found is None:
        return text
    lines = text.splitlines(keepends=True)
    return "".join(lines[found[0] + 1 :]).lstrip("\n")
