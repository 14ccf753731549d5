"""Any dated Markdown list: one thing a line, with its date before it or in a heading above."""

from __future__ import annotations

import re
from dataclasses import field, replace

from whyfolio.dataclass import dataclass
from whyfolio.dates import When
from whyfolio.importers.written_dates import Found, Unclear, anywhere, leading, trailing

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*\Z")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*\Z")
_MEMBER = re.compile(r"([ \t]*)(?:[-*+•]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(.*)\Z")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_RULE = re.compile(r" {0,3}(?:[-*_][ \t]*){3,}\Z")
_ROW = re.compile(r"[ \t]*\|(.*)\|[ \t]*\Z")
_ROW_RULE = re.compile(r"[ \t|:-]+\Z")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FRONT = re.compile(r"---\n(?=[A-Za-z_][\w-]*[ \t]*:).*?^---[ \t]*\n", re.DOTALL | re.MULTILINE)
_BEFORE = re.compile(r"(?:\*\*|__|[*_`\[(])*")
_CLOSED = re.compile(r"\s*[:–—|,-]*(?:\*\*|__|[*_`\])])+")
_BETWEEN = re.compile(r"\s*(?:[:–—|,-]|\.(?=\s))*\s*")
_TAGS = re.compile(r"(?:(?<=\s)|\A)(?:[#@][^\W\d][\w-]*[,;]?\s*)+\Z")
_TAG = re.compile(r"[#@]([^\W\d][\w-]*)")
_TAB = 4


@dataclass(frozen=True, slots=True)
class DatedLine:
    """One thing of the list.

    Attributes:
        when: its date; None where nothing says when.
        text: its words, without the list sign, the date and the tags at its end.
        line: where it begins in the file, counted from 1.
        topic: the nearest heading above it that is no date.
        tags: the words behind `#` at its end.
        people: the words behind `@` at its end.
        more: what stands below it in the list, a text a line.
        doubt: why it has no date, where something looked like one.
    """

    when: When | None
    text: str
    line: int
    topic: str = ""
    tags: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class DatedList:
    """A file as it was read; nothing that it says is lost."""

    title: str
    lines: tuple[DatedLine, ...]

    @property
    def dated(self) -> tuple[DatedLine, ...]:
        """The lines that have a date, in the file's order."""
        return tuple(line for line in self.lines if line.when)

    @property
    def undated(self) -> tuple[DatedLine, ...]:
        """The others."""
        return tuple(line for line in self.lines if not line.when)


def read_dated_lines(text: str, usual: When | None = None) -> DatedList:
    """Read a list of dated things; ``usual`` is the date where neither line nor heading says one.

    Dates may be ISO days, months, weeks, quarters and halves, or have the month's name; they
    stand at a line's beginning, in brackets at its end, or in a heading above. A year in a
    heading serves the dates below it. Comments, code, front matter and rules are skipped.
    """
    reader = _Reader(usual=usual)
    lines = _bare(text).split("\n")
    for number, line in enumerate(lines, 1):
        following = lines[number] if number < len(lines) else ""
        reader.take(number, line, following)
    return DatedList(reader.title, tuple(reader.found))


def _bare(text: str) -> str:
    """The text without front matter and comments, at the same line numbers."""

    def blank(found: re.Match[str]) -> str:
        return "\n" * found[0].count("\n")

    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT.match(plain)
    if front:
        plain = blank(front) + plain[front.end() :]
    return _COMMENT.sub(blank, plain)


@dataclass(frozen=True, slots=True)
class _Above:
    """A heading, or a list line that is a date alone, for the lines below it."""

    depth: int
    when: When | None
    topic: str
    doubt: str = ""


