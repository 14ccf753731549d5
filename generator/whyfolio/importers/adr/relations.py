"""Who supersedes, amends or is near whom: each edge once, on the side that whyfolio writes it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.importers.adr.shapes import Record
from whyfolio.importers.adr.states import Mention, Relation
from whyfolio.importers.adr.targets import Shelf

_FIELDS = {
    Relation.SUPERSEDES: ("supersedes", False),
    Relation.SUPERSEDED_BY: ("supersedes", True),
    Relation.AMENDS: ("amends", False),
    Relation.AMENDED_BY: ("amends", True),
    Relation.RELATED: ("related", False),
}


@dataclass(frozen=True, slots=True)
class Edges:
    """The edges of all records.

    Attributes:
        by_record: path of a record → field → the records that stand there.
        found: the mentions that led to a record.
    """

    by_record: Mapping[str, Mapping[str, Sequence[Record]]]
    found: frozenset[Mention]

    def fields(self, record: Record) -> Mapping[str, Sequence[Record]]:
        """What stands in a record's fields."""
        return self.by_record.get(record.text.inside, {})

    def finds(self, mention: Mention) -> bool:
        """Whether a mention led to a record."""
        return mention in self.found


def edges_of(records: Iterable[Record], shelf: Shelf) -> tuple[Edges, list[Diagnostic]]:
    """Settle every mention; one that leads nowhere, or to two, is told (W732)."""
    edges: dict[str, dict[str, dict[str, Record]]] = defaultdict(lambda: defaultdict(dict))
    found: set[Mention] = set()
    problems: list[Diagnostic] = []
    for record, mention in _ordered(records):
        target = shelf.named(mention, record)
        place = record.text.place(mention.line)
        other = target.record
        if other is None or other is record:
            strong = mention.relation is not Relation.RELATED
            if strong or target.doubt:
                problems.append(_nowhere(mention, target.doubt, place))
            continue
        field, turned = _FIELDS[mention.relation]
        newer, older = (other, record) if turned else (record, other)
        if field == "supersedes" and _reaches(older, newer, edges):
            message = (
                f'"{mention.words}" and this record supersede each other; this side is left out'
            )
            problems.append(Diagnostic("W732", place, message, "look which one holds"))
            continue
        if target.doubt:
            message = f'"{mention.address}" leads nowhere; {target.doubt}'
            problems.append(Diagnostic("W732", place, message, "mend the link, or the entry"))
        found.add(mention)
        _add(edges, field, newer, older)
    return Edges(
        {
            path: {name: tuple(own.values()) for name, own in fields.items()}
            for path, fields in edges.items()
        },
        frozenset(found),
    ), problems


_Edges = Mapping[str, Mapping[str, Mapping[str, Record]]]


def _ordered(records: Iterable[Record]) -> list[tuple[Record, Mention]]:
    """Every mention, the stronger relations first: what is superseded is not also related."""
    order = list(_FIELDS)
    every = [(record, mention) for record in records for mention in record.head.mentions]
    return sorted(every, key=lambda one: order.index(one[1].relation))


def _nowhere(mention: Mention, doubt: str, place: Place) -> Diagnostic:
    words = mention.words or mention.address
    message = f'"{words}" names no record here{f"; {doubt}" if doubt else ""}'
    hint = "write the ref into the entry by hand" if doubt else "import that record too"
    return Diagnostic("W732", place, message, hint)


def _add(
    edges: dict[str, dict[str, dict[str, Record]]], field: str, newer: Record, older: Record
) -> None:
    there, back = edges[newer.text.inside], edges[older.text.inside]
    known = any(older.text.inside in own for own in there.values())
    known |= field == "related" and any(newer.text.inside in own for own in back.values())
    if not known or field != "related":
        there[field][older.text.inside] = older


def _reaches(start: Record, goal: Record, edges: _Edges) -> bool:
    """Whether one supersedes the other, by way of others or at once."""
    seen: set[str] = set()
    queue = [start.text.inside]
    while queue:
        path = queue.pop()
        if path == goal.text.inside:
            return True
        if path not in seen:
            seen.add(path)
            queue.extend(edges.get(path, {}).get("supersedes", {}))
    return False
