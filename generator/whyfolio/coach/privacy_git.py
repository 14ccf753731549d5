"""Where the notes go when they are pushed: read from the repository's settings, never asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from whyfolio.coach.rule import Ask, Matter, Notes, rule
from whyfolio.diagnostics import Place
from whyfolio.model.audience import Audience

_HOSTS = (
    *("github.com", "gitlab.com", "codeberg.org", "bitbucket.org", "sr.ht", "gitea.com"),
    *("notabug.org", "framagit.org", "git.disroot.org", "salsa.debian.org"),
)
_SECTION = re.compile(r'\[\s*(?P<name>[\w.-]+)(?:\s+"[^"]*")?\s*\]')
_ADDRESS = re.compile(r"\s*(?:push)?url\s*=\s*\"?(?P<url>[^\"\s#;]+)", re.IGNORECASE)
_PARTS = re.compile(
    r"(?:[a-z+]+://)?(?:[^/@]*@)?(?P<host>[^/:@]+)(?::\d+(?=/))?[:/]+(?P<path>[^?#]*)"
)
_UNSEEN = frozenset(["content", "content/", "/content", "/content/", "*", "/content/**", "**"])
SETTINGS = "whyfolio.toml"


@rule("N323", "privacy", Matter.READERS)
def pushed_notes(notes: Notes) -> Iterator[Ask]:
    """Ask whether a repository on a host where many are public is a private one."""
    narrow = sum(entry.readers is not Audience.PUBLIC for entry in notes.portfolio.entries)
    if notes.project is None or not (narrow or notes.portfolio.log):
        return
    for where in _remotes(notes.project):
        yield Ask(
            Place(SETTINGS),
            f"who may read the repository {where}? it is where these notes go when you push, "
            f"and {_counted(narrow)} not for everybody",
            'make sure it is private there, then ignore this: `[check] ignore = ["N323"]`; '
            "a site needs its built pages alone",
        )


def _counted(narrow: int) -> str:
    return f"{narrow} of them {'is' if narrow == 1 else 'are'}" if narrow else "the log is"


def _remotes(project: Path) -> tuple[str, ...]:
    """Host and path of every remote on a well-known host, without what may be a password."""
    found = _repository(project)
    if found is None or _is_ignored(project):
        return ()
    in_remote, places = False, []
    for line in _text(found).splitlines():
        if section := _SECTION.match(line.strip()):
            in_remote = section["name"].casefold() == "remote"
        elif in_remote and (address := _ADDRESS.match(line)):
            parts = _PARTS.match(address["url"])
            host = parts["host"].casefold().removeprefix("www.") if parts else ""
            if parts and any(host == each or host.endswith(f".{each}") for each in _HOSTS):
                places.append(f"{host}/{parts['path'].strip('/').removesuffix('.git')}")
    return tuple(dict.fromkeys(places))


def _repository(project: Path) -> Path | None:
    """The settings of the repository that a folder lies in; None where it lies in none."""
    here = project.absolute()
    for folder in (here, *here.parents):
        git = folder / ".git"
        if git.is_dir():
            return git / "config"
        if git.is_file():
            return _linked(git)
    return None


def _linked(git: Path) -> Path:
    """The settings of a work tree of its own, or of a submodule: a file says where they lie."""
    place = (git.parent / _text(git).partition("gitdir:")[2].strip()).resolve()
    common = _text(place / "commondir").strip()
    return (place / common if common else place) / "config"


def _is_ignored(project: Path) -> bool:
    lines = _text(project / ".gitignore").splitlines()
    return any(line.strip() in _UNSEEN for line in lines)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
