"""`whyfolio share`."""

from __future__ import annotations

import click

from whyfolio.cli.call import call_of, common
from whyfolio.cli.completing import refs as known_refs
from whyfolio.errors import UsageError


@click.command("share")
@click.argument("ref", shell_complete=known_refs)
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "pdf"]),
    help="Else as FILE ends; html without one.",
)
@click.option(
    "--lock", is_flag=True, help="Encrypt it. The passphrase is asked, or in WHYFOLIO_PASSPHRASE."
)
@click.option("-o", "output", metavar="FILE", default="", help="The file; - prints it.")
@common
def command(*, ref: str, form: str | None, lock: bool, output: str) -> int:
    """Hand over a packet, a story or a decision as one file that holds all it shows.

    Only what reviewers may read is in it, and opening it asks nothing of any server. With --lock
    it opens in a browser, by the passphrase alone.

    Example: whyfolio share stories/checkout-queue
    """
    from whyfolio.cli.handing import Wanted, hand_over, sound
    from whyfolio.cli.share_lock import seal_for
    from whyfolio.cli.share_pages import figures_on, page_of
    from whyfolio.exporters.document import document_of, public_pages

    form = form or ("pdf" if output.lower().endswith(".pdf") else "html")
    if lock and form == "pdf":
        raise UsageError("a PDF is not locked; leave --format out: what is locked is a page")
    call = call_of()
    opened = sound(call)
    if opened is None:
        return 1
    shared = page_of(ref, opened)
    seal = seal_for(opened.config.site.language) if lock else None
    public = public_pages(shared.opened.portfolio)
    document = document_of(shared.desk, shared.plan, opened.project, public)
    name = shared.plan.address.strip("/").rpartition("/")[2] + ("-locked" if lock else "")
    return hand_over(
        shared.opened, document, Wanted(form, output, seal), name, figures_on(shared.plan)
    )
