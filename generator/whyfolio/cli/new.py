"""`whyfolio new`."""

from __future__ import annotations

from pathlib import Path

import click

from whyfolio.cli.call import call_of, common
from whyfolio.cli.console import ask, on_terminal, say, shown


@click.command("new")
@click.argument("kind")
@click.option("--title", default="", help="Its heading.")
@click.option(
    "--audience",
    type=click.Choice(["public", "review", "private"]),
    default=None,
    help="Who may read it; private, if not said.",
)
@click.option("--date", "day", metavar="DATE", default="", help="As in 2026-09-14 or 2026-Q3.")
@click.option("--full", is_flag=True, help="Write every other field too, as a comment.")
@click.option(
    "--from-log",
    type=click.IntRange(1),
    metavar="N",
    help="Begin with the N-th newest line of the log.",
)
@click.option(
    "--after",
    metavar="SESSION",
    default="",
    help="An action agreed in a session, or the session that follows it.",
)
@click.option("--edit", is_flag=True, help="Open it in your editor.")
@common
def command(  # noqa: PLR0913 - one parameter an option
    *,
    kind: str,
    title: str,
    audience: str | None,
    day: str,
    full: bool,
    from_log: int | None,
    after: str,
    edit: bool,
) -> None:
    """Write a new entry: at most four questions, and Enter skips any of them.

    KIND is story, decision, lesson, feedback, goal, action, session, position, packet or page.

    Example: whyfolio new story
    """
    from whyfolio.cli.answers import Questions, checked, shape_of
    from whyfolio.cli.beginnings import after_session, from_log_line
    from whyfolio.scaffold.entry import NewEntry, write_entry
    from whyfolio.scaffold.journal import mark_line

    call = call_of()
    shape, project, today = shape_of(kind), call.project, call.today()
    given = {"title": title, "audience": audience or "", "date": day}
    begun = None if from_log is None else from_log_line(project, shape, from_log, today)
    given |= begun.answers if begun else {}
    link = after_session(project, shape, after, given) if after else None
    questions = Questions(shape, project, today, ask if on_terminal() else None)
    answers = questions.asked(checked(shape, given))
    members = begun.members if begun else {}
    path = write_entry(project, NewEntry(shape.kind, answers, full, members), today)
    ref = f"{shape.folder}/{path.stem}"
    if link:
        link(ref)
    if begun:
        mark_line(project, begun.line, shape.kind, ref)
    _tell(path, ref, answers.get("audience") or shape.unsaid.value)
    if edit:
        click.edit(filename=str(path))


def _tell(path: Path, ref: str, audience: str) -> None:
    from whyfolio.cli.main import COMMANDS

    say(f"Wrote {shown(path)}   ({audience})")
    if ref.startswith("stories/") and {"tell", "deepen"} <= set(COMMANDS):
        say("It can be told already:  whyfolio tell          One better question:  whyfolio deepen")
    elif audience == "private" and not ref.startswith(("goals/", "actions/", "sessions/")):
        say(
            "See it:  whyfolio serve --open          "
            f"Let reviewers read it:  whyfolio allow review {ref}"
        )
    else:
        say("See it:  whyfolio serve --open")
