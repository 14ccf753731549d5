"""What can be handed over about one case: a new one is a line here and a module that plans it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping

from whyfolio.dataclass import dataclass
from whyfolio.model.kinds import Packet
from whyfolio.model.plan import Plan
from whyfolio.outputs.handout.manager import manager_plan
from whyfolio.outputs.handout.one_to_one import one_to_one_plan
from whyfolio.outputs.packet.pages import packet_plan
from whyfolio.outputs.periods import packet_address
from whyfolio.outputs.sentence import LADDER, sentences_in
from whyfolio.outputs.shapes import Figure
from whyfolio.outputs.site import Desk


@dataclass(frozen=True, slots=True)
class Cited:
    """A source of sentences, with the number that stands behind each of them."""

    number: str
    ref: str
    title: str
    address: str


# By its reader. Each plans a page for a packet entry, or without one for what the settings ask.
HANDOUTS: Mapping[str, Callable[[Desk, Packet | None], Plan]] = {
    "committee": packet_plan,
    "manager": manager_plan,
    "one-to-one": one_to_one_plan,
}


def handout(desk: Desk, entry: Packet | None, reader: str, refs: str = "claims") -> Plan | None:
    """The page for a reader; None where the view holds no case.

    Args:
        desk: the view of those who get it.
        entry: the packet; None for what the settings ask.
        reader: one of `HANDOUTS`.
        refs: which sentences say where they are from: "all", "claims" or "none".
    """
    if entry is None and not packet_address(desk.view):
        return None
    plan = HANDOUTS[reader](desk, entry)
    cited = _cited(desk, plan) if refs == "all" else ()
    marks = {source.ref: source.number for source in cited}
    told = {"refs": refs, "cited": cited, "marks": marks}
    return dataclasses.replace(plan, context={**plan.context, **told})


def _cited(desk: Desk, plan: Plan) -> tuple[Cited, ...]:
    """Every source of a page's sentences, in the order in which they are first read."""
    refs = dict.fromkeys(ref for found in sentences_in(plan.context) for ref in found.refs)
    ladders = {f"{LADDER}/{ladder.id}": ladder.title for ladder in desk.view.ladders}
    made = []
    for number, ref in enumerate(refs, start=1):
        link = desk.links.link(ref)
        title = link.title if link else ladders.get(ref, ref)
        made.append(Cited(f"s{number}", ref, title, link.address if link else ""))
    return tuple(made)


def figures_in(plan: Plan) -> int:
    """How many different figures a page shows."""
    found = {
        (figure.measure, figure.before, figure.after, figure.unit)
        for figure in _figures(plan.context)
    }
    return len(found)


def _figures(value: object) -> Iterator[Figure]:
    if isinstance(value, Figure):
        yield value
    elif isinstance(value, tuple | list):
        for member in value:
            yield from _figures(member)
    elif isinstance(value, Mapping):
        for member in value.values():
            yield from _figures(member)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for each in dataclasses.fields(value):
            yield from _figures(getattr(value, each.name))
