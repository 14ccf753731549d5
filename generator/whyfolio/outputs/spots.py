"""Where notes stand in a view, and the links of a text to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from whyfolio.markdown.converter import Rendered, bind
from whyfolio.model.entry import Entry
from whyfolio.outputs.pictures import attributes
from whyfolio.outputs.shapes import Body
from whyfolio.portfolio.leading import CONTENT, beside


class Spot(NamedTuple):
    """Where a note stands in a view, and how its headings are told from those of others."""

    address: str
    anchor: str


def to_note(entry: Entry, written: str, find: Callable[[str], Spot | None]) -> str | None:
    """The address of the note to which a link in an entry leads; None where it is to none."""
    path, _, fragment = written.partition("#")
    spot = find(f"{CONTENT}/{beside(entry, path)}")
    if spot is None:
        return None
    return f"{spot.address}#{spot.anchor}--{fragment}" if fragment else spot.address


def without_files(entry: Entry, rendered: Rendered, spots: Mapping[str, Spot]) -> Body:
    """The body of an entry that names no file of the project, its links settled."""
    html = rendered.html
    if rendered.addresses:
        html = bind(html, lambda written: to_note(entry, written, spots.get), _fit_none)
    return Body(html, rendered.headings)


def _fit_none(before: str, tag: str, _written: str) -> str:
    return attributes(before, tag, "", (0, 0))
