"""What a note tells to more people than its author may have thought of."""

from __future__ import annotations

import ipaddress
import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import unquote, urlsplit

from whyfolio.coach.privacy_sight import NAMED, OTHERS, Sight, sights, uncoded, values
from whyfolio.coach.rule import Ask, Matter, Notes, rule
from whyfolio.coach.texts import Passage, passages, place_of
from whyfolio.diagnostics import Place
from whyfolio.markdown.converter import plain
from whyfolio.model.audience import Audience
from whyfolio.model.fields import Address
from whyfolio.model.figures import number
from whyfolio.model.values import Impact
from whyfolio.names import collision_key
from whyfolio.portfolio.titles import with_title

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


@rule("W321", "privacy", Matter.READERS)
def private_host(notes: Notes) -> Iterator[Ask]:
    """Ask about addresses that only people inside can open, where others may read them."""
    asked: set[Place] = set()
    for audience in OTHERS:
        for sight in sights(notes, audience):
            for place, address in _addresses(notes, sight):
                host = _host(address)
                reach = _reach(host, notes.portfolio.config.check.private_hosts)
                if place not in asked and reach and not audience.sees(reach):
                    asked.add(place)
                    yield _host_question(place, host, reach, audience)


def _host_question(place: Place, host: str, reach: Audience, audience: Audience) -> Ask:
    where = "your own machine" if reach is Audience.PRIVATE else "known inside only"
    mark = "review" if reach is Audience.REVIEW else "private"
    return Ask(
        place,
        f'"{host}" is {where}, and {NAMED[audience]} may read this: what will they find there?',
        f"hide it with {{.{mark}}} or `audience: {mark}`, and say in words what it shows",
    )


def _addresses(notes: Notes, sight: Sight) -> Iterator[tuple[Place, str]]:
    """The addresses that the audience reads, where they are written."""
    told = {address for _, address in values(sight.shown, Address)}
    texts = (uncoded(each) for each in passages(sight.shown) if "://" in each.text)
    told |= {each for text in texts for each in _URL.findall(text)}
    for steps, address in values(sight.written, Address):
        if address in told:
            yield notes.place(sight.written, *steps), address
    for passage in passages(sight.written):
        if "://" in passage.text:
            for found in _URL.finditer(uncoded(passage)):
                if found.group() in told:
                    yield place_of(notes, passage, found), found.group()


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


_LINK = re.compile(r"(?<!!)\[(?P<words>[^\[\]]+)\]\((?P<target>[^()\s]+\.md)(?:#[^()\s]*)?\)")

_UNSEEN = {
    Audience.PUBLIC: "not everybody may see",
    Audience.REVIEW: "your reviewers may not see",
}


@rule("W323", "privacy", Matter.READERS)
def hidden_title(notes: Notes) -> Iterator[Ask]:
    """Ask about a link whose words are the title of an entry that its readers may not see."""
    by_path = {entry.path: entry for entry in notes.portfolio.entries}
    asked: set[Place] = set()
    for audience in OTHERS:
        for sight in sights(notes, audience):
            if ".md" not in sight.shown.body:
                continue
            passage, shown = (Passage(e, ("body",), e.body) for e in (sight.written, sight.shown))
            told = {found.group() for found in _LINK.finditer(uncoded(shown))}
            for found in _LINK.finditer(uncoded(passage)) if told else ():
                folder = posixpath.dirname(sight.written.path)
                target = by_path.get(posixpath.normpath(f"{folder}/{unquote(found['target'])}"))
                if target is None or target.ref in notes.views[audience].by_ref:
                    continue
                title = collision_key(plain(with_title(target).title))
                place = place_of(notes, passage, found)
                is_title = collision_key(plain(found["words"]).strip()) == title
                if is_title and found.group() in told and place not in asked:
                    asked.add(place)
                    yield Ask(
                        place,
                        f"these words are the title of {target.ref}, which {_UNSEEN[audience]}: "
                        "may they know that much?",
                        "link other words, or hide the link: [words](address){.private}",
                    )


