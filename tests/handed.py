"""Documents for a test: a portfolio's packet as an exporter gets it."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from whyfolio.build import open_portfolio
from whyfolio.exporters.document import Document, document_of, public_pages
from whyfolio.model.audience import Audience
from whyfolio.model.kinds import Packet
from whyfolio.model.plan import Plan
from whyfolio.outputs.brag.pages import brag_plan
from whyfolio.outputs.handout.pages import handout
from whyfolio.outputs.periods import packets, period_named
from whyfolio.outputs.site import Desk
from whyfolio.portfolio.view import select

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 21)


def plan_of(
    root: Path, slug: str = "", reader: str = "committee", refs: str = "claims"
) -> tuple[Desk, Plan]:
    """The plan of a packet, by its slug, or of what the settings ask for."""
    desk = Desk(select(open_portfolio(root, TODAY).portfolio, Audience.REVIEW))
    entries = [entry for entry in packets(desk.view) if isinstance(entry, Packet)]
    entry = next((entry for entry in entries if entry.slug == slug), None)
    plan = handout(desk, entry, reader, refs)
    assert plan is not None
    return desk, plan


def document(
    root: Path, slug: str = "", reader: str = "committee", refs: str = "claims"
) -> Document:
    """A packet, rendered."""
    desk, plan = plan_of(root, slug, reader, refs)
    return document_of(desk, plan, root, public_pages(open_portfolio(root, TODAY).portfolio))


@cache
def demo(reader: str = "committee", refs: str = "claims") -> Document:
    """The packet of the example portfolio."""
    return document(ROOT, "staff-2026", reader, refs)


@cache
def demo_brag(period: str = "2026-H1") -> Document:
    """The brag document of a period of the example portfolio."""
    portfolio = open_portfolio(ROOT, TODAY).portfolio
    desk = Desk(select(portfolio, Audience.REVIEW))
    named = period_named(desk.view, period)
    assert named is not None
    return document_of(desk, brag_plan(desk, named)[0], ROOT, public_pages(portfolio))
