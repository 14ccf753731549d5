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
from whyfolio.exporters.runs import BREAK, Run, merged

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
            made = f"{fence}{block.language}\n{block.text}\n{fence}"
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
    made = ""
    whole = merged(runs)
    for place, run in enumerate(whole):
        after = whole[place + 1].text[:1] if place + 1 < len(whole) else ""
        told = _run(run, made[-1:], after)
        if told.startswith("[") and made.endswith("!"):
            made = f"{made[:-1]}\\!"  # else the link would be a picture
        made += told
    return made


def _run(run: Run, before: str, after: str) -> str:
    """One run between the letters before and after it."""
    if run.text == BREAK:
        return "\\\n"
    if run.fixed:
        return _linked(_code(run.text), run)
    if run.picture and not run.picture.startswith("data:"):
        words = _SPECIAL.sub(r"\\\1", run.text)
        return _linked(f"![{words}]{_target(run.picture)}", run)
    lead, core, tail = _parted(_ENTITY.sub("&amp;", _SPECIAL.sub(r"\\\1", run.text)))
    sign = "*" * (run.slanted + 2 * run.bold)
    if sign and _holds(lead or before, core, tail or after):
        core = f"{sign}{core}{sign}"
    return f"{lead}{_linked(core, run)}{tail}"


def _holds(before: str, core: str, after: str) -> bool:
    """Whether signs around some words are read as emphasis, and not as asterisks.

    They are not where a letter touches them from outside and none from inside, nor for sure
    where signs touch signs.
    """
    if before.endswith("*"):
        return False
    opens = core[:1].isalnum() or not before[-1:].strip()
    closes = core[-1:].isalnum() or not after[:1].strip()
    return bool(core) and opens and closes


def _code(text: str) -> str:
    longest = max((len(found) for found in re.findall("`+", text)), default=0)
    if not longest:
        return f"`{text}`"
    ticks = "`" * (longest + 1)
    return f"{ticks} {text} {ticks}"


def _linked(core: str, run: Run) -> str:
    if not core or not run.address or run.address.startswith("#"):
        return core
    return f"[{core}]{_target(run.address)}"


def _target(address: str) -> str:
    return f"({address})" if _PLAIN.fullmatch(address) else f"(<{address}>)"


def _parted(text: str) -> tuple[str, str, str]:
    """Spaces before, words, spaces after: emphasis must touch its words."""
    core = text.strip(" ")
    if not core:
        return text, "", ""
    start = text.index(core)
    return text[:start], core, text[start + len(core) :]
