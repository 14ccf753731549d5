"""What git knows of somebody's work becomes candidate stories, with questions for the rest."""

from __future__ import annotations

from collections.abc import Iterator

from whyfolio.importers.found import Found
from whyfolio.importers.registry import Importer, Option, Request


def _read(request: Request) -> Iterator[Found]:
    from whyfolio.importers.git.reading import read

    return read(request)


IMPORTER = Importer(
    doc="""Find candidate stories in a git repository, or in exported merge requests.

    REPO is a repository's folder. Your commits are found by your addresses (git's, your profile's,
    the mail map's), and put together by merge request, release, folder and time. What git knows
    is written down; what it cannot know is asked: why, for whom, how it was measured.

    A file or pipe holds merge requests: what `gh pr list --json` prints, or GitLab's JSON.

    Example: whyfolio import git ~/code/shop --since last --dry-run
    """,
    read=_read,
    options=(
        Option("author", "Whose work: an address, a name or an account; once for each.", "WHO",
               many=True),
        Option("since", 'Only what was merged since this day, or since the "last" import.', "DATE"),
        Option("branch", "Where to read from, if not from the branch that is checked out.", "NAME"),
        Option("most", "How many stories at most, the larger first; else 40.", "NUMBER"),
    ),
    metavar="REPO",
)  # fmt: skip
