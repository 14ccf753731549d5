"""Writing workflows, and saying first what they need: the notes on that server."""

from __future__ import annotations

from pathlib import Path

from whyfolio.cli.console import choose, note, on_terminal, say, shown
from whyfolio.publishing.workflows import set_up as write_workflows

_WARNING = (
    "A workflow builds the site on a server, so all your notes must lie there, the private ones "
    "too,\nin every commit that you push. Whoever may read that repository reads them: keep it "
    "private.\nWithout a workflow, `whyfolio publish` pushes built public pages alone."
)


def set_up(project: Path) -> int:
    """Write the workflows, unless somebody on the terminal says no; give the exit code.

    Raises:
        Refused: another file is in the way (E721).
    """
    note(_WARNING)
    if on_terminal() and choose("Write the workflows? [y]es [n]o", "yn", "n") == "n":
        say("Nothing was written.")
        return 0
    for path, written in write_workflows(project).items():
        say(f"{shown(path)}: {'written' if written else 'as it was'}")
    return 0
