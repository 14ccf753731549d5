"""Addresses that not everybody can open, where others may read them."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from whyfolio.coach.privacy_sight import NAMED, OTHERS, uncoded, values
from whyfolio.coach.rule import Ask, Matter, Notes, rule_alone
from whyfolio.coach.texts import passages, place_of
from whyfolio.diagnostics import Place
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry
from whyfolio.model.fields import Address

_URL = re.compile(r"\bhttps?://(?:\[[0-9a-f:.]+\])?[^\s<>()\[\]\"'`]+", re.IGNORECASE)
_INSIDE = (
    *(".local", ".localdomain", ".internal", ".intranet", ".corp", ".lan", ".home", ".private"),
    ".home.arpa",
)
_NETWORKS = tuple(
    ipaddress.ip_network(net)
    for net in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16",
                "fc00::/7", "fe80::/10")
)  # fmt: skip


@rule_alone("W321", "privacy", Matter.READERS, clues=["//"])
def private_host(notes: Notes, entry: Entry) -> Iterator[Ask]:
    """Ask about addresses that only people inside can open, where others may read them."""
    inside = tuple(_inside(notes, entry))
    asked: set[Place] = set()
    for audience in OTHERS if inside else ():
        shown = notes.shown(entry, audience)
        told = _addresses_in(shown) if shown else set()
        for place, address, reach in inside:
            if place not in asked and address in told and not audience.sees(reach):
                asked.add(place)
                yield _host_question(place, _host(address), reach, audience)


def _host_question(place: Place, host: str, reach: Audience, audience: Audience) -> Ask:
    where = "your own machine" if reach is Audience.PRIVATE else "known inside only"
    mark = "review" if reach is Audience.REVIEW else "private"
    return Ask(
        place,
        f'"{host}" is {where}, and {NAMED[audience]} may read this: what will they find there?',
        f"hide it with {{.{mark}}} or `audience: {mark}`, and say in words what it shows",
    )


def _inside(notes: Notes, entry: Entry) -> Iterator[tuple[Place, str, Audience]]:
    """The addresses of an entry that not everybody can open: where each stands, and who can."""
    own = notes.portfolio.config.check.private_hosts
    for steps, address in values(entry, Address):
        if reach := _reach(_host(address), own):
            yield notes.place(entry, *steps), address, reach
    for passage in passages(entry):
        # Code is blanked only where there is something to find: what is left is no longer a name.
        if "://" in passage.text and any(_reaches(passage.text, own)):
            for found in _URL.finditer(uncoded(passage)):
                if reach := _reach(_host(found.group()), own):
                    yield place_of(notes, passage, found), found.group(), reach


def _reaches(text: str, own: Sequence[str]) -> Iterator[Audience | None]:
    return (_reach(_host(address), own) for address in _URL.findall(text))


def _addresses_in(shown: Entry) -> set[str]:
    """The addresses that an audience reads in an entry as it is shown."""
    texts = (uncoded(each) for each in passages(shown) if "://" in each.text)
    told = {each for text in texts for each in _URL.findall(text)}
    return told | {address for _, address in values(shown, Address)}


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _reach(host: str, own: Sequence[str]) -> Audience | None:
    """Who can open a host at most; None where anybody may: private is this machine alone."""
    if not host:
        return None
    if host == "localhost" or host.endswith(".localhost"):
        return Audience.PRIVATE
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        named = any(_is_below(host, name.casefold().removeprefix("*.")) for name in own)
        inside = named or "." not in host or host.endswith(_INSIDE)
        return Audience.REVIEW if inside else None
    if number.is_loopback or number.is_unspecified:
        return Audience.PRIVATE
    inside = host in own or any(number in network for network in _NETWORKS)
    return Audience.REVIEW if inside else None


def reach_of(address: str, own: Sequence[str]) -> Audience | None:
    """Who can open an address at most: private is this machine alone; None where anybody may."""
    return _reach(_host(address), own)


def _is_below(host: str, name: str) -> bool:
    return bool(name) and (host == name or host.endswith(f".{name}"))
