"""What is looked for: the words of everything held back, and where they tell something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate

from whyfolio.dataclass import dataclass
from whyfolio.guard.folding import BAR, folded
from whyfolio.guard.passages import Passage, Sort
from whyfolio.guard.plain import MAIL, addresses, plain

FEWEST = 4  # words of a sentence that is looked for everywhere
WINDOW = 8
_SHORTEST_SEGMENT = 6
_SHORTEST_TITLE = 8
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_DATE = re.compile(r"(?:19|20)\d\d[-–/](?:\d\d|[QqHh]\d)")
_PHONE = re.compile(r"(?<![\w/.-])\+?\d[\d ()./-]{6,}\d(?![\w/-])")
_FIGURE = re.compile(
    r"(?<![\w.,/-])(?P<digits>\d+(?:[.,'’ \u00a0\u202f]\d{3})*(?:[.,]\d+)?)(?![\w/-]|[.,]\d)"
    r"(?:[ \u00a0\u202f]?(?P<sign>%)|[ \u00a0\u202f](?P<unit>[^\W\d_]{2,}))?"
)
_NAMES = re.compile(r"(?<=[\w,;:] )([^\W\d_a-z][^\W\d_]{2,} [^\W\d_a-z][^\W\d_]{2,})(?!\w)")
_LETTERS = re.compile(rb"[a-z\x80-\xff]{3,}")
_DIGIT = re.compile(r"\d")
_NUMBERS = b":"  # sorts after figures and signs, before letters
_SMALLEST = 2  # digits of a figure with its unit
_MANY_DIGITS = 4
_MOST_DIGITS = 40  # beyond that nobody groups them
_PHONE_DIGITS = 7


WORDS, TELLING, NOTE, NAME = "E901", "E902", "E903", "E904"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One thing that is looked for.

    Attributes:
        passage: what was held back.
        code: what a diagnostic about it is called.
        pages: where it counts; everywhere where empty.
        in_text: whether it counts in the text of a page only, not among its markup.
        exact: an expression that the text must match besides, for figures: folding loses signs.
    """

    passage: Passage
    code: str = WORDS
    pages: tuple[str, ...] = ()
    in_text: bool = False
    exact: str = ""


Patterns = dict[bytes, list[Pattern]]


def patterns(held: Iterable[Passage], counted: frozenset[bytes]) -> Patterns:
    """The patterns of everything held back, by their folded words.

    Args:
        held: the passages.
        counted: folded words that pages count by themselves ("3 months"): no units.
    """
    found: Patterns = {}
    for passage in held:
        for words, pattern in _of(passage, counted, found):
            known = found.setdefault(words, [])
            # Either one counts everywhere, or all of them on some pages.
            if not known or (pattern.pages and known[0].pages):
                known.append(pattern)
            elif not pattern.pages and known[0].pages:
                found[words] = [pattern]
    return found


def _of(
    passage: Passage, counted: frozenset[bytes], known: Patterns
) -> Iterator[tuple[bytes, Pattern]]:
    match passage.sort:
        case Sort.PROSE | Sort.NOTE | Sort.LINE:
            yield from _prose(passage, counted, known)
        case Sort.TITLE:
            yield from _prose(passage, counted, known)
            words = folded(plain(passage.text))
            if len(_LETTERS.findall(words)) > 1 and len(words) >= _SHORTEST_TITLE:
                yield words, Pattern(passage, in_text=True)
        case Sort.PERSON:
            yield from _person(passage)
        case Sort.FIGURE:
            yield from _figures(passage.text, passage, counted)
        case Sort.ADDRESS:
            yield from _address(passage.text, passage)
        case Sort.FILE:
            yield from _file(passage.text, passage)
        case Sort.PATH:
            if not passage.text.startswith("//"):
                yield folded(passage.text.removesuffix("/")), Pattern(passage, NAME)
        case Sort.LEVEL:
            yield from _short(folded(passage.text), passage, TELLING)


def _prose(
    passage: Passage, counted: frozenset[bytes], known: Patterns
) -> Iterator[tuple[bytes, Pattern]]:
    text = plain(passage.text)
    words = folded(text)
    code = NOTE if passage.sort is Sort.NOTE else WORDS
    everywhere = Pattern(passage, code)
    for sentence in _sentences(words):
        whole = known.get(_words(sentence))
        if whole is None or whole[0].pages or whole[0].in_text:
            for found in _runs(sentence):
                yield found, everywhere
    if words.count(b" ") <= FEWEST:
        yield from _short(words, passage, code)
    for address in addresses(passage.text):
        is_file = "://" not in address and "@" not in address
        yield from (_file if is_file else _address)(address, passage)
    if _DIGIT.search(text):
        yield from _figures(text, passage, counted)
    for name in _NAMES.findall(text):
        yield folded(name), Pattern(passage, TELLING, in_text=True)


