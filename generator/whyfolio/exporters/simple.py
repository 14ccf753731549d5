"""Blocks as HTML without layout, for a converter to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from whyfolio.exporters.blocks import Block, Code, Heading, Listing, Paragraph, Quote, Rule, Table
from whyfolio.exporters.runs import BREAK, Run, merged, text_of

WIDEST = 90  # characters after which a column is no wider for more
WHOLE = 100
LABEL = "Label"  # the style of a small heading


def written(blocks: Iterable[Block]) -> str:
    """Blocks as HTML elements."""
    return "\n".join(map(_block, blocks))


def _block(block: Block) -> str:
    match block:
        case Heading():
            made = f"<h{block.rank}>{_anchored(block.anchor)}{_inline(block.runs)}</h{block.rank}>"
        case Paragraph():
            made = f"<p>{_anchored(block.anchor)}{_inline(block.runs)}</p>"
            made = f'<div custom-style="{LABEL}">{made}</div>' if block.label else made
        case Listing():
            name = "ol" if block.ordered else "ul"
            inner = "".join(f"<li>{_member(member)}</li>" for member in block.members)
            made = f"<{name}>{inner}</{name}>"
        case Quote():
            made = f"<blockquote>{written(block.blocks)}</blockquote>"
        case Table():
            head, *body = (_row(row, "th" if not n else "td") for n, row in enumerate(block.rows))
            made = (
                f"<table>{_columns(block.rows)}<thead>{head}</thead>"
                f"<tbody>{''.join(body)}</tbody></table>"
            )
        case Code():
            made = f"<pre><code>{escape(block.text)}</code></pre>"
        case Rule():
            made = "<hr>"
    return made


def _member(member: Sequence[Block]) -> str:
    """A member of one paragraph stands close to the next; one of more has air."""
    if len(member) == 1 and isinstance(only := member[0], Paragraph):
        return f"{_anchored(only.anchor)}{_inline(only.runs)}"
    return written(member)


def _row(row: Sequence[Sequence[Run]], name: str) -> str:
    return f"<tr>{''.join(f'<{name}>{_inline(cell)}</{name}>' for cell in row)}</tr>"


def _columns(rows: Sequence[Sequence[Sequence[Run]]]) -> str:
    """Columns as wide as what stands in them, within reason, and all of them as wide as the page.

    The longest words of a column may need a line of their own, so that no column is less than a
    twelfth.
    """
    count = max(map(len, rows))
    longest = [
        max((len(text_of(row[column])) for row in rows if column < len(row)), default=0)
        for column in range(count)
    ]
    total = sum(min(length, WIDEST) for length in longest) or 1
    least = WHOLE / 12
    shares = [max(least, WHOLE * min(length, WIDEST) / total) for length in longest]
    widths = (round(WHOLE * share / sum(shares)) for share in shares)
    columns = (f'<col style="width: {width}%">' for width in widths)
    return f"<colgroup>{''.join(columns)}</colgroup>"


def _anchored(anchor: str) -> str:
    return f'<span id="{escape(anchor)}"></span>' if anchor else ""


def _inline(runs: Iterable[Run]) -> str:
    return "".join(map(_run, merged(runs)))


def _run(run: Run) -> str:
    if run.text == BREAK:
        return "<br>"
    if run.picture:
        return f'<img src="{escape(run.picture)}" alt="{escape(run.text)}">'
    text = escape(run.text.strip("[]") if run.mark else run.text)
    for wanted, name in (
        (run.fixed, "code"),
        (run.slanted, "em"),
        (run.bold, "strong"),
        (run.mark, "sup"),
    ):
        text = f"<{name}>{text}</{name}>" if wanted else text
    return f'<a href="{escape(run.address)}">{text}</a>' if run.address else text
