"""The fields of one entry as nodes, where they stand in its file."""

from __future__ import annotations

from whyfolio.content.blocks import read_field
from whyfolio.content.faults import Faults
from whyfolio.content.frontmatter import Front, read_front
from whyfolio.content.nodes import Node, Pair, Sequence
from whyfolio.model.entry import Entry
from whyfolio.model.fields import Field, fields_of


def pairs_of(text: str, shape: type[Entry]) -> tuple[list[tuple[Field, Pair]], Front]:
    """The declared fields of a file with their nodes, and the file's parts."""
    faults = Faults("")
    front = read_front(text, faults)
    declared = fields_of(shape)
    pairs = [
        (declared[raw.key], read_field(raw, declared, faults))
        for raw in front.fields
        if raw.key in declared
    ]
    return pairs, front


def members(node: Node | None) -> tuple[Node, ...]:
    """The members of a list, or the one value that stands for a list of one."""
    if node is None:
        return ()
    return node.members if isinstance(node, Sequence) else (node,)
