"""A Markdown page as sentences, each with the headings above it, and as tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import field, replace

from whyfolio.content.frontmatter import split
from whyfolio.dataclass import dataclass
from whyfolio.importers.adr.outline import Outline, outline
from whyfolio.importers.ladder.grid import Line
from whyfolio.importers.ladder.level_words import names_level
from whyfolio.importers.ladder.tree import plain
from whyfolio.importers.sources import Text

BOLD, NESTED = 7, 8  # depths below those of the six sorts of headings
LONGEST = 4000  # characters of a line, as in an outline
_DEEPEST = 3
_BULLET = re.compile(r"([ \t]*)(?:[-*+]|(\d{1,3})[.)])[ \t]+(.*)\Z")
_QUOTE = re.compile(r" {0,3}>[ \t]?(.*)\Z")
_RULE = frozenset(" \t|:-")
_BREAK_LINE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*\Z")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_IMAGE = re.compile(r"!\[[^\]]{0,300}\](?:\([^)]{0,500}\)|\[[^\]]{0,100}\])")
_LINK = re.compile(r"\[([^\[\]]{1,300})\](?:\([^)]{0,500}\)|\[[^\]]{0,100}\])")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.{1,400}?)(?<=\S)\1")
_ALL_BOLD = re.compile(r"(?:\*\*|__)(.{1,200}?)(?:\*\*|__):?\s*\Z")
_SLANT = re.compile(r"(?<![\w*])([*_])(?=\S)(.{1,400}?)(?<=\S)\1(?![\w*])")
_LABEL = re.compile(r"(?:\*\*|__)(.{1,120}?)(?:\*\*|__)\s*(:|[-–—]\s)?\s*(.*)\Z")
_PLAIN_LABEL = re.compile(r"([^:*`\[\]]{2,60}):\s+(\S.*)\Z")
_TABLE = re.compile(r"\s*<table\b", re.IGNORECASE)
_HIDES = re.compile(r"<(script|style|table)\b", re.IGNORECASE)
_FEW_WORDS = 6


@dataclass(frozen=True, slots=True)
class Leaf:
    """A sentence of a page.

    Attributes:
        path: the headings above it, each with its depth.
        text: its words.
        line: where it begins.
        label: what stands in bold before it.
        number: its place in a numbered list; 0 elsewhere.
        sort: "bullet", "text" or "quote".
        notes: what is nested below it.
    """

    path: tuple[tuple[int, str], ...]
    text: str
    line: int
    label: str = ""
    number: int = 0
    sort: str = "bullet"
    notes: tuple[str, ...] = ()

    def at(self, depth: int) -> str:
        """The heading of a depth above it."""
        return next((title for own, title in self.path if own == depth), "")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of a page, with the headings above it."""

    path: tuple[tuple[int, str], ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its front matter's lines by name, its sentences, its tables, and tags it cannot read.

    ``html`` are the lines at which tables written as HTML begin, ``long`` those that are too long
    to be read.
    """

    text: Text
    front: dict[str, str]
    leaves: tuple[Leaf, ...] = ()
    grids: tuple[Grid, ...] = ()
    heading: str = ""
    html: tuple[int, ...] = ()
    long: tuple[int, ...] = ()

    @property
    def title(self) -> str:
        """As its front matter says, else its first heading of the first depth."""
        return words_of(self.front.get("title", "")) or self.heading


def words_of(markdown: str) -> str:
    """Markdown as its reader sees it: without marks, images and addresses."""
    text = _LINK.sub(r"\1", _IMAGE.sub("", markdown))
    text = _SLANT.sub(r"\2", _BOLD.sub(r"\2", _TAG.sub("", text)))
    return plain(text.replace("`", "").replace("\\", ""))


def read_page(text: Text) -> Page:
    """Cut a page up."""
    parts = split(text.text)
    front = dict(_front(parts[0])) if parts else {}
    blank = "\n" * (parts[2] - 1) if parts else ""
    body = outline(blank + parts[1] if parts else text.text)
    page = _Reader(body)
    page.read()
    html = tuple(number for number, line in enumerate(body.bare, 1) if _TABLE.match(line))
    heading = next((words_of(one.title) for one in body.sections if one.depth == 1), "")
    leaves, grids = tuple(page.leaves), tuple(page.grids)
    return Page(text, front, leaves, grids, heading, html, tuple(page.long))


def _front(front: str) -> Iterator[tuple[str, str]]:
    for line in front.splitlines():
        name, colon, value = line.partition(":")
        if colon and name.strip() == name and name:
            yield name, value.strip().strip("\"'")


@dataclass(slots=True)
class _Reader:
    body: Outline
    leaves: list[Leaf] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    path: list[tuple[int, str]] = field(default_factory=list)
    long: list[int] = field(default_factory=list)

    def read(self) -> None:
        for section in self.body.sections:
            if section.depth:
                self._enter(section.depth, words_of(section.title))
            self._section(section.first, section.end)

    def _enter(self, depth: int, title: str) -> None:
        self.path = [one for one in self.path if one[0] < depth] + [(depth, title)]

    def _section(self, first: int, end: int) -> None:
        """Blocks between blank lines; a list is one block."""
        block: list[tuple[int, str]] = []
        hidden = ""
        for number in range(first, end):
            line = self.body.bare[number]
            line = self._whole(number) if not line else "" if _BREAK_LINE.match(line) else line
            hidden, line = _shown(hidden, line)
            bullet = _BULLET.match(line)
            starts = bool(bullet) or bool(block and not _is_row(line) and _is_row(block[-1][1]))
            if (not line.strip() or starts) and block and not self._in_list(block, line):
                self._block(block)
                block = []
            if line.strip():
                block.append((number + 1, line))
        self._block(block)

    def _whole(self, number: int) -> str:
        """A row of a table is read however long it is; another line so long is named."""
        line = self.body.lines[number]
        if len(line) <= LONGEST or _is_row(line):
            return line if len(line) > LONGEST else ""
        self.long.append(number + 1)
        return ""

    def _in_list(self, block: Sequence[tuple[int, str]], line: str) -> bool:
        return (
            bool(_BULLET.match(block[0][1]))
            and bool(line.strip())
            and (bool(_BULLET.match(line)) or line[:1] in " \t")
        )

    def _block(self, block: Sequence[tuple[int, str]]) -> None:
        if not block:
            return
        start, first = block[0]
        if _is_row(first) and len(block) > 1 and _is_rule(block[1][1]):
            rows = [(number, line) for number, line in block if not _is_rule(line)]
            lines = tuple(Line(number, cells_of(line)) for number, line in rows)
            self.grids.append(Grid(tuple(self.path), lines))
        elif _BULLET.match(first):
            self._list(block)
        elif quoted := _QUOTE.match(first):
            said = " ".join([quoted[1], *(line.lstrip("> ") for _, line in block[1:])])
            self._leaf(said, start, "quote")
        else:
            self._text(start, block)

    def _text(self, start: int, block: Sequence[tuple[int, str]]) -> None:
        """A paragraph; one that is bold as a whole, or begins so, heads what follows."""
        first = block[0][1].strip()
        bold = _ALL_BOLD.match(first)
        if bold and words_of(bold[1]):
            self._enter(BOLD, words_of(bold[1]).rstrip(":"))
            block = block[1:]
            start += 1
        if block:
            self._leaf(" ".join(line.strip() for _, line in block), start, "text")

    def _leaf(self, said: str, line: int, sort: str) -> None:
        if words_of(said):
            self.leaves.append(_labelled(Leaf(tuple(self.path), "", line, sort=sort), said))

    def _list(self, block: Sequence[tuple[int, str]]) -> None:
        """Bullets; one that heads others is a heading, and others keep theirs as notes."""
        members = list(_bullets(block))
        above: list[tuple[int, tuple[int, str]]] = []
        owner: tuple[int, int] | None = None
        notes: dict[int, list[str]] = defaultdict(list)
        for at, (indent, number, line, said) in enumerate(members):
            above = [one for one in above if one[0] < indent]
            if owner and indent > owner[0]:
                notes[owner[1]].append(words_of(said))
                continue
            owner = None
            inner = at + 1 < len(members) and members[at + 1][0] > indent
            if inner and len(above) < _DEEPEST and _heads(said):
                title = words_of(said).rstrip(":")
                above.append((indent, (NESTED + len(above), title)))
                continue
            path = (*self.path, *(title for _, title in above))
            if words_of(said):
                leaf = Leaf(path, "", line, number=number)
                self.leaves.append(_labelled(leaf, said))
                owner = (indent, len(self.leaves) - 1) if inner else None
        for at, said_below in notes.items():
            self.leaves[at] = replace(self.leaves[at], notes=tuple(said_below))


def _shown(hidden: str, line: str) -> tuple[str, str]:
    """The tag in which all is hidden from here on, and what is left of a line."""
    found = None if hidden else _HIDES.search(line)
    tag = hidden or (found[1].lower() if found else "")
    if not tag:
        return "", line
    return ("" if f"</{tag}" in line.lower() else tag), ""


def _heads(said: str) -> bool:
    """Whether a bullet heads what is nested in it."""
    words = words_of(said)
    short = len(words.split()) <= _FEW_WORDS and not words.endswith(".")
    return (
        bool(_ALL_BOLD.match(said.strip()))
        or words.endswith(":")
        or (short and (names_level(words) or words.istitle()))
    )


def _bullets(block: Sequence[tuple[int, str]]) -> Iterator[tuple[int, int, int, str]]:
    """Indent, number, line and words of each bullet, with the lines that go on."""
    held: tuple[int, int, int, str] | None = None
    for number, line in block:
        found = _BULLET.match(line)
        if found:
            if held:
                yield held
            indent = len(found[1].expandtabs(4))
            held = (indent, int(found[2] or 0), number, found[3])
        elif held:
            held = (*held[:3], f"{held[3]} {line.strip()}")
    if held:
        yield held


def _labelled(leaf: Leaf, said: str) -> Leaf:
    """The leaf with its words, and what stands in bold before them as its label."""
    found = _LABEL.match(said.strip())
    if found:
        label, rest = words_of(found[1]).rstrip(":"), words_of(found[3])
        if not rest and " - " in label:
            label, _, rest = label.partition(" - ")
        if rest:
            return replace(leaf, text=rest, label=label)
    elif named := _PLAIN_LABEL.match(said.strip()):
        return replace(leaf, text=words_of(said), label=words_of(named[1]) + ":")
    return replace(leaf, text=words_of(said))


def cells_of(line: str) -> tuple[str, ...]:
    """The cells of a row; `<br>` divides what one cell expects."""
    inner = line.strip().removeprefix("|")
    inner = inner if inner.endswith("\\|") else inner.removesuffix("|")
    cells = re.split(r"(?<!\\)\|", inner)
    return tuple(
        "\n".join(words_of(part) for part in _BREAK.split(cell.replace("\\|", "|")))
        for cell in cells
    )


def _is_row(line: str) -> bool:
    return line.lstrip().startswith("|")


def _is_rule(line: str) -> bool:
    """Whether a row only draws the line below a header."""
    return "-" in line and _RULE.issuperset(line)
