"""A converter that asks only the questions that a text may answer with yes.

Python-Markdown tries each of its patterns on each paragraph. Most of them begin with a sign that
most paragraphs do not hold, and to look for a sign is many times cheaper than to try a pattern.
The HTML stays the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from markdown.treeprocessors import UnescapeTreeprocessor

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
_UNESCAPE = 0  # the place that the library gives this step


def spare(md: Markdown) -> Any:  # noqa: ANN401 - as the library gives it
    """Let a finished converter skip what a text cannot need; nothing may be registered after."""
    for name, sign in _INLINE.items():
        pattern: Any = md.inlinePatterns[name]
        pattern.compiled_re = _Signed(pattern.compiled_re, sign)
    for name in _REFERENCES:
        pattern = md.inlinePatterns[name]
        pattern.compiled_re = _Referring(pattern.compiled_re, md)
    for name, sign in _BLOCK.items():
        _ask_first(md.parser.blockprocessors[name], sign)
    md.treeprocessors.register(_Unescape(md), "unescape", _UNESCAPE)
    # Both are read by number for each paragraph, where the library's own lists sort each time.
    inline: Any = md.treeprocessors["inline"]
    inline.inlinePatterns = list(md.inlinePatterns)
    parser: Any = md.parser
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


class _Referring:
    """A pattern of links to an address that stands elsewhere, tried where one stands anywhere."""

    def __init__(self, pattern: re.Pattern[str], md: Markdown) -> None:
        self._pattern = pattern
        self._md = md

    def finditer(self, text: str, start: int = 0) -> Iterator[re.Match[str]]:
        """The matches, as a compiled expression gives them."""
        return self._pattern.finditer(text, start) if self._md.references else iter(())


def _ask_first(step: Any, sign: str) -> None:  # noqa: ANN401 - a step of the library
    test = step.test

    def signed(parent: Element, block: str) -> bool:
        return sign in block and bool(test(parent, block))

    step.test = signed


class _Unescape(UnescapeTreeprocessor):
    """Only a backslash makes anything that is to be put back."""

    def run(self, root: Element) -> None:
        lines: list[str] = getattr(self.md, "lines", [])
        if any("\\" in line for line in lines):
            super().run(root)
