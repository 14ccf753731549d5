"""What stands for a site or an entry elsewhere: the icon of a tab, and addresses of before."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from whyfolio.model.entry import Entry
from whyfolio.model.plan import Plan
from whyfolio.outputs.addresses import address_of
from whyfolio.outputs.page_shapes import Favicon
from whyfolio.outputs.shapes import Link
from whyfolio.outputs.site import Desk

ICON = "/favicon.svg"
_MOST_LETTERS = 2


def plans(desk: Desk) -> Iterator[Plan]:
    """`/favicon.svg`, and for each alias of an entry a page that leads to where it stands now."""
    icon = Favicon(initials(desk.site.name or desk.site.title))
    yield desk.plan("favicon.svg", desk.head(ICON, desk.site.title, ""), it=icon)
    for entry in desk.view.entries:
        for alias in entry.aliases:
            yield _moved(desk, entry, alias)


def initials(name: str) -> str:
    """The first letter of a name and that of its last word; of a script without capitals, one."""
    words = [word for word in name.split() if word[0].isalnum()]
    if not words:
        return "·"
    first, last = words[0][0], words[-1][0]
    is_cased = all(unicodedata.category(letter) in {"Lu", "Ll", "Lt"} for letter in (first, last))
    return (
        f"{first}{last}".upper()[:_MOST_LETTERS] if is_cased and len(words) > 1 else first.upper()
    )


def _moved(desk: Desk, entry: Entry, alias: str) -> Plan:
    target = address_of(entry)
    before = f"/{alias}/" if entry.kind == "page" else f"/{entry.folder}/{alias}/"
    head = desk.head(before, entry.title, "")
    canonical = f"{desk.site.url}{target}" if desk.site.url else ""
    lasting = replace(head, canonical=canonical, noindex=True)
    return desk.plan("pages/moved.html", lasting, it=Link(entry.title, target))
