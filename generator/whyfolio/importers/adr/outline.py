"""A record's Markdown, cut at its headings: what a line is, and which section it is in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from whyfolio.dataclass import dataclass

_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*\Z")
_FENCE = re.compile(r" {0,3}(?:>[ \t]?)*(`{3,}|~{3,})")
_ANCHOR = re.compile(r"\s*\{#?[\w.:#-]*\}\s*\Z")
_NO_TEXT = re.compile(r"[ \t]*(?:[-*+>|#]|\d+[.)])")
_LONGEST_LINE = 4000
_DEEPEST = 6
_INDENT = 3


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it, to the next heading of any depth.

    Attributes:
        depth: 1 to 6; 0 for what stands before the first heading.
        title: the heading's words, without its anchor.
        start: the heading's line, from 0; ``first`` is the one below it.
        end: the line behind the last.
    """

    depth: int
    title: str
    start: int
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Outline:
    """A text by its lines.

    Attributes:
        lines: as they are.
        bare: the same without comments; blank in a block of code.
        sections: in their order; the first has no heading.
    """

    lines: tuple[str, ...]
    bare: tuple[str, ...]
    sections: tuple[Section, ...]

    def said(self, section: Section) -> list[tuple[int, str]]:
        """The section's lines that say something, outside code, with their numbers from 0."""
        numbered = zip(range(section.first, section.end), self.bare[section.first :], strict=False)
        return [(number, line) for number, line in numbered if line.strip()]

    def is_open(self, section: Section) -> bool:
        """Whether nothing in a section is hidden: no code, no comment, no endless line."""
        here = slice(section.first, section.end)
        return self.lines[here] == self.bare[here]

    def inner(self, section: Section) -> Iterator[Section]:
        """The sections below this one that are deeper than it."""
        later = self.sections[self.sections.index(section) + 1 :]
        for one in later:
            if one.depth <= section.depth:
                return
            yield one


def outline(text: str) -> Outline:
    """Cut a text at its headings."""
    lines = text.split("\n")
    bare = _bare(text, lines)
    heads = list(_heads(lines, bare))
    starts = [start for _, _, start, _ in heads]
    sections = [Section(0, "", 0, 0, starts[0] if starts else len(lines))]
    for (depth, title, start, first), end in zip(heads, [*starts[1:], len(lines)], strict=False):
        sections.append(Section(depth, title, start, first, end))
    return Outline(tuple(lines), tuple(bare), tuple(sections))


def _bare(text: str, lines: Sequence[str]) -> list[str]:
    """The lines without comments and code; one that is too long says nothing."""
    if "<!--" in text:
        lines = _uncommented(text).split("\n")
    bare: list[str] = []
    fence = ""
    for line in lines:
        if len(line) > _LONGEST_LINE:
            bare.append("")
            continue
        if "```" not in line and "~~~" not in line:
            bare.append("" if fence else line)
            continue
        mark = _FENCE.match(line)
        inside = bool(fence)
        if fence and mark and mark[1].startswith(fence) and not line.strip(" `~>\t"):
            fence = ""
        elif mark and not fence:
            fence = mark[1]
            inside = True
        bare.append("" if inside else line)
    return bare


def _uncommented(text: str) -> str:
    """Without comments, at the same line numbers; one that is never closed stays."""
    pieces: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0:
        end = text.find("-->", start)
        if end < 0:
            break
        pieces += [text[at:start], "\n" * text.count("\n", start, end)]
        at = end + 3
    return "".join([*pieces, text[at:]])


def _heads(lines: Sequence[str], bare: Sequence[str]) -> Iterator[tuple[int, str, int, int]]:
    """Depth, title, line and the line below, for each heading."""
    for number, line in enumerate(bare):
        sign = line.lstrip(" ")[:1]
        depth, title = _heading(line) if sign == "#" else (0, "")
        if depth:
            yield depth, _titled(title), number, number + 1
        elif (
            number and sign in {"=", "-"} and _UNDERLINE.match(line) and _can_be_title(bare, number)
        ):
            depth = 1 if line.strip()[0] == "=" else 2
            yield depth, _titled(bare[number - 1]), number - 1, number + 1
    assert len(lines) == len(bare)  # noqa: S101 - numbers hold for both


def _heading(line: str) -> tuple[int, str]:
    """Depth and words of a heading that begins with its signs; depth 0 where it is none."""
    signs = line.lstrip(" ")
    words = signs.lstrip("#")
    depth = len(signs) - len(words)
    if depth > _DEEPEST or len(line) - len(signs) > _INDENT or words[:1] not in {"", " ", "\t"}:
        return 0, ""
    return depth, words.strip(" \t").rstrip("#").rstrip(" \t")


def _can_be_title(bare: Sequence[str], number: int) -> bool:
    above = bare[number - 1]
    alone = number == 1 or not bare[number - 2].strip()
    return bool(above.strip()) and alone and not _NO_TEXT.match(above)


def _titled(words: str) -> str:
    return _ANCHOR.sub("", words).strip()
