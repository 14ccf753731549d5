"""`whyfolio packet`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from whyfolio.cli.call import call_of, common
from whyfolio.cli.choosing import FORMATS, format_for
from whyfolio.cli.completing import packets
from whyfolio.errors import UsageError

if TYPE_CHECKING:
    from whyfolio.model.kinds import Packet
    from whyfolio.outputs.site import Desk


@click.command("packet")
@click.argument("ref", required=False, default="", shell_complete=packets)
@click.option("--format", "form", type=FORMATS, help="Else as FILE ends; html without one.")
@click.option(
    "--for",
    "reader",
    type=click.Choice(["committee", "manager", "one-to-one"]),
    default="committee",
    help="Who reads it: all of it, one page to present it by, or what to talk about.",
)
@click.option(
    "--refs",
    type=click.Choice(["all", "claims", "none"]),
    default="claims",
    help="Which sentences say by a number where they are from.",
)
@click.option("-o", "output", metavar="FILE", default="", help="The file; - prints it.")
@common
def command(*, ref: str, form: str | None, reader: str, refs: str, output: str) -> int:
    """Make the case for one level as one file to hand over.

    Without REF it is the packet that is asked for next. Only what reviewers may read is in it.

    Example: whyfolio packet --format pdf
    """
    from whyfolio.build import open_portfolio
    from whyfolio.cli.emptiness import open_more
    from whyfolio.cli.handing import Wanted, hand_over, sound
    from whyfolio.exporters.document import document_of, public_pages
    from whyfolio.model.audience import Audience
    from whyfolio.outputs.handout.pages import figures_in, handout
    from whyfolio.outputs.site import Desk
    from whyfolio.portfolio.view import select

    call = call_of()
    project, today = call.project, call.today()
    opened = sound(call)
    if opened is None:
        return 1
    if open_more(opened, [Audience.REVIEW], named=True):
        opened = open_portfolio(project, today)
    desk = Desk(select(opened.portfolio, Audience.REVIEW))
    plan = handout(desk, _wanted(ref, desk), reader, refs)
    if plan is None:
        raise UsageError(
            "there is nothing to hand over: no packet, and no story that reviewers may read; "
            "`whyfolio new story` begins one"
        )
    document = document_of(desk, plan, project, public_pages(opened.portfolio))
    name = plan.address.strip("/").rpartition("/")[2] + (
        "" if reader == "committee" else f"-{reader}"
    )
    return hand_over(
        opened, document, Wanted(format_for(form, output, "html"), output), name, figures_in(plan)
    )


def _wanted(ref: str, desk: Desk) -> Packet | None:
    """The packet entry that is meant; without a name the one asked for next.

    Raises:
        UsageError: there is none of that name that reviewers may read.
    """
    from whyfolio.model.kinds import Packet
    from whyfolio.outputs.periods import packet_address, packets

    held = [entry for entry in packets(desk.view) if isinstance(entry, Packet)]
    if not ref:
        newest = packet_address(desk.view)
        return next((entry for entry in held if newest.endswith(f"/{entry.slug}/")), None)
    wanted = ref.removesuffix(".md").rstrip("/").rpartition("/")[2]
    found = next((entry for entry in held if entry.slug == wanted), None)
    if found is None and wanted != "next":
        raise UsageError(f'there is no packet "{ref}" for reviewers; {_known(held)}')
    return found


def _known(held: Sequence[Packet]) -> str:
    return f"there is {', '.join(entry.ref for entry in held)}" if held else "there is none at all"
