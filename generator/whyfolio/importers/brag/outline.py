"""A brag document as an outline: headings of any sort, each with what it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field

from whyfolio.dataclass import dataclass
from whyfolio.dates import Grain, When
from whyfolio.importers.brag.sections import Section, section_of
from whyfolio.importers.written_dates import Found, Unclear, anywhere

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*\Z")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*\Z")
MEMBER = re.compile(r"[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+(?:\[([ xX])\][ \t]+)?")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_BOLD = re.compile(r"[ \t]*(\*\*|__)([^*_:]+)\1[ \t]*\Z")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_HIDDEN = re.compile(r" {0,3}\[[^\]]*\]:\s*#(?:\s|\Z)")
_FRONT = re.compile(r"---\n(.*?)^---[ \t]*\n", re.DOTALL | re.MULTILINE)
_FRONT_DATE = re.compile(r"^(?:title|date|year)[ \t]*:(.*)$", re.MULTILINE)
_ABOUT_TIME = re.compile(
    r"(?:week of|weeks?|sprint|cycle|quarter|half|year|month|brag\w*|doc\w*|log|notes|"
    r"accomplishments?|achievements?|wins|review|my|the|of|in|for|s|and|first|second|\W)*\Z",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LONGEST_PLAIN = 60
_DEPTHS = {Grain.YEAR: 2, Grain.HALF: 3, Grain.QUARTER: 3, Grain.MONTH: 4}


@dataclass(slots=True)
class Heading:
    """A heading and all below it until the next one that is not deeper.

    Attributes:
        depth: 0 for the document itself.
        title: its words, without a date where it has other words too.
        line: where it stands.
        end: the first line that is no longer below it.
        when: the date that it says.
        section: the section that it opens.
        is_time: whether it says a time and nothing else.
        inner: the headings directly below it.
    """

    depth: int
    title: str
    line: int
    end: int
    when: When | None = None
    section: Section | None = None
    is_time: bool = False
    inner: list[Heading] = field(default_factory=list)


def prepared(text: str) -> tuple[str, str]:
    """The document with each heading as Markdown writes it, and what its front matter says of time.

    Comments and front matter are empty lines; no line changes its number.
    """
    said = ""
    if front := _FRONT.match(text):
        said = " ".join(_FRONT_DATE.findall(front[1]))
        text = "\n" * front[0].count("\n") + text[front.end() :]
    lines = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text).split("\n")
    lines = ["" if _HIDDEN.match(line) else line for line in lines]
    fence, year = "", None
    for at, line in enumerate(lines):
        if mark := _FENCE.match(line):
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
        elif not fence:
            around = lines[at - 1] if at else "", *lines[at + 1 : at + 2]
            lines[at] = _as_heading(line, around, year)
            found = _date_in(lines[at], year) if lines[at].startswith("#") else None
            year = found.when.first.year if found else year
    return "\n".join(lines), said


def _as_heading(line: str, around: Sequence[str], year: int | None) -> str:
    """A line that is a heading without Markdown's sign, with it."""
    before, following = around[0], "".join(around[1:])
    if not line.strip() or _HEADING.match(line) or MEMBER.match(line) or before.strip():
        return line
    if line[:4].isspace() or _UNDERLINE.match(following):
        return line
    plain = line.strip(" \t:*_")
    if len(plain) > _LONGEST_PLAIN:
        return line
    when = _date_in(plain, year)
    if when and _is_time(plain, when):
        return f"{'#' * _DEPTHS.get(when.when.grain, 5)} {plain}"
    if section_of(plain) and (not following.strip() or MEMBER.match(following) or ":" in line):
        return f"##### {plain}"
    bold = _BOLD.match(line)
    return f"###### {bold[2].strip()}" if bold else line


def outline(text: str) -> Heading:
    """The headings of a prepared document, below the document itself."""
    lines = text.split("\n")
    top = Heading(0, "", 0, len(lines) + 1)
    above = [top]
    fence = ""
    for number, line in enumerate(lines, 1):
        if mark := _FENCE.match(line):
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
            continue
        depth, words = _heading(line, lines[number : number + 1])
        if fence or not depth:
            continue
        while above[-1].depth >= depth:
            above.pop().end = number
        made = _made(depth, words, number, len(lines) + 1, _year(above))
        above[-1].inner.append(made)
        above.append(made)
    return top


def _heading(line: str, after: Sequence[str]) -> tuple[int, str]:
    """How deep a heading is, and its words; 0 where the line is none."""
    if found := _HEADING.match(line):
        return len(found[1]), found[2]
    under = (
        _UNDERLINE.match(after[0]) if after and line.strip() and not MEMBER.match(line) else None
    )
    if under and not _UNDERLINE.match(line) and "|" not in line:
        return (1 if under[1][0] == "=" else 2), line.strip()
    return 0, ""


def _made(depth: int, words: str, line: int, end: int, year: int | None) -> Heading:
    plain = words.strip(" \t*_#:")
    found = _date_in(plain, year)
    if not found:
        return Heading(depth, plain, line, end, section=section_of(plain))
    rest = f"{plain[: found.start]}{plain[found.end :]}".strip(" \t*_:–—-,|()[]")
    is_time = _is_time(plain, found)
    section = section_of(plain) or section_of(rest)
    title = plain if is_time or section else " ".join(rest.split())
    return Heading(depth, title, line, end, found.when, section, is_time and not section)


def _is_time(plain: str, found: Found) -> bool:
    """Whether a heading tells a time and nothing besides, but for a word like "week of"."""
    rest = f"{plain[: found.start]} {plain[found.end :]}"
    return bool(_ABOUT_TIME.match(_ASIDE.sub(" ", rest)))


def _date_in(words: str, year: int | None = None) -> Found | None:
    try:
        return anywhere(words, year)
    except Unclear:
        return None


def _year(above: Sequence[Heading]) -> int | None:
    said = [heading.when.first.year for heading in above if heading.when]
    return said[-1] if said else None


def date_said(words: str, year: int | None = None) -> When | None:
    """The first date in some words."""
    found = _date_in(words, year)
    return found.when if found else None


def whole_date(words: str, year: int | None = None) -> When | None:
    """The date that some words are, and nothing else."""
    found = _date_in(words, year)
    is_whole = found and not f"{words[: found.start]}{words[found.end :]}".strip(" \t*_.()[]")
    return found.when if found and is_whole else None
