"""What templates are given is what the reference says, and the built-in themes ask for no more."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest
from tests.folio import Folio

from whyfolio.model.audience import Audience
from whyfolio.model.kinds import Packet
from whyfolio.model.plan import Plan
from whyfolio.outputs.contexts import COMMON, CONTEXTS
from whyfolio.outputs.contexts_page import BLOCKS, FILTERS, FUNCTIONS
from whyfolio.outputs.contexts_page import page as contexts_page
from whyfolio.outputs.handout.pages import HANDOUTS, handout
from whyfolio.outputs.registry import products
from whyfolio.outputs.site import Desk
from whyfolio.render.environment import renderer_for
from whyfolio.render.social import CARD
from whyfolio.render.theme import load_theme
from whyfolio.render.theme_check import theme_faults
from whyfolio.render.theme_page import page as options_page

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"


def demo_plans() -> list[Plan]:
    """Every page of the demo, of every audience, and the packet for each reader."""
    found: list[Plan] = []
    for audience in Audience:
        desk = Desk(Folio(ROOT).view(audience))
        found += [product for product in products(desk) if isinstance(product, Plan)]
        packets = [entry for entry in desk.view.entries if isinstance(entry, Packet)]
        for entry in packets:
            for reader in HANDOUTS:
                found += [handout(desk, entry, reader, refs) for refs in ("all", "none")]
    return found


def test_every_page_is_given_exactly_the_types_that_are_written_down() -> None:
    given = defaultdict(set)
    drawn = [plan for plan in demo_plans() if plan.template != CARD]  # a picture, by no template
    for plan in drawn:
        assert plan.template in CONTEXTS, plan.address
        context = CONTEXTS[plan.template]
        assert {name: type(plan.context[name]) for name in COMMON} == COMMON
        given[plan.template].add(type(plan.context["it"]) if plan.context["it"] else None)
        assert set(plan.context) <= {*COMMON, "it", *context.more}
    wanted = {template: {CONTEXTS[template].it} for template in given}
    assert given == wanted
    assert set(CONTEXTS) - set(given) <= {"brag/lines.html"}


@pytest.mark.parametrize(
    ("name", "page"), [("theme-contexts.md", contexts_page), ("theme-options.md", options_page)]
)
def test_a_page_of_the_reference_is_what_its_types_say(name: str, page: object) -> None:
    written = (REFERENCE / name).read_text(encoding="utf-8")
    assert callable(page)
    assert written == page(), "run `.venv/bin/python tools/reference.py`"


def test_every_link_in_the_reference_leads_to_a_heading() -> None:
    text = contexts_page()
    headings = [
        line.lstrip("# ").lower().replace(" ", "-") for line in text.splitlines() if "# " in line
    ]
    assert len(headings) == len(set(headings))
    assert sorted(set(re.findall(r"\(#([\w-]+)\)", text)) - set(headings)) == []


def test_every_filter_function_and_block_is_in_the_reference() -> None:
    import jinja2

    environment = renderer_for(load_theme("margin", ROOT), "en", file_links=False).environment
    bare = jinja2.Environment(autoescape=True)
    assert set(environment.filters) - set(bare.filters) == set(FILTERS)
    assert set(environment.globals) - set(bare.globals) == set(FUNCTIONS)
    base = (ROOT / "themes/margin/templates/base.html").read_text(encoding="utf-8")
    assert set(re.findall(r"{%-? block (\w+)", base)) == set(BLOCKS)


@pytest.mark.parametrize("name", ["margin", "plain"])
def test_a_built_in_theme_asks_only_for_what_there_is(name: str) -> None:
    from whyfolio.cli.theme_told import given

    assert theme_faults(load_theme(name, ROOT), ROOT, given()) == ()
