"""Sentences as they are spoken: no signs, no links, numbers that read well, and how long they take.

The rate is 145 words a minute. Williams (1998, "Guidelines for the use of multimedia in
instruction", Proceedings of the Human Factors and Ergonomics Society 42nd Annual Meeting,
pp. 1447-1451) gives 150 to 160 words a minute as what people speak and follow with ease when
a text is read; somebody who tells without a sheet is a little slower. A number counts as many
words as it takes to say it: "0.4" is three. Pauses are not counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from whyfolio.dates import DateError, Grain, When, parse_when
from whyfolio.markdown.converter import plain
from whyfolio.outputs.splitting import split_sentences
from whyfolio.render.locale import Words

RATE = 145

_ADDRESS = re.compile(r"\s*(?:\(|<)?\bhttps?://[^\s)>]+(?:\)|>)?")
_CODE = re.compile(r"`+([^`]+)`+")
_BRACKETS = re.compile(r"\s*\(([^()]*)\)([.,;:!?]?)")
_DAY = re.compile(r"(?<![\w-])[0-9]{4}-(?:[0-9]{2}(?:-[0-9]{2})?|[QH][1-4])(?![\w-])")
_MONEY = re.compile(r"([€$£])\s?([0-9][0-9.,]*)(?:\s?(k|m|bn)\b)?")
_SPAN = re.compile(
    r"(?<![\w.,-])([0-9]{1,3}(?:\.[0-9]+)?)\s?[-–]\s?([0-9]{1,3}(?:\.[0-9]+)?)(?![\w-])"
)
_UNIT = re.compile(r"(?<=[0-9])\s?(%|[A-Za-z]{1,3}|€)(?![\w-])")
_ONE = re.compile(r"(?<![0-9.,])1$")
_MINUS = re.compile(r"(?<![\w)])[-−](?=[0-9])")
_PLUS = re.compile(r"(?<![\w)])\+(?=[0-9])")
_ABOUT = re.compile(r"[~≈]\s?(?=[0-9€$£])")
_TIMES = re.compile(r"(?<=[0-9])\s?[x×](?!\w)")
_HASH = re.compile(r"(?<!\w)#(?=[0-9])")
_ARROW = re.compile(r"\s*(?:→|->|=>)\s*")
_LONG = re.compile(r"(?<![\w.,-])[1-9][0-9]{4,11}(?![\w-]|[.,][0-9])")
_DASH = re.compile(r"\s+[–—-]\s+|(?<=\w)—(?=\w)")
_TOKEN = re.compile(r"[0-9][0-9.,]*|[^\W0-9_]+(?:['’-][^\W0-9_]+)*")
_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_YEAR = re.compile(r"(?:1[1-9]|20)[0-9]{2}\Z")
_SIGNS = {"€": "eur", "$": "usd", "£": "gbp"}
_SCALES = {"k": "thousand", "m": "million", "bn": "billion"}


def spoken(text: str, words: Words) -> str:
    """A text as one says it: the words of the author, and said in words what they wrote as signs.

    Args:
        text: a prose field as typed.
        words: the language; its `say` group holds what signs and units are called.
    """
    told = _CODE.sub(r"\1", _ADDRESS.sub("", plain(text)))
    told = _BRACKETS.sub(lambda found: f", {found[1]}{found[2] or ','}", told)
    told = _DAY.sub(lambda found: _bare_day(found[0], words), told)
    told = _MONEY.sub(lambda found: _money(found, words), told)
    to, number = words.text("say.to"), words.text("say.number")
    told = _SPAN.sub(rf"\1 {to} \2", _ARROW.sub(f" {to} ", told))
    told = _LONG.sub(lambda found: f"{int(found[0]):,}", told)
    told = _UNIT.sub(lambda found: _unit(found, words), told)
    for pattern, key in (
        (_MINUS, "say.minus"),
        (_PLUS, "say.plus"),
        (_ABOUT, "say.about"),
        (_TIMES, "say.times"),
    ):
        told = pattern.sub(f" {words.text(key)} ", told)
    told = _DASH.sub(", ", _HASH.sub(f"{number} ", told)).replace("&", words.text("say.and"))
    told = re.sub(r"\s+([.,;:!?])", r"\1", re.sub(r"\s+", " ", told)).strip()
    return re.sub(r",(?=[.,;:!?])", "", told).rstrip(",")


def lines(text: str, words: Words) -> tuple[str, ...]:
    """The sentences of a text as they are spoken, each with a capital and a stop."""
    return tuple(_whole(sentence) for sentence in split_sentences(spoken(text, words)))


def _whole(sentence: str) -> str:
    begun = sentence[:1].upper() + sentence[1:]
    return begun if not begun or _END.search(begun) else f"{begun.rstrip(';:,')}."


def _unit(found: re.Match[str], words: Words) -> str:
    """What a unit behind a number is called; an unknown one stays as it is."""
    key = {"%": "percent", "€": "eur"}.get(found[1], found[1].casefold())
    known = words.catalogue.get(f"say.unit.{key}")
    if known and _ONE.search(found.string[: found.start()]):
        known = known.removesuffix("s")
    return f" {known}" if known else found[0]


def _money(found: re.Match[str], words: Words) -> str:
    scale = f" {words.text(f'say.{_SCALES[found[3]]}')}" if found[3] else ""
    amount = found[2].rstrip(".,")
    rest = found[2][len(amount) :]
    return f"{amount}{scale} {words.text(f'say.unit.{_SIGNS[found[1]]}')}{rest}"


def _bare_day(text: str, words: Words) -> str:
    try:
        return _date(parse_when(text), words)
    except DateError:
        return text


# --- dates -------------------------------------------------------------------------------------


def spoken_when(when: When, words: Words) -> str:
    """A date with the word before it: "in September 2026", "from July to September 2026"."""
    if when.grain is Grain.DAY:
        return words.text("say.on", when=_date(when, words))
    if when.grain is not Grain.RANGE:
        return words.text("say.in", when=_date(when, words))
    start, end = when.ends
    first = _date(start, words)
    if start.grain is end.grain is Grain.MONTH and start.first.year == end.first.year:
        first = words.text(f"say.month.{start.first.month}")
    return words.text("say.from_to", start=first, end=_date(end, words))


def _date(when: When, words: Words) -> str:
    day, month = when.first, words.text(f"say.month.{when.first.month}")
    if when.grain is Grain.DAY:
        return words.text("say.day", d=day.day, month=month, y=day.year)
    if when.grain is Grain.MONTH:
        return words.text("say.in_month", month=month, y=day.year)
    if when.grain is Grain.QUARTER:
        return words.text(f"say.quarter.{(day.month + 2) // 3}", y=day.year)
    if when.grain is Grain.HALF:
        return words.text(f"say.half.{1 if day.month == 1 else 2}", y=day.year)
    return str(day.year)


# --- time --------------------------------------------------------------------------------------


def seconds(texts: Iterable[str]) -> float:
    """How long it takes to say the texts."""
    return seconds_of(sum(map(word_count, texts)))


def seconds_of(count: int) -> float:
    """How long it takes to say so many words; from their sum, so that no rounding adds up."""
    return count * 60 / RATE


def word_count(text: str) -> int:
    """The words of a text as it is spoken; a number counts as many as it takes to say it."""
    return sum(_number(token) if token[0].isdigit() else 1 for token in _TOKEN.findall(text))


def _number(token: str) -> int:
    whole, _, fraction = token.rstrip(".,").replace(",", "").partition(".")
    said = (1 + len(fraction)) if fraction else 0
    if _YEAR.match(token.rstrip(".,")) and not whole.endswith("00"):
        return 3
    groups = [int(whole[max(0, end - 3) : end]) for end in range(len(whole), 0, -3)]
    for place, group in enumerate(groups):
        said += _hundreds(group) + bool(place and group)
    return max(said, 1) if not fraction else max(said, 2 + len(fraction))


def _hundreds(group: int) -> int:
    """The words of a number below 1,000: "three hundred and ten" is four."""
    hundreds, rest = divmod(group, 100)
    small = (1 if rest <= 20 or rest % 10 == 0 else 2) if rest else 0  # noqa: PLR2004 - words
    return 2 * bool(hundreds) + small + bool(hundreds and small)
