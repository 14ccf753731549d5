"""A document as blocks, for formats without a layout: headings, paragraphs, lists, tables.

What stands beside each other on a page stands under each other here. A few classes of the page
are known, since their place says what only a layout shows: `margin` (after its label comes a
list), `figure` (one line), `label` (a heading too small to be one), `ref` (a number to look up).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from bs4 import Tag
from bs4.element import NavigableString

from whyfolio.dataclass import dataclass
from whyfolio.exporters.page import HEADINGS
from whyfolio.exporters.runs import Run, bold, classes_of, joined, runs_of, text_of, tidied

INLINE = frozenset(
    [
        *("a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "em", "i", "img"),
        *("input", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong"),
        *("sub", "sup", "time", "u", "var", "wbr"),
    ]
)
UNSEEN = frozenset(["svg", "style", "script", "template", "nav"])


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of rank 1 to 6; ``anchor`` is what a link to it names."""

    rank: int
    runs: tuple[Run, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; ``label`` where it names what follows, and must not be parted from it."""

    runs: tuple[Run, ...]
    anchor: str = ""
    label: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, each of its members some blocks."""

    members: tuple[tuple[Block, ...], ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first row is the head."""

    rows: tuple[tuple[tuple[Run, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Text whose lines stay as they are; ``language`` is what a highlighter calls it."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line between two parts."""


Block = Heading | Paragraph | Listing | Quote | Table | Code | Rule


def blocks_of(held: Tag) -> tuple[Block, ...]:
    """All that a page says, in the order in which it is read."""
    return tuple(_blocks(held))


def _blocks(held: Tag) -> Iterator[Block]:
    loose: list[Tag | NavigableString] = []
    anchor = str(held.get("id", ""))
    for child in held.children:
        if isinstance(child, Tag) and child.name not in INLINE:
            for block in (*_flushed(loose), *_block(child)):
                yield _anchored(block, anchor)
                anchor = "" if isinstance(block, Heading | Paragraph) else anchor
        elif isinstance(child, Tag | NavigableString):
            loose.append(child)
    for block in _flushed(loose):
        yield _anchored(block, anchor)


def _anchored(block: Block, anchor: str) -> Block:
    if anchor and isinstance(block, Heading | Paragraph) and not block.anchor:
        return replace(block, anchor=anchor)
    return block


def _flushed(loose: list[Tag | NavigableString]) -> Iterator[Block]:
    runs = tidied(runs_of(*loose))
    loose.clear()
    if runs:
        yield Paragraph(runs)


def _block(tag: Tag) -> Iterator[Block]:
    if tag.name in UNSEEN:
        return iter(())
    for name in classes_of(tag):
        if name in _BY_CLASS:
            return _BY_CLASS[name](tag)
    return _BY_NAME.get(tag.name, _blocks)(tag)


def _heading(tag: Tag) -> Iterator[Block]:
    runs = tidied(runs_of(tag))
    if runs:
        yield Heading(int(tag.name[1]), runs, str(tag.get("id", "")))


def _label(tag: Tag) -> Iterator[Block]:
    if tag.name in HEADINGS:
        yield from _heading(tag)
    elif runs := tidied(runs_of(tag)):
        yield Paragraph(bold(runs), label=True)


def _members(tag: Tag) -> Iterator[Block]:
    members = (tuple(_blocks(li)) for li in tag.find_all("li", recursive=False))
    yield from _listing([m for m in members if m], ordered=tag.name == "ol")


def _listing(members: Sequence[tuple[Block, ...]], *, ordered: bool = False) -> Iterator[Block]:
    if members:
        yield Listing(tuple(members), ordered)


def _terms(tag: Tag) -> Iterator[tuple[Block, ...]]:
    """A list of terms: each with its first text on one line."""
    names: list[Run] = []
    texts: list[Block] = []
    for part in tag.find_all(["dt", "dd"]):
        if part.find_parent("dl") is not tag:
            continue
        if part.name == "dt":
            if texts:
                yield _term(names, texts)
                names, texts = [], []
            names += [*([Run(", ")] if names else []), *tidied(runs_of(part))]
        else:
            texts += _blocks(part)
    if names or texts:
        yield _term(names, texts)


def _term(names: list[Run], texts: list[Block]) -> tuple[Block, ...]:
    named = bold(tidied(names))
    first = texts[0] if texts else None
    if isinstance(first, Paragraph):
        lead = Paragraph((*named, Run(": "), *first.runs) if named else first.runs, first.anchor)
        return (lead, *texts[1:])
    return (Paragraph(named), *texts) if named else tuple(texts)


def _line(tag: Tag) -> Iterator[Block]:
    """A figure: its number, what it measures, both values and how we know, as one line."""
    parts = list(_flat(_blocks(tag)))
    if parts:
        yield Paragraph((*bold(parts[0]), *joined([(), *parts[1:2]], " "), *_rest(parts[2:])))


def _rest(parts: list[tuple[Run, ...]]) -> tuple[Run, ...]:
    return (Run(" ("), *joined(parts, ", "), Run(")")) if parts else ()


def _flat(blocks: Iterator[Block] | Sequence[Block]) -> Iterator[tuple[Run, ...]]:
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            yield tuple(replace(run, bold=False) for run in block.runs)
        elif isinstance(block, Listing):
            for member in block.members:
                yield from _flat(member)


def _margin(tag: Tag) -> Iterator[Block]:
    """What stands beside the words; under its label each thing is a member of a list."""
    found, members = list(_parts(tag)), list[tuple[Block, ...]]()
    labelled = False
    for classes, blocks in found:
        if "label" in classes:
            yield from _listing(members)
            members = []
            labelled = True
            yield from blocks
        elif not labelled:
            yield from blocks
        elif "says" in classes and members:
            members[-1] = (*members[-1], *blocks)
        else:
            members.append(blocks)
    yield from _listing(members)


def _lead(tag: Tag) -> Iterator[Block]:
    """A story to read first: its number stands above its title, and is read after it."""
    found = list(_blocks(tag))
    place = next((n for n, block in enumerate(found) if isinstance(block, Heading)), 0)
    return iter([*found[place : place + 1], *found[:place], *found[place + 1 :]])


def _parts(tag: Tag) -> Iterator[tuple[Sequence[str], tuple[Block, ...]]]:
    for child in tag.find_all(recursive=False):
        blocks = tuple(_block(child))
        if blocks:
            yield classes_of(child), blocks


def _table(tag: Tag) -> Iterator[Block]:
    rows = tuple(
        tuple(tidied(runs_of(cell)) for cell in row.find_all(["th", "td"], recursive=False))
        for row in tag.find_all("tr")
    )
    filled = tuple(row for row in rows if row)
    if filled and any(text_of(cell) for row in filled for cell in row):
        yield Table(filled)


def _language(tag: Tag) -> str:
    code = tag.find("code")
    named = classes_of(code) if isinstance(code, Tag) else []
    return next((n.removeprefix("language-") for n in named if n.startswith("language-")), "")


_BY_NAME: Mapping[str, Callable[[Tag], Iterator[Block]]] = {
    **dict.fromkeys(HEADINGS, _heading),
    "ul": _members,
    "ol": _members,
    "dl": lambda tag: _listing(list(_terms(tag))),
    "blockquote": lambda tag: iter([Quote(tuple(_blocks(tag)))]),
    "table": _table,
    "pre": lambda tag: iter([Code(tag.get_text().strip("\n"), _language(tag))]),
    "hr": lambda _: iter([Rule()]),
    "summary": _label,
}
_BY_CLASS: Mapping[str, Callable[[Tag], Iterator[Block]]] = {
    "figure": _line,
    "margin": _margin,
    "label": _label,
    "lead": _lead,
    "drawn": lambda _: iter(()),  # about shapes, which these formats have not
}
