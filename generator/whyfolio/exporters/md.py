"""Markdown that any viewer shows as meant: CommonMark, and the pipe tables that all know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from whyfolio.exporters.blocks import (
    Block,
    Code,
    Heading,
    Listing,
    Paragraph,
    Quote,
    Rule,
    Table,
    blocks_of,
)
from whyfolio.exporters.document import Document
from whyfolio.exporters.page import body_of
from whyfolio.exporters.runs import BREAK, Run

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_OPENING = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+](?=\s|$)|=+\s*$|-+\s*$|(?:\d{1,9})[.)](?=\s|$))")
_PLAIN = re.compile(r"[^\s()<>\\*_]+")
_FENCE = re.compile(r"`{3,}")


def export(document: Document) -> bytes:
    """The document as Markdown."""
    return written(blocks_of(body_of(document))).encode()


def written(blocks: Sequence[Block]) -> str:
    """Blocks as Markdown, one empty line between them."""
    return "\n\n".join(_lines_of(blocks)) + "\n"


def _lines_of(blocks: Iterable[Block]) -> Iterator[str]:
    before: Block | None = None
    for block in blocks:
        if isinstance(block, Listing) and isinstance(before, Listing):
            yield "<!-- -->"  # else two lists that follow each other would be one
        yield _block(block)
        before = block


def _block(block: Block) -> str:
    match block:
        case Heading():
            made = f"{'#' * block.rank} {_inline(block.runs).replace(chr(10), ' ')}"
        case Paragraph():
            made = _paragraph(block.runs)
        case Listing():
            made = _listing(block)
        case Quote():
            inner = "\n\n".join(_lines_of(block.blocks)).split("\n")
            made = "\n".join(f"> {line}".rstrip() for line in inner)
        case Table():
            made = _table(block)
        case Code():
            longest = max((len(found) for found in _FENCE.findall(block.text)), default=2)
            fence = "`" * (longest + 1)
            made = f"{fence}\n{block.text}\n{fence}"
        case Rule():
            made = "---"
    return made


def _paragraph(runs: Sequence[Run]) -> str:
    lines = _inline(runs).split("\n")
    return "\n".join(_OPENING.sub(_escaped_opening, line) for line in lines)


def _escaped_opening(found: re.Match[str]) -> str:
    space, sign = found[1], found[2]
    return f"{space}{sign[:-1]}\\{sign[-1]}" if sign[0].isdigit() else f"{space}\\{sign}"


def _listing(block: Listing) -> str:
    """Members under each other; apart where one of them is more than a line."""
    apart = any(len(member) > 1 for member in block.members)
    made = []
    for number, member in enumerate(block.members, start=1):
        sign = f"{number}. " if block.ordered else "- "
        inner = "\n\n".join(_lines_of(member)).split("\n")
        rest = [f"{' ' * len(sign)}{line}".rstrip() for line in inner[1:]]
        made.append("\n".join([sign + inner[0], *rest]))
    return ("\n\n" if apart else "\n").join(made)


def _table(table: Table) -> str:
    width = max(len(row) for row in table.rows)
    rows = [[*map(_cell, row), *[""] * (width - len(row))] for row in table.rows]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])


def _cell(runs: Sequence[Run]) -> str:
    return _inline(runs).replace("\n", " ").replace("\\\n", " ")


def _inline(runs: Sequence[Run]) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    if run.text == BREAK:
        return "\\\n"
    if run.fixed:
        tick = "``" if "`" in run.text else "`"
        text = f"{tick} {run.text} {tick}" if len(tick) > 1 else f"`{run.text}`"
    else:
        text = _ENTITY.sub("&amp;", _SPECIAL.sub(r"\\\1", run.text))
    lead, core, tail = _parted(text)
    for wanted, sign in ((run.slanted, "*"), (run.bold, "**")):
        core = f"{sign}{core}{sign}" if wanted and core else core
    if run.address and not run.address.startswith("#"):
        core = f"[{core}]({run.address if _PLAIN.fullmatch(run.address) else f'<{run.address}>'})"
    return f"{lead}{core}{tail}"


def _parted(text: str) -> tuple[str, str, str]:
    """Spaces before, words, spaces after: emphasis must touch its words."""
    core = text.strip(" ")
    if not core:
        return text, "", ""
    start = text.index(core)
    return text[:start], core, text[start + len(core) :]
