"""What the options and the profile come to: whose work is wanted, of what time, how much."""

from __future__ import annotations

from whyfolio.content.entries import read_entry
from whyfolio.dataclass import dataclass
from whyfolio.dates import DateError, parse_when
from whyfolio.errors import UsageError
from whyfolio.importers.git.running import call
from whyfolio.importers.git.whose import Whose, person
from whyfolio.importers.registry import Request
from whyfolio.model.profile import Profile

LAST = "last"
_MOST, _MOST_EVER = 40, 2000


@dataclass(frozen=True, slots=True)
class Wish:
    """What the options come to.

    Attributes:
        given: whether somebody was named with `--author`.
        whose: whose work is wanted.
        since: a day as 2026-03-04, "last", or "".
        branch: where history is read from.
        most: how many stories at most.
    """

    given: bool
    whose: Whose
    since: str
    branch: str
    most: int

    @property
    def fewest(self) -> int:
        """How many small pieces make a story: of a week each counts, of years a few do."""
        return 1 if self.since else 3


def wish_of(request: Request) -> Wish:
    """What is wanted.

    Raises:
        UsageError: an option has no meaning.
    """
    options = request.options
    given = options.get("author", "").split("\n") if options.get("author") else []
    profile = _profile(request)
    configured = [] if given else [call(request.project, "config", "user.email").text.strip()]
    accounts = [account.username for account in profile.profiles]
    return Wish(
        given=bool(given),
        whose=person(given, [profile.email, *configured], accounts),
        since=_since(options.get("since", "")),
        branch=options.get("branch", "HEAD"),
        most=_most(options.get("most", "")),
    )


def _profile(request: Request) -> Profile:
    path = request.project / "content/profile.md"
    try:
        read = (
            read_entry("content/profile.md", path.read_bytes(), Profile) if path.is_file() else None
        )
    except OSError:
        read = None
    entry = read.entry if read else None
    return entry if isinstance(entry, Profile) else Profile(path="", slug=Profile.kind)


def _since(typed: str) -> str:
    if typed in {"", LAST}:
        return typed
    try:
        return parse_when(typed).first.isoformat()
    except DateError as error:
        raise UsageError(f'--since takes a date or "last": "{typed}" {error}') from None


def _most(typed: str) -> int:
    if not typed:
        return _MOST
    if not typed.isdecimal() or not 0 < int(typed[:9]) <= _MOST_EVER:
        raise UsageError(f'--most takes a number from 1 to {_MOST_EVER:,}, and "{typed}" is none')
    return int(typed)
