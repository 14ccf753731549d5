"""Whose work is wanted: by address, by name, by the name of an account."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from whyfolio.dataclass import dataclass
from whyfolio.importers.git.running import Git

_HIDDEN_HOST = "@users.noreply.github.com"
_IN_BRACKETS = re.compile(r"<([^<>\s]+)>")
_NOBODY = re.compile(r"(?:no-?reply|bot)@|\[bot\]|\bcopilot\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Whose:
    """The person, all in small letters.

    Attributes:
        addresses: e-mail addresses.
        names: names and accounts that were typed to be looked for.
        accounts: user names on GitHub, GitLab and the like.
    """

    addresses: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    accounts: frozenset[str] = frozenset()

    def wrote(self, name: str, address: str) -> bool:
        """Whether a commit's author, or a person in a trailer, is meant."""
        address = address.casefold()
        if address in self.addresses or name.casefold() in self.names:
            return True
        account = address.removesuffix(_HIDDEN_HOST).rpartition("+")[2]
        return address.endswith(_HIDDEN_HOST) and account in self.accounts | self.names

    def has_account(self, account: str, name: str = "") -> bool:
        """Whether the author of a merge request is meant."""
        known = self.accounts | self.names
        return account.casefold() in known or name.casefold() in self.names

    def __bool__(self) -> bool:
        return bool(self.addresses or self.names or self.accounts)


def person(given: Iterable[str], addresses: Iterable[str], accounts: Iterable[str]) -> Whose:
    """Who is meant: those that were typed, where any were; else the profile's and git's."""
    said = [one.strip().removeprefix("@").casefold() for one in given if one.strip()]
    if said:
        typed = {_IN_BRACKETS.sub("", one).strip() for one in said if not _is_address(one)}
        inside = {inner for one in said for inner in _IN_BRACKETS.findall(one)}
        known = inside | {one for one in said if _is_address(one) and "<" not in one}
        return Whose(frozenset(known), frozenset(typed - {""}))
    found = frozenset(one.strip().casefold() for one in addresses if "@" in one)
    return Whose(found, frozenset(), frozenset(one.casefold() for one in accounts if one))


def _is_address(text: str) -> bool:
    return "@" in text


def mapped(whose: Whose, git: Git) -> Whose:
    """The same, with the addresses that the repository's mail map leads theirs to."""
    contacts = "".join(f"<{one}>\n" for one in sorted(whose.addresses)).encode()
    told = git.told("check-mailmap", "--stdin", stdin=contacts).text if contacts else ""
    more = frozenset(one.casefold() for one in _IN_BRACKETS.findall(told))
    return Whose(whose.addresses | more, whose.names, whose.accounts)


def is_nobody(name: str, address: str) -> bool:
    """Whether a name in a trailer is a program's."""
    return bool(_NOBODY.search(f"{name} {address}"))


def authors(counts: Counter[str], most: int = 5) -> str:
    """Who commits there, for a message: `a@shop.example (12), b@shop.example (3)`."""
    return ", ".join(f"{address} ({number:,})" for address, number in counts.most_common(most))
