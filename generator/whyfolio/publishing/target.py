"""Where pages are pushed to: an address that git is given, and nothing that it would run."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from whyfolio.config import Config, place_of
from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.errors import Refused, UsageError
from whyfolio.publishing.git import asked

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_PROGRAM = re.compile(r"[A-Za-z0-9]+::")
_BY_SSH = re.compile(r"(?:[^@/:\s]+@)?(?:[^/:\s]{2,}|\[[0-9A-Fa-f:]+\]):(?!//)")
_REMOTE = re.compile(r"[\w][\w.-]*")
_NEVER = re.compile(r"[\x00-\x20\x7f]")
_TOKEN = 24  # characters; names of people are shorter, tokens longer
_ELSEWHERE = "write https://…, ssh://…, git@host:path, the name of a remote, or a folder"


@dataclass(frozen=True, slots=True)
class Target:
    """A branch of a repository.

    Attributes:
        address: what git is given; for a repository on this machine its absolute path.
        branch: the branch's name.
        is_local: whether it lies on this machine, so that git would run what it brings.
        place: what a diagnostic about it points at.
    """

    address: str
    branch: str
    is_local: bool
    place: Place

    @property
    def shown(self) -> str:
        """Where it is, in a few words."""
        return f"{self.address}, branch {self.branch}"

    def refused(self, code: str, message: str, hint: str) -> Refused:
        """A refusal that is about this target."""
        return Refused(Diagnostic(code, self.place, message, hint))


def target_of(project: Path, config: Config, typed: str, here: Path) -> Target:
    """The branch that is meant.

    Args:
        project: the portfolio's folder.
        config: its settings; `[publish] to` serves where nothing is typed.
        typed: what the author typed after `--to`; "" for nothing.
        here: the folder that a typed path begins at.

    Raises:
        UsageError: nobody said where.
        Refused: the address or the branch is nothing to push to (E771).
    """
    to, branch = (typed or config.publish.to).strip(), config.publish.branch
    if not to:
        raise UsageError("where to? add --to REPO, or write `to` under [publish] in whyfolio.toml")
    place = Place(_without_secret(to)) if typed else place_of(project, ("publish", "to"))
    _refuse_branch(branch, project)
    named = _remote(to, project)
    fault = _fault(named or to)
    if fault:
        if _secret(to):
            place = Place(place.file)  # so that the line is not drawn
        message = f'pages are not pushed to "{_without_secret(to)}": {fault}'
        raise Refused(Diagnostic("E771", place, message, _ELSEWHERE))
    address = named or to
    if not _is_path(address):
        return Target(address, branch, is_local=False, place=place)
    begin = here if typed and not named else project
    written = unquote(address[len("file://") :]) if _SCHEME.match(address) else address
    path = begin / Path(written).expanduser()
    return Target(str(path.resolve()), branch, is_local=True, place=place)


def _refuse_branch(branch: str, project: Path) -> None:
    if branch.startswith("-") or not asked("check-ref-format", f"refs/heads/{branch}").well:
        place = place_of(project, ("publish", "branch"))
        message = f'"{branch}" is no name of a branch'
        raise Refused(Diagnostic("E771", place, message, "write one such as gh-pages"))


def _fault(address: str) -> str:
    """Why git is not given this address; "" where it is."""
    if address.startswith("-"):
        return "it would be read as an option"
    if _PROGRAM.match(address):
        return "it names a program to run"
    if _NEVER.search(address) and not _is_path(address):
        return "it holds a space or a sign that no address has"
    scheme = _SCHEME.match(address)
    return _fault_of_scheme(scheme[1].lower(), address) if scheme else ""


def _fault_of_scheme(name: str, address: str) -> str:
    if name in {"http", "git", "ftp", "ftps"}:
        return "anybody on the way could change them"
    if name not in {"https", "ssh", "file"}:
        return f"{name} is no way to push"
    if name == "https" and _secret(address):
        return "it holds a password, which others can read; git keeps it in its credential store"
    return ""


def _is_path(address: str) -> bool:
    if address.lower().startswith("file://"):
        return True
    return not (_SCHEME.match(address) or _PROGRAM.match(address) or _BY_SSH.match(address))


def _secret(address: str) -> str:
    """The password in an address; a name so long that it is a token counts as one."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    name = parts.username or ""
    return parts.password or (name if len(name) >= _TOKEN else "")


def _without_secret(address: str) -> str:
    return re.sub(r"(?<=://)[^/@]*@", "…@", address)


def _remote(name: str, project: Path) -> str:
    """The address of a remote of the repository that the notes lie in; "" where there is none."""
    if not _REMOTE.fullmatch(name):
        return ""
    folder = asked("-C", str(project), "rev-parse", "--path-format=absolute", "--git-common-dir")
    if not folder.well:
        return ""
    settings = ("config", "--file", str(Path(folder.told.strip(), "config")), "--get")
    push = asked(*settings, f"remote.{name}.pushurl").told.strip()
    return push or asked(*settings, f"remote.{name}.url").told.strip()
