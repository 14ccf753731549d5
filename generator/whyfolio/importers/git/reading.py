"""`import git`: a repository, or merge requests that were exported from one."""

from __future__ import annotations

from collections.abc import Iterator

from whyfolio.importers.found import Found
from whyfolio.importers.git.exported import read_requests
from whyfolio.importers.git.repository import opened
from whyfolio.importers.git.repository_stories import read_repository
from whyfolio.importers.git.wishes import wish_of
from whyfolio.importers.registry import Request


def read(request: Request) -> Iterator[Found]:
    """Candidate stories from a repository's folder, or from a file or pipe of merge requests.

    Raises:
        UsageError: there is no such thing, or an option has no meaning.
    """
    wish = wish_of(request)
    path = request.path
    if path is None or not path.is_dir():
        return read_requests(request, wish)
    return read_repository(request, wish, opened(path, request.name))
