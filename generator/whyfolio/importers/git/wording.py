"""What messages say: which merge request, which branch, who took part."""

from __future__ import annotations

import re
from collections.abc import Iterator

from whyfolio.dataclass import dataclass
from whyfolio.importers.git.whose import is_nobody

_TRUNK = r"(?:main|master|trunk|develop|development|dev|mainline|default)"
_SYNC = re.compile(
    rf"Merge (?:branch '[^']*' of \S+|(?:remote-tracking )?branch '(?:[\w.-]+/)?{_TRUNK}'"
    rf"|branches? .*\bof \S+)",
    re.IGNORECASE,
)
_MERGES = (
    (re.compile(r"Merge pull request #(?P<number>\d+) from (?P<branch>\S+)"), "#"),
    (re.compile(r"Merged in (?P<branch>\S+) \(pull request #(?P<number>\d+)\)"), "#"),
    (re.compile(r"Merged PR (?P<number>\d+): (?P<title>.+)"), "#"),
    (re.compile(r'Merge "(?P<title>.+)"(?: into \S+)?\Z'), ""),  # Gerrit
    (re.compile(r"Merge (?:remote-tracking )?branch '(?P<branch>[^']+)'"), ""),
)
_SQUASHED = re.compile(r"(?P<title>.+?)\s*\((?:pull request )?(?P<sign>[#!])(?P<number>\d+)\)\Z")
_SEEN_IN = re.compile(r"^See merge request (?P<name>\S*?)!(?P<number>\d+)\s*$", re.MULTILINE)
_TRAILER = re.compile(
    r"(?P<key>[A-Za-z][A-Za-z-]+):\s+(?P<name>[^<\n]*?)\s*(?:<(?P<mail>[^>\n]*)>.*)?\Z"
)
_LISTED = re.compile(r"[*+-] |#|Conflicts:|Closes\b|Fixes\b", re.IGNORECASE)
_ROLES = {
    "reviewed-by": "reviewer",
    "approved-by": "reviewer",
    "acked-by": "reviewer",
    "tested-by": "tester",
    "co-authored-by": "co-author",
}
_BRANCH_SORT = re.compile(r"(?:.*/)?(?:[A-Z]{2,10}-\d+[-_ ])?")
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Request:
    """What a message says of the merge request behind it.

    Attributes:
        title: the work in a line.
        sign: "#" or "!", as the host writes it; "" where there is no number.
        number: as it is written.
        place: the project, where the message names it.
    """

    title: str
    sign: str = ""
    number: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody in a trailer, and what for."""

    name: str
    address: str
    role: str


def only_joins(subject: str) -> bool:
    """Whether a merge only joins the main line of elsewhere, as `git pull` does."""
    return bool(_SYNC.match(subject))


def request_of_merge(message: str) -> Request:
    """What a merge of a branch is about."""
    subject, _, rest = message.strip().partition("\n")
    seen = _SEEN_IN.search(rest)
    for shape, sign in _MERGES:
        found = shape.match(subject)
        if not found:
            continue
        groups = found.groupdict()
        title = groups.get("title") or _first_words(rest) or _branch_words(groups["branch"])
        if seen:
            return Request(title, "!", seen["number"], seen["name"])
        number = groups.get("number") or ""
        return Request(title, sign if number else "", number)
    return request_of(message)


def request_of(message: str) -> Request:
    """What a single commit is about; a squashed merge request has its number."""
    subject, _, rest = message.strip().partition("\n")
    subject = subject.strip()
    seen = _SEEN_IN.search(rest)
    if seen:
        return Request(subject, "!", seen["number"], seen["name"])
    azure = _MERGES[2][0].match(subject)
    found = _SQUASHED.match(subject)
    if azure:
        return Request(azure["title"], "#", azure["number"])
    if found:
        return Request(found["title"], found["sign"], found["number"])
    return Request(subject)


def _first_words(body: str) -> str:
    """The first line of a body that is the author's own."""
    for line in body.splitlines():
        words = line.strip()
        if words and not (_LISTED.match(words) or _SEEN_IN.match(words) or _TRAILER.match(words)):
            return words
    return ""


def _branch_words(branch: str) -> str:
    """`feature/SHOP-12-checkout_queue` as "Checkout queue"."""
    words = re.sub(r"[-_]+", " ", _BRANCH_SORT.sub("", branch, count=1)).strip() or branch
    return words[:1].upper() + words[1:]


def partners(message: str) -> Iterator[Partner]:
    """The people whom the trailers of a message name."""
    if "-" not in message or "\n" not in message:
        return
    last = message.rstrip().rpartition("\n\n")[2]
    for line in last.split("\n"):
        found = _TRAILER.match(line.strip())
        role = _ROLES.get(found["key"].casefold()) if found else None
        if found and role:
            name, address = one_line(found["name"])[:_LONGEST_NAME], found["mail"] or ""
            if (name or address) and not is_nobody(name, address):
                yield Partner(name or address.partition("@")[0], address, role)


def one_line(text: str) -> str:
    """A text on one line, with nothing in it that cannot be printed."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def counted(number: int, word: str) -> str:
    """A number and its word, in the plural where there are more."""
    first, _, rest = word.partition(" of ")
    many = f"{first}s of {rest}" if rest else f"{first}s"
    return f"{number:,} {word if number == 1 else many}"