_SCALES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}
_NUMBER = r"(?P<{0}>\d+(?:[,.'’\u00a0\u202f ]\d{{3}})*(?:\.\d+)?)"
_SCALE = r"(?:[ \u00a0\u202f]?(?P<{0}>k|m|bn|thousand|million|billion)\b)?"
_WORDS = r"(?:EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|JPY|euros?|dollars?|pounds|francs)"
_MONEY = re.compile(
    rf"(?:[€$£¥]|\b{_WORDS})[ \u00a0\u202f]?{_NUMBER.format('a')}{_SCALE.format('x')}"
    rf"|(?<![\w.,]){_NUMBER.format('b')}{_SCALE.format('y')}[ \u00a0\u202f]?(?:[€£¥]|{_WORDS}\b)",
    re.IGNORECASE,
)
_UNIT = re.compile(
    rf"(?:(?P<scale>k|m|bn|thousand|million|billion) )?(?:[€$£¥]|{_WORDS})\b", re.IGNORECASE
)
# What is looked for holds one of these; to look for them takes no time.
_SUMS = (
    *("€", "$", "£", "¥", "eur", "usd", "gbp", "chf", "sek", "nok", "dkk", "pln", "jpy"),
    *("dollar", "pound", "franc"),
)
_PEOPLE = (
    *(
        "headcount",
        "head count",
        "team of",
        "department of",
        "group of",
        "company of",
        "unit of",
        "ation of",
    ),
    *(" engineers", " developers", " designers", " employees", " colleagues", " staff", " fte"),
    *(" hires", " jobs", " heads", "laid off", "let go", "lay off"),
)
_LEAST_MONEY = 1000
_LEAST_HEADS = 10
_STAFF = r"(?:engineers|developers|designers|employees|colleagues|staff|FTEs?|heads|hires|jobs)"
_HEADS = re.compile(
    r"\bhead ?count (?:of|from|to|is|was|at) (?P<a>\d[\d,]*)"
    r"|\b(?:team|department|group|company|organisation|organization|unit) of (?P<b>\d[\d,]*)\b"
    rf"|(?<![\w.,#-])(?P<c>\d[\d,]*) (?:[a-z-]+ )?{_STAFF}\b"
    r"|\b(?:laid off|let go(?: of)?|lay off) (?P<d>\d[\d,]*)\b",
    re.IGNORECASE,
)


@rule("N321", "privacy", Matter.READERS)
def money(notes: Notes) -> Iterator[Ask]:
    """Ask about amounts of money that everybody may read."""
    least = notes.threshold("money", _LEAST_MONEY)
    for sight in sights(notes, Audience.PUBLIC):
        for place, words in _told(
            notes, sight, _MONEY, lambda found: _amount(found) >= least, _SUMS
        ):
            yield _sum_question(place, words)
        for count, impact in enumerate(getattr(sight.written, "impact", ())):
            unit = _UNIT.match(impact.unit)
            shown = (each for each in getattr(sight.shown, "impact", ()) if _is_same(each, impact))
            if unit and any(shown) and _largest(impact) * _scale(unit["scale"]) >= least:
                place = notes.place(sight.written, "impact", count)
                yield _sum_question(place, f"{impact.after or impact.before} {impact.unit}")


def _sum_question(place: Place, words: str) -> Ask:
    return Ask(
        place,
        f'may everybody know "{words}"? whoever pays may not like it told',
        'a share tells as much: [340,000 EUR]{.review else="a tenth of the budget"}; '
        "`else: percent` at a figure",
    )


def _is_same(shown: Impact, written: Impact) -> bool:
    figures = (written.measure, written.before, written.after)
    return (shown.measure, shown.before, shown.after) == figures


@rule("N322", "privacy", Matter.READERS)
def headcount(notes: Notes) -> Iterator[Ask]:
    """Ask about numbers of colleagues that everybody may read."""
    least = notes.threshold("headcount", _LEAST_HEADS)
    for sight in sights(notes, Audience.PUBLIC):
        for place, words in _told(
            notes, sight, _HEADS, lambda found: _heads(found) >= least, _PEOPLE
        ):
            yield Ask(
                place,
                f'may everybody know "{words}"? how many work where is often for inside only',
                '"a large team" tells as much; or mark it: [40 engineers]{.review}',
            )


def _told(
    notes: Notes,
    sight: Sight,
    pattern: re.Pattern[str],
    counts: Callable[[re.Match[str]], bool],
    parts: Sequence[str],
) -> Iterator[tuple[Place, str]]:
    """Where the audience reads what the pattern finds, and the words."""
    told = {
        found.group()
        for passage in passages(sight.shown)
        if _holds(passage.text, parts)
        for found in pattern.finditer(uncoded(passage))
        if counts(found)
    }
    for passage in passages(sight.written) if told else ():
        for found in pattern.finditer(uncoded(passage)):
            if found.group() in told:
                yield place_of(notes, passage, found), found.group()


def _holds(text: str, parts: Sequence[str]) -> bool:
    lowered = text.casefold()
    return any(part in lowered for part in parts)


def _amount(found: re.Match[str]) -> float:
    return _size(found["a"] or found["b"]) * _scale(found["x"] or found["y"])


def _largest(impact: Impact) -> float:
    return max(_size(figure) for figure in (impact.before, impact.after))


def _scale(word: str | None) -> float:
    return _SCALES[word.casefold()] if word else 1


def _heads(found: re.Match[str]) -> float:
    return _size(next(filter(None, found.groups())))


def _size(figure: str) -> float:
    return float(number(figure) or 0)
