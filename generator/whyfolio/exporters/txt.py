"""Plain text, 78 columns wide, for a form or a mail."""

from __future__ import annotations

import textwrap
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
from whyfolio.exporters.runs import BREAK, Run, text_of

WIDTH = 78
UNDER = {1: "=", 2: "-"}
GAP = "  "


def export(document: Document) -> bytes:
    """The document as plain text."""
    return written(blocks_of(body_of(document))).encode()


def written(blocks: Sequence[Block]) -> str:
    """Blocks as plain text; no line is wider than `WIDTH` but for a word that is."""
    return "\n\n".join(_parts(blocks, WIDTH)) + "\n"


def _parts(blocks: Iterable[Block], width: int) -> Iterator[str]:
    for block in blocks:
        text = _block(block, width)
        if text:
            yield text


def _block(block: Block, width: int) -> str:
    match block:
        case Heading():
            made = _heading(block, width)
        case Paragraph():
            made = _wrapped(_words(block.runs), width)
        case Listing():
            made = _listing(block, width)
        case Quote():
            made = textwrap.indent("\n\n".join(_parts(block.blocks, width - 2)), "  ")
        case Table():
            made = _table(block, width)
        case Code():
            made = textwrap.indent(block.text, "  ")
        case Rule():
            made = "-" * 20
    return made


def _heading(block: Heading, width: int) -> str:
    text = _wrapped(text_of(block.runs), width)
    sign = UNDER.get(block.rank, "")
    longest = max(map(len, text.split("\n")), default=0)
    return f"{text}\n{sign * longest}" if sign else f"* {text}"


def _wrapped(text: str, width: int) -> str:
    lines = text.split("\n")
    fill = textwrap.TextWrapper(width, break_long_words=False, break_on_hyphens=False)
    return "\n".join("\n".join(fill.wrap(line)) for line in lines).strip("\n")


def _words(runs: Sequence[Run]) -> str:
    """The words; bold ones that open a paragraph get a colon, since nothing else sets them off."""
    told = [_run(run) for run in runs]
    if len(runs) > 1 and runs[0].bold and told[0][-1:].isalnum() and not runs[1].bold:
        place = told.index(")") if "(" in told[1:3] and ")" in told else 0
        after = "".join(told[place + 1 :])
        if after[:1].isspace() and after.strip():
            told[place] += ":"
    return "".join(told)


def _run(run: Run) -> str:
    if run.text == BREAK:
        return "\n"
    if run.address and not run.address.startswith("#"):
        address = run.address.removeprefix("mailto:")
        return run.text if address in run.text else f"{run.text} <{address}>"
    return run.text


def _listing(block: Listing, width: int) -> str:
    apart = any(len(member) > 1 for member in block.members)
    made = []
    for number, member in enumerate(block.members, start=1):
        sign = f"{number}. " if block.ordered else "- "
        inner = "\n".join(_parts(member, width - len(sign)))
        made.append(sign + textwrap.indent(inner, " " * len(sign))[len(sign) :])
    return ("\n\n" if apart else "\n").join(made)


def _table(table: Table, width: int) -> str:
    """Columns under each other where they fit, else a line for each cell."""
    rows = [[_words(cell).replace("\n", " ") for cell in row] for row in table.rows]
    count = max(map(len, rows))
    rows = [[*row, *[""] * (count - len(row))] for row in rows]
    widths = [max(len(row[place]) for row in rows) for place in range(count)]
    if sum(widths) + len(GAP) * (count - 1) <= width:
        return "\n".join(
            GAP.join(cell.ljust(widths[place]) for place, cell in enumerate(row)).rstrip()
            for row in rows
        )
    head, *body = rows
    told = (
        "\n".join(
            _wrapped(f"{name}: {cell}" if name else cell, width)
            for name, cell in zip(head, row, strict=True)
            if cell
        )
        for row in body
    )
    return "\n\n".join(told)
