"""Which page a ref names, as reviewers may read it."""

from __future__ import annotations

from collections.abc import Mapping

from whyfolio.build import Opened, open_portfolio
from whyfolio.cli.call import call_of
from whyfolio.cli.console import choose, on_terminal
from whyfolio.cli.opening import open_entries
from whyfolio.dataclass import dataclass
from whyfolio.errors import UsageError
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry, begins
from whyfolio.model.kinds import Packet
from whyfolio.model.plan import Plan
from whyfolio.names import hint_for
from whyfolio.outputs.addresses import address_of
from whyfolio.outputs.entries import plan_at
from whyfolio.outputs.handout.pages import figures_in, handout
from whyfolio.outputs.shapes import EntryPage
from whyfolio.outputs.site import Desk
from whyfolio.portfolio.portfolio import Portfolio
from whyfolio.portfolio.view import select

# The packet that the settings ask for, where no entry does.
_NEXT = ("next", "packets/next")


@dataclass(frozen=True, slots=True)
class Shared:
    """A page as reviewers may read it, their view, and the project as it was read for that."""

    opened: Opened
    desk: Desk
    plan: Plan


def page_of(ref: str, opened: Opened) -> Shared:
    """The page that is meant, in the view of reviewers.

    Args:
        ref: an entry's ref, slug or file.
        opened: the project; an entry that its author opens when asked is read again.

    Raises:
        UsageError: there is no such entry, or nobody but its author may read it.
    """
    desk = _desk(opened)
    known = _known(opened.portfolio)
    if ref not in known and ref.strip("/") in _NEXT:
        plan = handout(desk, None, "committee")
        if plan is None:
            raise UsageError("there is no packet, and no story that reviewers may read")
        return Shared(opened, desk, plan)
    if ref not in known:
        hint = hint_for(ref, known, "`whyfolio check` reads all there is")
        raise UsageError(f'no entry is called "{ref}"; {hint}')
    entry = known[ref]
    if entry.ref not in desk.view.by_ref:
        opened = _opened_for(entry, opened)
        desk = _desk(opened)
    plan = _plan(desk, entry.ref)
    if plan is None:
        raise UsageError(f"{entry.ref} has no page of its own")
    return Shared(opened, desk, plan)


def figures_on(plan: Plan) -> int:
    """How many figures stand on a page."""
    shown = plan.context.get("it")
    return len(shown.figures) if isinstance(shown, EntryPage) else figures_in(plan)


def _desk(opened: Opened) -> Desk:
    return Desk(select(opened.portfolio, Audience.REVIEW))


def _plan(desk: Desk, ref: str) -> Plan | None:
    entry = desk.view.by_ref.get(ref)
    if entry is None:
        raise UsageError(f"{ref} is still not open to review; `whyfolio check` says why")
    if isinstance(entry, Packet):
        return handout(desk, entry, "committee")
    return plan_at(desk, address_of(entry))


def _known(portfolio: Portfolio) -> Mapping[str, Entry]:
    """Every entry by its ref and file; by its slug where no other has the same."""
    entries = portfolio.entries
    by_slug: dict[str, list[Entry]] = {}
    for entry in entries:
        by_slug.setdefault(entry.slug, []).append(entry)
    alone = {slug: found[0] for slug, found in by_slug.items() if len(found) == 1}
    files = {entry.path: entry for entry in entries}
    return {**alone, **files, **{entry.ref: entry for entry in entries}}


def _opened_for(entry: Entry, opened: Opened) -> Opened:
    """The project with an entry open to reviewers, once its author has agreed.

    Raises:
        UsageError: it is not finished, it can never be theirs, or its author did not agree.
    """
    first = begins(entry)
    if entry.draft:
        raise UsageError(f"{entry.ref} is a draft; take `draft` out when it is finished")
    if first is not None and first > opened.portfolio.today:
        raise UsageError(f"{entry.ref} is of a day to come")
    if not Audience.REVIEW.sees(entry.widest):
        raise UsageError(f"{entry.ref} is yours alone, whatever it says")
    question = f"{entry.ref} is private. May whoever gets the file read it? [y]es [n]o"
    if on_terminal() and choose(question, "yn", "n") == "y":
        open_entries(opened, [entry], Audience.REVIEW)
        return open_portfolio(opened.project, call_of().today())
    raise UsageError(f"{entry.ref} is private; `whyfolio allow review {entry.ref}` opens it")
