"""What a shell completes: the refs of the portfolio that is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyfolio.cli.call import call_of
from whyfolio.errors import WhyfolioError

if TYPE_CHECKING:
    import click


def refs(context: click.Context, _param: click.Parameter, typed: str) -> list[str]:
    """The entries whose refs begin as typed; only names of files are read."""
    return [ref for ref in _all(context) if ref.startswith(typed)]


def packets(context: click.Context, _param: click.Parameter, typed: str) -> list[str]:
    """The same, of packets alone."""
    return [ref for ref in refs(context, _param, typed) if ref.startswith("packets/")]


def _all(context: click.Context) -> list[str]:
    from whyfolio.locate import default_project, find_project
    from whyfolio.model.kinds import BY_FOLDER

    try:
        project = find_project(call_of(context).start) or default_project()
    except (WhyfolioError, OSError):
        return []
    if project is None:
        return []
    content = project / "content"
    return sorted(
        f"{folder}/{note.stem}" for folder in BY_FOLDER for note in (content / folder).glob("*.md")
    )
