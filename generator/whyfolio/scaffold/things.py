"""What in a text tells a stranger something: figures, names, links and images."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from whyfolio.dataclass import dataclass

_LINK = re.compile(r"(!?)\[((?:[^\[\]\\]|\\.)*)\]\(\s*<?([^)\s>]+)[^)]*\)")
_NOTE = re.compile(r"(?![a-z]+:)[^#?]*\.md(?:#.*)?\Z")
_BARE = re.compile(r"(?:https?://|mailto:|www\.)[^\s<>()\[\]\"'|]+|[\w.+-]+@[\w-]+\.[\w.-]*\w")
_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")
_DEFINED = re.compile(r"^ {0,3}\[[^\]\n]+\]:.*$", re.MULTILINE)
_BRACES = re.compile(r"\{[^{}\n]*\}")
_UNIT = (
    r"(?:%|‰|percent|points?|thousand|million|billion|[kKmMbB]n?(?!\w)|[€$£¥]|EUR|USD|GBP|CHF"
    r"|[kMG]B|ms|h|hours?|days?|weeks?|months?|quarters?|years?|people|users|customers|orders"
    r"|requests|teams?|engineers?|nights?|pages?)"
)
_NUMBER = r"(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d+)?|\d(?:[\d.,'’]*\d)?)"
_FIGURE = re.compile(
    rf"(?<![\w./:#-])(?:[-−+~≈])?(?:[€$£¥]\s?{_NUMBER}(?:\s?{_UNIT}(?!\w))?"
    rf"|{_NUMBER}\s?{_UNIT}(?!\w)|{_NUMBER})(?![\w/:-]\d)"
)
_DATE = re.compile(r"\b(?:19|20)\d\d(?:-(?:\d\d(?:-\d\d)?|[QH]\d))?\b")
_FEW = re.compile(r"[-−+~≈]?\d{1,2}\Z")
_WORD = re.compile(r"[^\W\d_][\w’'-]*[^\W_]")
_OWNED = re.compile(r"['’]s?\Z")
_OPENER = re.compile(r"(?:\A|[.!?:\n]|[-*+>#]|\d[.)])\s*\Z")
_AROUND = ("linked", "braced")
_COMMON = re.compile(
    r"(?:A|After|All|An|And|As|At|Before|But|By|Every|For|From|He|How|I|If|In|It|My|No|Nobody|Not"
    r"|Now|On|One|Our|She|Since|So|That|The|Then|There|They|This|To|Two|We|What|When|Where|Why"
    r"|With|You)\Z"
)


@dataclass(frozen=True, slots=True)
class Found:
    """One thing in a text.

    Attributes:
        kind: figure, name, link or image.
        text: what a reader learns: the words, or the address of a link.
        start: where its characters begin in the text; ``end`` where they end.
        way: `mark` if its words can be marked, `linked` if it carries its mark behind it,
            `braced` if there are braces already, "" if it stands where no mark can.
    """

    kind: str
    text: str
    start: int
    end: int
    way: str


def things_in(text: str, names: Collection[str]) -> list[Found]:
    """Everything of the kind in a text, in its order; nothing is found twice at one place."""
    found = list(_links(text))
    inside = [(one.start, one.end) for one in found]
    closed = [match.span() for shape in (_TAG, _BRACES, _DEFINED) for match in shape.finditer(text)]
    for match in _BARE.finditer(text):
        if not _within(match.span(), inside):
            way = "" if _within(match.span(), closed) else "mark"
            found.append(Found("link", match[0].rstrip(".,;:!?"), *_trimmed(match), way))
    addresses = _addresses(text) + [(one.start, one.end) for one in found if one.way == "mark"]
    barred = [match.span() for match in _BRACES.finditer(text)] + addresses
    for kind, start, end in [*_names(text, names), *_figures(text)]:
        taken = any(one.start < end and start < one.end for one in found if one.way not in _AROUND)
        if not taken and not _within((start, end), barred):
            fixed = _within((start, end), [*closed, *inside])
            found.append(Found(kind, text[start:end], start, end, "" if fixed else "mark"))
    return sorted(found, key=lambda one: (one.start, -one.end))


def _links(text: str) -> Iterator[Found]:
    """Links and images; those to other notes are settled by what a reader may see of these."""
    for match in _LINK.finditer(text):
        if not _NOTE.match(match[3]):
            braced = text.startswith("{", match.end())
            kind, way = "image" if match[1] else "link", "braced" if braced else "linked"
            yield Found(kind, match[3], match.start(), match.end() + braced, way)


def _addresses(text: str) -> list[tuple[int, int]]:
    return [(match.end(2), match.end()) for match in _LINK.finditer(text)]


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    return match.start(), match.start() + len(match[0].rstrip(".,;:!?"))


def _figures(text: str) -> Iterator[tuple[str, int, int]]:
    dates = [match.span() for match in _DATE.finditer(text)]
    for match in _FIGURE.finditer(text):
        if not _FEW.match(match[0]) and not any(
            s < match.end() and match.start() < e for s, e in dates
        ):
            yield "figure", match.start(), match.end()


def _names(text: str, names: Collection[str]) -> Iterator[tuple[str, int, int]]:
    for name in sorted(names, key=len, reverse=True):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            yield "name", match.start(), match.end()
    for words in _capital_words(text):
        first, last = words[0], words[-1]
        if len(words) > 1:
            yield "name", first.start(), last.start() + len(_OWNED.sub("", last[0]))


def _capital_words(text: str) -> Iterator[list[re.Match[str]]]:
    """Runs of words with a capital, without the one that only begins a sentence."""
    run: list[re.Match[str]] = []
    for match in _WORD.finditer(text):
        joined = bool(run) and text[run[-1].end() : match.start()] in {" ", "\n"}
        if run and not joined:
            yield run
            run = []
        if not match[0][0].isupper() or match[0].isupper():
            if run:
                yield run
            run = []
        elif run or not (_COMMON.match(match[0]) and _OPENER.search(text[: match.start()])):
            run.append(match)
    if run:
        yield run


def _within(span: tuple[int, int], others: Collection[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in others)
