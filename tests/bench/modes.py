"""The ways in which somebody builds: from nothing, after nothing, after an edit of each sort.

After each edit the page is read: speed that shows old words is none.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.bench.peers import FOOT, NOTE, Site
from tests.bench.taken import Taken, put_away, taken

_TITLE = re.compile(r"^(title: ).*$", re.IGNORECASE | re.MULTILINE)
_FOOT = re.compile(re.escape(FOOT) + r"[\w ]*")
_counted = itertools.count(1)


def cold(site: Site) -> Taken:
    """From nothing."""
    put_away(site.root, *site.kept)
    return _built(site, "")


def no_change(site: Site) -> Taken:
    """A second time."""
    return _built(site, "")


def one_body(site: Site) -> Taken:
    """After a sentence was added to the body of one note."""
    note, said = site.root / NOTE, f"Said {next(_counted)} times."
    _edit(note, lambda text: f"{text.rstrip()}\n\n{said}\n")
    return _built(site, said)


def one_title(site: Site) -> Taken:
    """After one note, which many pages list, got another title."""
    said = f"Named anew {next(_counted)}"
    _edit(site.root / NOTE, lambda text: _TITLE.sub(rf"\g<1>{said}", text, count=1))
    return _built(site, said)


def one_template(site: Site) -> Taken:
    """After a word of the template that all pages extend."""
    said = f"{FOOT} and {next(_counted)} times over"
    _edit(site.root / site.template, lambda text: _FOOT.sub(said, text))
    return _built(site, said)


MODES: Mapping[str, Callable[[Site], Taken]] = {
    "cold": cold,
    "no change": no_change,
    "one body": one_body,
    "one title": one_title,
    "one template": one_template,
}


def _built(site: Site, said: str) -> Taken:
    found = taken(site.build, site.root, site.environment)
    if said not in (site.root / site.page).read_text(encoding="utf-8"):
        raise RuntimeError(f"{site.name} did not show {said!r}")
    return found


def _edit(path: Path, change: Callable[[str], str]) -> None:
    before = path.read_text(encoding="utf-8")
    after = change(before)
    if before == after:
        raise RuntimeError(f"nothing to change in {path}")
    path.write_text(after, encoding="utf-8")
