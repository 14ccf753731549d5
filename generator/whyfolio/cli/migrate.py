"""`whyfolio migrate`."""

from __future__ import annotations

import click

from whyfolio.cli.call import call_of, common
from whyfolio.cli.console import counted, say, shown


@click.command("migrate")
@click.option(
    "--check", "only_check", is_flag=True, help="Say what would change, and write nothing."
)
@common
def command(*, only_check: bool) -> int:
    """Bring the files of the portfolio to the form that this release reads.

    With --check it ends with 1 where something is to be done. Every address stays what it is, and
    a copy of each file that changes is kept in .whyfolio.

    Example: whyfolio migrate --check
    """
    from whyfolio.scaffold.migrating import carry_out, migration

    plan = migration(call_of().project)
    if not plan.steps:
        say(f"The portfolio has form {plan.form}, which this release reads. Nothing is to be done.")
        return 0
    for step in plan.steps:
        say(f"Form {step.to}: {step.title}")
    for change in plan.changes:
        say(f"  {change.path}: {counted(change.lines, 'line')}")
    if only_check:
        say(f"{counted(len(plan.changes), 'file')} would change: `whyfolio migrate`")
        return 1
    carry_out(plan)
    done = counted(len(plan.changes), "file")
    say(f"{done} changed. As they were they are in {shown(plan.kept)}. Next: `whyfolio check`.")
    return 0
