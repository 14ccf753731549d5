"""`whyfolio export`."""

from __future__ import annotations

import click

from whyfolio.cli.call import call_of, common
from whyfolio.cli.choosing import EXPORTABLE
from whyfolio.errors import UsageError


class _Export(click.Command):
    """Names in its help what plugins bring; they are looked for then."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The names, where there are any."""
        super().format_epilog(ctx, formatter)
        if others := EXPORTABLE.plugins():
            with formatter.section("From plugins"):
                formatter.write_text(", ".join(others))


@click.command("export", cls=_Export)
@click.argument("what", type=EXPORTABLE, metavar="WHAT")
@click.argument("target", metavar="[FILE|DIR|-]", required=False, default="")
@click.option("-o", "--output", metavar="FILE|DIR|-", default="", help="The same, as an option.")
@click.option(
    "--audience",
    type=click.Choice(["public", "review", "private"]),
    default=None,
    help="Keep to what these may know: public for a résumé, private for all else.",
)
@click.option(
    "--replace", is_flag=True, help="Move a folder with files of others aside, whole (markdown)."
)
@common
def command(*, what: str, target: str, output: str, audience: str | None, replace: bool) -> int:
    """Write the portfolio, or what describes it, for another program. It is printed without FILE.

    \b
    WHAT is
      json-resume  your résumé, in JSON Resume's form
      json         all that an audience may read, for programs
      markdown     the same as plain files, for when you leave; DIR holds the pictures too
      ical         the days of actions, outcomes, decisions and cycles, for your calendar
      schema       the JSON Schema of all that you write, for your editor; in DIR a file each

    Example: whyfolio export markdown ~/my-portfolio
    """  # noqa: D301 - what click takes for lines that stay as they are
    from whyfolio.cli.exporting import Wanted, export_portfolio, export_same
    from whyfolio.exporters.plugged import export_named
    from whyfolio.model.audience import Audience

    if target and output and target != output:
        raise UsageError(f"there are two places to write to, {target} and {output}; keep one")
    chosen, where = export_named(what), target or output or "-"
    if replace and not (chosen.many and chosen.audience):
        raise UsageError("--replace is for markdown, which writes a folder; leave it out")
    if chosen.audience is None:
        if audience:
            raise UsageError(f"{what} is the same for everybody; leave --audience out")
        return export_same(chosen, where)
    readers = Audience(audience or chosen.audience)
    return export_portfolio(call_of(), Wanted(chosen, readers, where, replace=replace))