@dataclass(slots=True)
class _Reader:
    """What is known at a line from the lines before it."""

    title: str = ""
    usual: When | None = None
    found: list[DatedLine] = field(default_factory=list)
    _titled: bool = False  # whether the outermost heading is the file's title
    headings: list[_Above] = field(default_factory=list)
    dates: list[_Above] = field(default_factory=list)  # list lines that are a date alone
    fence: str = ""
    indent: int = -1  # of the list line that is open; -1: none, or a paragraph
    is_open: bool = False
    skips_underline: bool = False

    def take(self, number: int, raw: str, following: str) -> None:
        """Read one line."""
        if self._is_code(raw):
            return
        if not raw.strip():
            self.is_open = False
            return
        if heading := _HEADING.match(raw):
            self._head(len(heading[1]), heading[2])
        elif self.skips_underline or _RULE.match(raw) or _ROW_RULE.match(raw):
            self.skips_underline = self.is_open = False
        elif not self.is_open and not _MEMBER.match(raw) and _UNDERLINE.match(following):
            self._head(1 if following.strip()[0] == "=" else 2, raw)
            self.skips_underline = True
        elif row := _ROW.match(raw):
            self._row(number, row[1], following)
        elif member := _MEMBER.match(raw):
            self._member(number, len(member[1].expandtabs(_TAB)), member[2])
        else:
            self._words(number, raw)

    def _is_code(self, raw: str) -> bool:
        mark = _FENCE.match(raw)
        if self.fence:
            closes = mark and mark[1].startswith(self.fence) and not raw.strip(" `~")
            self.fence = "" if closes else self.fence
            return True
        if mark:
            self.fence, self.is_open = mark[1], False
        return bool(mark)

    # --- what a line may be ---------------------------------------------------------------------

    def _head(self, depth: int, text: str) -> None:
        self.headings = [above for above in self.headings if above.depth < depth]
        self.dates, self.is_open, self.indent = [], False, -1
        doubt, found = "", None
        try:
            found = anywhere(text, self._year)
        except Unclear as error:
            doubt = str(error)
        first_of_file = not self.found and not self.title and depth == 1
        self._titled = first_of_file or (self._titled and bool(self.headings))
        if first_of_file:
            self.title = _words(text)
        is_topic = not found and not first_of_file
        self.headings.append(
            _Above(depth, found.when if found else None, _words(text) if is_topic else "", doubt)
        )

    def _member(self, number: int, indent: int, text: str) -> None:
        self.dates = [above for above in self.dates if above.depth < indent]
        line, is_bare = self._dated(number, text)
        if is_bare:
            self.dates.append(_Above(indent, line.when, ""))
            self.is_open, self.indent = False, -1
            return
        below = self.found and 0 <= self.indent < indent
        if below and line.when == self._when and not line.doubt:
            last = self.found[-1]
            self.found[-1] = replace(
                last,
                more=(*last.more, line.text),
                tags=(*last.tags, *line.tags),
                people=(*last.people, *line.people),
            )
            self.is_open = True
            return
        self._add(line)
        self.indent = indent

    def _words(self, number: int, raw: str) -> None:
        line, is_bare = self._dated(number, raw.strip())
        if line.when == self._when and not any(above.when for above in self._below_title):
            line = replace(line, when=None)  # a year in the title dates no introduction
        starts = line.when is not None and line.when != self._when
        if self.is_open and not starts and self.found:
            self._continue(raw.strip())
        elif is_bare:
            self.dates = [_Above(-1, line.when, "")]
        else:
            self._add(line)
            self.indent = -1

    def _row(self, number: int, inside: str, following: str) -> None:
        """A table's row; its head is none, unless that has a date too."""
        cells = [cell.strip() for cell in inside.split("|")]
        line = self._dated(number, " – ".join(filter(None, cells)))[0]
        is_head = bool(_ROW_RULE.match(following)) and line.when == self._when and not line.doubt
        if not is_head:
            self._add(line)
        self.is_open = False

    # --- dates -----------------------------------------------------------------------------------

    @property
    def _when(self) -> When | None:
        """The date that holds where a line has none of its own."""
        above = [found for found in (*self.headings, *self.dates) if found.when]
        return above[-1].when if above else self.usual

    @property
    def _below_title(self) -> list[_Above]:
        return [*self.headings[int(self._titled) :], *self.dates]

    @property
    def _year(self) -> int | None:
        return self._when.first.year if self._when else None

    def _dated(self, number: int, text: str) -> tuple[DatedLine, bool]:
        """The line with its date, and whether it is a date and nothing else."""
        start = _BEFORE.match(text)
        rest, doubt = text, ""
        found: Found | None = None
        opened = start.end() if start else 0
        try:
            found = leading(text[opened:], self._year)
        except Unclear as error:
            doubt = str(error)
        if found:
            rest = text[opened + found.end :]
            for gap in (_CLOSED, _BETWEEN) if opened else (_BETWEEN,):
                between = gap.match(rest)
                rest = rest[between.end() if between else 0 :]
        elif not doubt and (ending := trailing(text, self._year)):
            found, rest = ending, text[: ending.start]
        when = found.when if found else None if doubt else self._when
        return self._line(number, rest.strip(), when, doubt), bool(found and not rest.strip())

    def _line(self, number: int, text: str, when: When | None, doubt: str) -> DatedLine:
        tags = _TAGS.search(text)
        words = text[: tags.start()].rstrip() if tags and tags.start() else text
        named = _TAG.findall(tags[0]) if tags and tags.start() else []
        signs = re.findall(r"[#@](?=[\w-])", tags[0]) if named and tags else []
        pairs = list(zip(signs, named, strict=True))
        topics = [above.topic for above in self.headings if above.topic]
        said = doubt or next((above.doubt for above in reversed(self.headings) if above.doubt), "")
        return DatedLine(
            when=when,
            text=words,
            line=number,
            topic=topics[-1] if topics else "",
            tags=tuple(name for sign, name in pairs if sign == "#"),
            people=tuple(name for sign, name in pairs if sign == "@"),
            doubt="" if when else said,
        )

    def _add(self, line: DatedLine) -> None:
        if line.text:
            self.found.append(line)
        self.is_open = bool(line.text)

    def _continue(self, text: str) -> None:
        """The next line of what is open: of its last text."""
        last = self.found[-1]
        if last.more:
            joined = (*last.more[:-1], f"{last.more[-1]} {text}")
            self.found[-1] = replace(last, more=joined)
            return
        whole = self._line(last.line, f"{last.text} {text}", last.when, last.doubt)
        self.found[-1] = replace(
            whole, tags=(*last.tags, *whole.tags), people=(*last.people, *whole.people)
        )


def _words(text: str) -> str:
    return text.strip(" \t*_#")
