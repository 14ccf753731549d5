"""Python-Markdown as whyfolio uses it: its own extensions, kept lean, and our fenced code."""

from __future__ import annotations

import re
import unicodedata
from importlib import import_module
from typing import TYPE_CHECKING, Any

import markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from whyfolio.markdown.highlight import highlighted
from whyfolio.markdown.nesting import nested
from whyfolio.markdown.opaque import Fenced, mask, plain_fences
from whyfolio.markdown.sparing import spare

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from markdown.core import Markdown

_QUOTED = re.compile(r"[ \t]*>[ \t>]*\S")
_INLINE_SIGNS = ("\\", "`", "*", "_", "[", "<", "&", "{", "  \n")
_LANGUAGE = re.compile(r"[\w#.+-]+")


class _Fences(Preprocessor):
    """Fenced code, in lists and quotes too, by the reading that the directives use."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        if "```" not in text and "~~~" not in text:
            return lines
        pieces, position = [], 0
        plain = plain_fences(text)
        for fence in mask(text).fences if plain is None else plain:
            line = fence.start - len(fence.prefix)
            pieces += [text[position:line], self._stashed(text, fence)]
            position = fence.end
        return "".join([*pieces, text[position:]]).split("\n")

    def _stashed(self, text: str, fence: Fenced) -> str:
        code = _left_of_prefix(text[fence.body_start : fence.body_end], fence.prefix)
        language = _LANGUAGE.match(fence.words)
        html = highlighted(code.rstrip("\n"), language[0] if language else "")
        stored = f"{fence.prefix}{self.md.htmlStash.store(html)}"
        if ">" in fence.prefix:
            empty = fence.prefix.rstrip()
            goes_on = _QUOTED.match(text, fence.end + 1)
            return f"{empty}\n{stored}\n{empty}" if goes_on else f"{empty}\n{stored}"
        return f"{stored}\n" if fence.prefix.strip() else f"\n{stored}\n"


class _Lists(Preprocessor):
    """Lists indented by two or three columns a level, as most people write them."""

    def run(self, lines: list[str]) -> list[str]:
        return nested(lines)


class _PlainText(Treeprocessor):
    """Spares stretches without any sign the search for inline marks: most of what people write."""

    def run(self, root: Element) -> None:
        body = "\n".join(getattr(self.md, "lines", []))
        held = [sign for sign in _INLINE_SIGNS if sign in body]
        for element in root.iter():
            if (text := element.text) and not any(sign in text for sign in held):
                element.text = AtomicString(text)
            if (tail := element.tail) and not any(sign in tail for sign in held):
                element.tail = AtomicString(tail)


def _left_of_prefix(code: str, prefix: str) -> str:
    """Code without what stands before it because it lies in a list or a quote."""
    if ">" in prefix:
        return re.sub(r"^[ \t]*(?:>[ ]?)+", "", code, flags=re.MULTILINE)
    return re.sub(rf"^[ ]{{1,{len(prefix)}}}", "", code, flags=re.MULTILINE) if prefix else code


class _Code(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        md.preprocessors.register(_Fences(md), "fenced_code_block", 25)
        md.preprocessors.register(_Lists(md), "list_levels", 24)
        if "abbr" not in md.treeprocessors:  # which leaves such text alone
            md.treeprocessors.register(_PlainText(md), "plain_text", 21)


def slug(value: str, separator: str) -> str:
    """A heading's id: letters of any script are kept."""
    kept = re.sub(r"[^\w\s-]", "", unicodedata.normalize("NFKC", value)).strip().casefold()
    return re.sub(r"[\s_-]+", separator, kept) or "section"


# What a text must hold for an extension to change anything in it. Leaving the others out gives
# the same HTML in less time: each is asked for every paragraph or element of a body.
# To look for a line feed is far quicker than to look at every letter for a line's beginning.
_SIGNS = {
    "tables": re.compile(r"\|"),
    "footnotes": re.compile(r"\[\^"),
    "def_list": re.compile(r"\n[ ]{0,3}:[ ]"),
    "attr_list": re.compile(r"\{"),
    "abbr": re.compile(r"\n[ ]{0,3}\*\["),
    "admonition": re.compile(r"\n[ \t]*!!!"),
    "toc": re.compile(r"\[TOC\]"),
}
_SETTINGS: dict[str, dict[str, Any]] = {
    "toc": {"slugify": slug, "permalink": False},
    "footnotes": {"BACKLINK_TITLE": "Back to the text"},
}


def extensions_for(text: str) -> frozenset[str]:
    """The extensions that a text may need."""
    lined = f"\n{text}"
    return frozenset(name for name, sign in _SIGNS.items() if sign.search(lined))


def new_converter(wanted: frozenset[str]) -> Any:  # noqa: ANN401 - a class without full types
    """A converter for one thread; `reset()` it before each body."""
    return spare(patient_converter(wanted))


def patient_converter(wanted: frozenset[str]) -> Any:  # noqa: ANN401 - a class without full types
    """The same converter as the library makes it, which tries everything everywhere."""
    named = [_extension(name) for name in _SIGNS if name in wanted]
    return markdown.Markdown(
        extensions=[*named, _extension("sane_lists"), _Code()], output_format="html"
    )


def _extension(name: str) -> Extension:
    """One of the library's own. By its name alone it is looked for in all that is installed."""
    made: Extension = import_module(f"markdown.extensions.{name}").makeExtension(
        **_SETTINGS.get(name, {})
    )
    return made
