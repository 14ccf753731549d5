"""The outputs: a new one is a module with `plans(desk)` and its line here, or a plugin."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from whyfolio.model.artifact import Artifact, Attachment
from whyfolio.model.audience import Audience
from whyfolio.model.plan import Plan, path_of
from whyfolio.outputs import (
    competencies,
    entries,
    home,
    lists,
    machine,
    plugged,
    resume,
    social,
    standing,
)
from whyfolio.outputs.search import page as search
from whyfolio.outputs.shapes import PageHead
from whyfolio.outputs.site import Desk

Product = Plan | Artifact | Attachment
Output = Callable[[Desk], Iterable[Product]]
PLUGINS = "plugins"


def _packets(desk: Desk) -> Iterable[Product]:
    """What no stranger sees is not even loaded for one: that would cost each public build."""
    if desk.view.audience is Audience.PUBLIC:
        return ()
    from whyfolio.outputs.packet import pages

    return pages.plans(desk)


def _brags(desk: Desk) -> Iterable[Product]:
    if desk.view.audience is Audience.PUBLIC:
        return ()
    from whyfolio.outputs.brag import pages

    return pages.plans(desk)


def _coached(desk: Desk) -> Iterable[Product]:
    if desk.view.audience is not Audience.PRIVATE:
        return ()
    from whyfolio.outputs.coach import pages

    return pages.plans(desk)


def _files(desk: Desk) -> Iterator[Product]:
    """What bodies link to is known once they are rendered: not before it is asked for."""
    yield from desk.links.attachments()


OUTPUTS: Mapping[str, Output] = {
    "home": home.plans,
    "entries": entries.plans,
    "lists": lists.plans,
    "competencies": competencies.plans,
    "resume": resume.plans,
    "packet": _packets,
    "brag": _brags,
    "coach": _coached,
    "machine": machine.plans,
    "standing": standing.plans,
    "social": social.plans,
    "search": search.plans,
    "files": _files,
    "pictures": lambda desk: desk.links.scaled(),
    PLUGINS: lambda desk: plugged.plans(desk, OUTPUTS),
}


def products(desk: Desk) -> list[Product]:
    """Everything that a view becomes, what plugins add and the sitemap of its pages included."""
    own = [output for name, output in OUTPUTS.items() if name != PLUGINS]
    found: list[Product] = [product for output in own for product in output(desk)]
    found += plugged.without_clashes(desk, OUTPUTS, map(path_of_product, found))
    return [*found, *after_all(desk, found)]


def after_all(desk: Desk, found: Iterable[Product]) -> Iterator[Product]:
    """What lists all other products, and so is made when they are known."""
    if desk.site.feeds:
        heads = [plan.context["page"] for plan in found if isinstance(plan, Plan)]
        pages = [head for head in heads if isinstance(head, PageHead) and head.kind]
        listed = [(h.address, h.updated) for h in pages if h.address.endswith("/")]
        yield machine.sitemap(desk, listed)


def path_of_product(product: Product) -> str:
    """The file that a product becomes, relative to the output folder."""
    return path_of(product.address) if isinstance(product, Attachment) else product.path


def product_at(desk: Desk, address: str) -> Product | None:
    """The product at an address where it can be found without its neighbours; None elsewhere."""
    return entries.plan_at(desk, address)
