"""`whyfolio new`."""

from __future__ import annotations

from pathlib import Path

import click

from whyfolio.cli.call import Call, call_of, common
from whyfolio.cli.console import ask, on_terminal, say
from whyfolio.errors import UsageError
from whyfolio.names import hint_for

ROLE_WORDS = "[o]wner [l]ead [c]ontributor [r]eviewer [m]entor [i]dea"


@click.command("new")
@click.argument("kind")
@click.option("--title", default="", help="Its heading.")
@click.option("--audience", type=click.Choice(["public", "review", "private"]), default=None)
@click.option(
    "--date", "day", metavar="DATE", default="", help="A day, month, quarter, half or year."
)
@click.option("--full", is_flag=True, help="Leave every other field as a comment to fill in.")
@click.option("--from-log", type=int, metavar="N", help="Start from line N of the log.")
@click.option("--after", metavar="SESSION", default="", help="An action agreed in a session.")
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
    """Write a new entry; asks at most four questions, and Enter skips any of them.

    KIND is story, decision, lesson, feedback, goal, action, session, position, packet or page.

    Example: whyfolio new story
    """
    from whyfolio.cli.answers import asked, commented, from_journal
    from whyfolio.model.kinds import KINDS
    from whyfolio.scaffold import NewEntry, write_entry

    call = call_of()
    if kind not in KINDS:
        hint = hint_for(kind, KINDS, f"there is: {', '.join(KINDS)}")
        raise UsageError(f'there is no kind "{kind}"; {hint}')
    given = {"title": title, "audience": audience or "", "date": day}
    if from_log is not None:
        given.update(from_journal(call.project, from_log))
    if after:
        given["related"] = after
    answers = asked(KINDS[kind], given, call.today(), ask if on_terminal() else None)
    entry = NewEntry(kind, answers, commented(KINDS[kind], answers) if full else "")
    path = write_entry(call.project, entry, call.today())
    _tell(call, path, kind, str(answers.get("audience") or ""))
    if edit:
        click.edit(filename=str(path))


def _tell(call: Call, path: Path, kind: str, audience: str) -> None:
    shown = path.relative_to(call.project).as_posix()
    say(f"Wrote {shown}   ({audience or ('review' if kind == 'packet' else 'private')})")
    ref = f"{path.parent.name}/{path.stem}"
    say("  See it:  whyfolio serve --open")
    if kind != "packet" and audience not in {"public", "review"}:
        say(f"  Let your reviewers read it:  whyfolio allow review {ref}")
