"""A converter that asks only the questions that a text may answer with yes.

Python-Markdown tries each of its patterns on each paragraph. Most of them begin with a sign that
most paragraphs do not hold, and to look for a sign is many times cheaper than to try a pattern.
The HTML stays the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from markdown.preprocessors import HtmlBlockPreprocessor, NormalizeWhitespace
from markdown.treeprocessors import Treeprocessor, UnescapeTreeprocessor

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from markdown.core import Markdown

_INLINE = {
    "backtick": "`",
    "escape": "\\",
    "link": "](",
    "image_link": "![",
    "autolink": "<",
    "automail": "<",
    "linebreak": "  \n",
    "html": "<",
    "entity": "&",
}
_REFERENCES = ("reference", "image_reference", "short_reference", "short_image_ref")
_BLOCK = {"hashheader": "#", "setextheader": "\n", "quote": ">", "reference": "]:"}
_RULES = ("-", "_", "*")
_IN_RULE = 3
_WHITESPACE, _HTML, _UNESCAPE = 30, 20, 0  # the places that the library gives these steps
_UNEVEN = ("\x02", "\x03", "\r", "\t", " \n")
_ELEMENT = re.compile(r"<[A-Za-z/!?]")
_ENTITY = re.compile(r"&[A-Za-z#]")
_BEFORE_INLINE = 20.5


def spare(md: Markdown) -> Any:  # noqa: ANN401 - as the library gives it
    """Let a finished converter skip what a text cannot need; nothing may be registered after."""
    choice = _Choice(md)
    for name, sign in _INLINE.items():
        pattern: Any = md.inlinePatterns[name]
        pattern.compiled_re = _Signed(pattern.compiled_re, sign)
    for name, sign in _BLOCK.items():
        _ask_first(md.parser.blockprocessors[name], sign)
    _ask_for_rule(md.parser.blockprocessors["hr"])
    md.preprocessors.register(_Whitespace(md), "normalize_whitespace", _WHITESPACE)
    md.preprocessors.register(_Html(md), "html_block", _HTML)
    md.treeprocessors.register(_Unescape(md), "unescape", _UNESCAPE)
    md.treeprocessors.register(choice, "choice", _BEFORE_INLINE)
    # Read by number for each block, where the library's own list sorts each time.
    parser: Any = md.parser
    if "admonition" not in md.parser.blockprocessors:  # which asks what stands above
        _know_paragraphs(parser)
    parser.blockprocessors = list(md.parser.blockprocessors)
    converter: Any = md
    converter.block_level_elements = frozenset(md.block_level_elements)  # asked for each element
    return md


class _Signed:
    """An inline pattern that is tried where its sign stands."""

    def __init__(self, pattern: re.Pattern[str], sign: str) -> None:
        self._pattern = pattern
        self._sign = sign

    def finditer(self, text: str, start: int = 0) -> Iterator[re.Match[str]]:
        """The matches, as a compiled expression gives them."""
        return self._pattern.finditer(text, start) if self._sign in text else iter(())


def _ask_first(step: Any, sign: str) -> None:  # noqa: ANN401 - a step of the library
    test = step.test

    def signed(parent: Element, block: str) -> bool:
        return sign in block and bool(test(parent, block))

    step.test = signed


def _ask_for_rule(step: Any) -> None:  # noqa: ANN401 - a step of the library
    test = step.test

    def signed(parent: Element, block: str) -> bool:
        held = [sign for sign in _RULES if sign in block and block.count(sign) >= _IN_RULE]
        return bool(held) and bool(test(parent, block))

    step.test = signed


def _know_paragraphs(parser: Any) -> None:  # noqa: ANN401 - as the library gives it
    """Make paragraphs of blocks whose lines all begin with a letter, as no other block does."""
    write = parser.blockprocessors["paragraph"].run

    def parsed(parent: Element, blocks: list[str]) -> None:
        while blocks:
            lines = blocks[0].split("\n")
            if all(line[:1].isalpha() for line in lines):
                write(parent, blocks)
                continue
            for step in parser.blockprocessors:
                if step.test(parent, blocks[0]) and step.run(parent, blocks) is not False:
                    break

    parser.parseBlocks = parsed


class _Whitespace(NormalizeWhitespace):
    """Lines that are even already stay as they are; to look for others takes long."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        uneven = text.endswith(" ") or any(sign in text for sign in _UNEVEN)
        return super().run(lines) if uneven else [*lines, "", ""]


class _Html(HtmlBlockPreprocessor):
    """Reads a text as HTML if there is an element or an entity in it."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        return super().run(lines) if _ELEMENT.search(text) or _ENTITY.search(text) else lines


class _Choice(Treeprocessor):
    """Leaves the inline patterns of which a body holds the sign: each is tried on each text.

    They are put into a plain list, which is read by number; the library's own sorts each time.
    """

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        names = {id(md.inlinePatterns[name]): name for name in (*_INLINE, *_REFERENCES)}
        self._all = [(names.get(id(pattern), ""), pattern) for pattern in md.inlinePatterns]

    def run(self, root: Element) -> None:  # noqa: ARG002 - the library's signature
        text = "\n".join(getattr(self.md, "lines", []))
        found = {name for name, sign in _INLINE.items() if sign in text}
        # Links to an address that stands elsewhere need one that does.
        found |= {"", *(_REFERENCES if self.md.references else ())}
        inline: Any = self.md.treeprocessors["inline"]
        inline.inlinePatterns = [pattern for name, pattern in self._all if name in found]


class _Unescape(UnescapeTreeprocessor):
    """Only a backslash makes anything that is to be put back."""

    def run(self, root: Element) -> None:
        lines: list[str] = getattr(self.md, "lines", [])
        if any("\\" in line for line in lines):
            super().run(root)