def _sentences(words: bytes) -> Iterator[list[bytes]]:
    """The words of each sentence; one of fewer than four is read together with the next."""
    waiting: list[bytes] = []
    for sentence in words.split(BAR):
        found = sentence.split()
        if found:
            waiting = [*waiting, BAR, *found] if waiting else found
        if len(waiting) >= FEWEST:
            yield waiting
            waiting = []


def _runs(words: list[bytes]) -> Iterator[bytes]:
    """The sentence, and every eight words of it that follow one another."""
    if not _tells(words):
        return
    sentence = _words(words)
    yield sentence
    if len(words) <= WINDOW:
        return
    blanks = [0, *accumulate(len(word) + 1 for word in words)]
    all_tell = all(word > _NUMBERS for word in words)
    for start in range(len(words) - WINDOW + 1):
        if all_tell or _tells(words[start : start + WINDOW]):
            yield sentence[blanks[start] : blanks[start + WINDOW] + 1]


def _tells(words: list[bytes]) -> bool:
    """Whether enough of the words are words, and not numbers or signs."""
    return sum(word > _NUMBERS and word != BAR for word in words) >= FEWEST - 1


def _words(words: list[bytes]) -> bytes:
    return b" " + b" ".join(words) + b" "


def _short(words: bytes, passage: Passage, code: str) -> Iterator[tuple[bytes, Pattern]]:
    """A word or a few: they tell something only on the pages that are about their entry."""
    if passage.pages and _LETTERS.search(words):
        yield words, Pattern(passage, code, passage.pages, in_text=True)


def _person(passage: Passage) -> Iterator[tuple[bytes, Pattern]]:
    parts = folded(passage.text).split()
    if len(parts) > 1:
        yield _words(parts), Pattern(passage, TELLING)
    for part in parts:
        yield from _short(_words([part]), passage, TELLING)


def _figures(
    text: str, passage: Passage, counted: frozenset[bytes]
) -> Iterator[tuple[bytes, Pattern]]:
    for phone in _PHONE.findall(text):
        digits = re.sub(r"\D", "", phone)
        if len(digits) >= _PHONE_DIGITS and not _DATE.match(phone.strip()):
            yield folded(phone), Pattern(passage, TELLING)
            yield _words([digits.encode()]), Pattern(passage, TELLING)
    for found in _FIGURE.finditer(text):
        yield from _figure(found, passage, counted)


def _figure(
    found: re.Match[str], passage: Passage, counted: frozenset[bytes]
) -> Iterator[tuple[bytes, Pattern]]:
    digits = re.sub(r"\D", "", found["digits"])
    unit = found["sign"] or found["unit"] or ""
    has_unit = unit == "%" or (bool(unit) and folded(unit).strip() not in counted)
    if len(digits) < (_SMALLEST if has_unit else _MANY_DIGITS):
        return
    if _YEAR.match(found["digits"]) and not found["sign"]:
        return
    alone = len(digits) >= _MANY_DIGITS
    typed = re.split(r"[^0-9]+", found["digits"])
    if len(digits) > _MOST_DIGITS:
        yield _words([part.encode() for part in typed]), Pattern(passage, TELLING, in_text=True)
        return
    if len(typed) == 1 and alone:
        typed = re.split(r"\B(?=(?:\d{3})+\Z)", digits)
    mark = r"[.,'’ \u00a0\u202f]?"
    tail = "" if alone else rf"[ \u00a0\u202f]?{re.escape(unit)}(?!\w)"
    exact = rf"(?i)(?<![\w.,]){mark.join(typed)}{tail}(?![\w]|[.,]\d)"
    pattern = Pattern(passage, TELLING, in_text=True, exact=exact)
    end = folded("" if alone else unit).split()
    yield _words([*(part.encode() for part in typed), *end]), pattern
    yield _words([digits.encode(), *end]), pattern


def _address(address: str, passage: Passage) -> Iterator[tuple[bytes, Pattern]]:
    bare = re.sub(r"^(?:https?://|mailto:)", "", address.strip()).rstrip("/")
    words = folded(bare)
    if MAIL.search(bare) or words.count(b" ") > _SMALLEST:
        yield words, Pattern(passage, TELLING)
    for segment in re.split(r"[/?#&=]", bare)[1:]:
        if len(segment) >= _SHORTEST_SEGMENT:
            yield folded(f"/{segment}"), Pattern(passage, TELLING)


def _file(address: str, passage: Passage) -> Iterator[tuple[bytes, Pattern]]:
    name = re.split(r"[?#]", address)[0].rpartition("/")[2]
    stem, dot, _ = name.rpartition(".")
    if dot and stem and not name.endswith(".md"):
        yield folded(name), Pattern(passage, NAME)
