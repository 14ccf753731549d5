"""`whyfolio brag`."""

from __future__ import annotations

import click

from whyfolio.cli.call import call_of, common
from whyfolio.cli.choosing import FORMATS, format_for
from whyfolio.errors import UsageError


@click.command("brag")
@click.argument("period", metavar="[PERIOD|FILE]", required=False, default="")
@click.option("--since", metavar="DATE", default="", help="Its beginning, instead of a period.")
@click.option("--until", metavar="DATE", default="", help="Its end; today, if not said.")
@click.option(
    "--by",
    type=click.Choice(["goal", "competency", "value", "position", "month"]),
    help="What the stories stand under.",
)
@click.option("--form", "form", metavar="ID", default="", help="Fill the boxes of a review form.")
@click.option(
    "--format", "kind", type=FORMATS, help="Else as the -o file ends; else html, of a list md."
)
@click.option("-o", "output", metavar="FILE", default="", help="The file; - prints it.")
@common
def command(
    *, period: str, since: str, until: str, by: str | None, form: str, kind: str | None, output: str
) -> int:
    """Tell what a period held and why it mattered, as a document or in a form's boxes.

    PERIOD is a cycle of your settings, or a date like 2026-H2, 2026-Q3, 2026 or 2026-05; without
    one it is what your next review asks about. FILE is any dated Markdown list, and needs no
    portfolio; - reads one from a pipe.

    Example: whyfolio brag notes.md --form three-boxes
    """
    from whyfolio.cli import brag_notes, bragging

    if form and (by or kind):
        raise UsageError("a form is filled as text; leave out --by and --format")
    if brag_notes.is_file(period):
        if since or until or by:
            raise UsageError("a file is told whole, month by month")
        wanted = brag_notes.Wanted(form, format_for(kind, output, "md"), output)
        return brag_notes.tell(period, wanted, call_of())
    if period and (since or until):
        raise UsageError("name a period, or --since and --until")
    stretch = bragging.Stretch(period, since, until)
    if form:
        return bragging.fill_in(stretch, form, output)
    return bragging.hand_in(stretch, by, format_for(kind, output, "html"), output)
