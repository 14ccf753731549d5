"""What a note tells to more people than its author may have thought of."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from urllib.parse import unquote

from whyfolio.coach.once import once
from whyfolio.coach.privacy_sight import OTHERS, uncoded
from whyfolio.coach.rule import Ask, Matter, Notes, rule_alone
from whyfolio.coach.texts import Passage, passages, place_of
from whyfolio.diagnostics import Place
from whyfolio.markdown.converter import plain
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry
from whyfolio.model.figures import number
from whyfolio.model.values import Impact
from whyfolio.names import collision_key
from whyfolio.portfolio.portfolio import Portfolio
from whyfolio.portfolio.titles import with_title

_TARGET = re.compile(r"\]\((?P<target>[^()\s]+\.md)(?:#[^()\s]*)?\)")
_LINK = re.compile(r"(?<!!)\[(?P<words>[^\[\]]+)\]\((?P<target>[^()\s]+\.md)(?:#[^()\s]*)?\)")

_UNSEEN = {
    Audience.PUBLIC: "not everybody may see",
    Audience.REVIEW: "your reviewers may not see",
}


@rule_alone("W323", "privacy", Matter.READERS, clues=[".md"])
def hidden_title(notes: Notes, entry: Entry) -> Iterator[Ask]:
    """Ask about a link whose words are the title of an entry that its readers may not see."""
    asked: set[Place] = set()
    for audience in OTHERS:
        aims = (_aim(notes, entry, found["target"]) for found in _TARGET.finditer(entry.body))
        shown = notes.shown(entry, audience) if any(_hidden(notes, audience, aims)) else None
        told = {found.group() for found in _LINK.finditer(_body_of(shown))} if shown else set()
        for found in _LINK.finditer(_body_of(entry)) if told else ():
            for target in _hidden(notes, audience, [_aim(notes, entry, found["target"])]):
                place = place_of(notes, Passage(entry, ("body",), entry.body), found)
                title = collision_key(plain(with_title(target).title))
                is_title = collision_key(plain(found["words"]).strip()) == title
                if is_title and found.group() in told and place not in asked:
                    asked.add(place)
                    yield Ask(
                        place,
                        f"these words are the title of {target.ref}, which {_UNSEEN[audience]}: "
                        "may they know that much?",
                        "link other words, or hide the link: [words](address){.private}",
                    )


def _body_of(entry: Entry) -> str:
    return uncoded(Passage(entry, ("body",), entry.body))


def _aim(notes: Notes, entry: Entry, target: str) -> Entry | None:
    """The entry that a link in another one leads to."""
    folder = posixpath.dirname(entry.path)
    return _by_path(notes.portfolio).get(posixpath.normpath(f"{folder}/{unquote(target)}"))


def _hidden(notes: Notes, audience: Audience, aims: Iterable[Entry | None]) -> Iterator[Entry]:
    return (aim for aim in aims if aim and aim.ref not in notes.visible(audience))


@once
def _by_path(portfolio: Portfolio) -> dict[str, Entry]:
    return {entry.path: entry for entry in portfolio.entries}


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


@rule_alone("N321", "privacy", Matter.READERS, clues=_SUMS)
def money(notes: Notes, entry: Entry) -> Iterator[Ask]:
    """Ask about amounts of money that everybody may read."""
    least = notes.threshold("money", _LEAST_MONEY)
    for place, words in _told(notes, entry, _MONEY, lambda found: _amount(found) >= least, _SUMS):
        yield _sum_question(place, words)
    for count, impact in enumerate(getattr(entry, "impact", ())):
        unit = _UNIT.match(impact.unit)
        if unit and _largest(impact) * _scale(unit["scale"]) >= least:
            shown = getattr(notes.shown(entry, Audience.PUBLIC), "impact", ())
            if any(_is_same(each, impact) for each in shown):
                place = notes.place(entry, "impact", count)
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


@rule_alone("N322", "privacy", Matter.READERS, clues=_PEOPLE)
def headcount(notes: Notes, entry: Entry) -> Iterator[Ask]:
    """Ask about numbers of colleagues that everybody may read."""
    least = notes.threshold("headcount", _LEAST_HEADS)
    for place, words in _told(notes, entry, _HEADS, lambda found: _heads(found) >= least, _PEOPLE):
        yield Ask(
            place,
            f'may everybody know "{words}"? how many work where is often for inside only',
            '"a large team" tells as much; or mark it: [40 engineers]{.review}',
        )


def _told(
    notes: Notes,
    entry: Entry,
    pattern: re.Pattern[str],
    counts: Callable[[re.Match[str]], bool],
    parts: Sequence[str],
) -> Iterator[tuple[Place, str]]:
    """Where everybody reads what the pattern finds, and the words."""
    written = _finds(entry, pattern, parts)
    shown = notes.shown(entry, Audience.PUBLIC) if written else None
    finds = _finds(shown, pattern, parts) if shown else []
    told = {found.group() for _, found in finds if counts(found)}
    for passage, found in written:
        if found.group() in told:
            yield place_of(notes, passage, found), found.group()


def _finds(
    entry: Entry, pattern: re.Pattern[str], parts: Sequence[str]
) -> list[tuple[Passage, re.Match[str]]]:
    return [
        (passage, found)
        for passage in passages(entry)
        if _holds(passage.text, parts)
        for found in pattern.finditer(uncoded(passage))
    ]


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
