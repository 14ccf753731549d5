"""Python-Markdown as whyfolio uses it: its own extensions, kept lean, and our fenced code."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

import markdown
from markdown.extensions import Extension
from markdown.extensions.fenced_code import FencedBlockPreprocessor

from whyfolio.markdown.highlight import highlighted

if TYPE_CHECKING:
    from markdown.core import Markdown

_FENCE = re.compile(
    r"^(?P<fence>(?:~{3,}|`{3,}))[ ]*(?P<lang>[\w#.+-]*)[^\n`]*\n"
    r"(?P<code>.*?)(?<=\n)(?P=fence)[~`]*[ ]*$",
    re.MULTILINE | re.DOTALL,
)


class _Fences(FencedBlockPreprocessor):
    """Fenced code through our own highlighter; whatever else the fence's line says is dropped."""

    FENCED_BLOCK_RE = _FENCE

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)

        def stash(found: re.Match[str]) -> str:
            code = found["code"].rstrip("\n")
            stored = self.md.htmlStash.store(highlighted(code, found["lang"]))
            return f"\n\n{stored}\n\n"

        return _FENCE.sub(stash, text).split("\n")


class _Code(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        md.preprocessors.register(_Fences(md, {}), "fenced_code_block", 25)


def _slug(value: str, separator: str) -> str:
    """A heading's id: letters of any script are kept."""
    kept = re.sub(r"[^\w\s-]", "", unicodedata.normalize("NFKC", value)).strip().casefold()
    return re.sub(r"[\s_-]+", separator, kept) or "section"


def new_converter() -> Any:  # noqa: ANN401 - Markdown's class has no full types
    """A converter for one thread; `reset()` it before each body."""
    return markdown.Markdown(
        extensions=[
            "tables",
            "footnotes",
            "def_list",
            "attr_list",
            "abbr",
            "admonition",
            "sane_lists",
            "toc",
            _Code(),
        ],
        extension_configs={
            "toc": {"slugify": _slug, "baselevel": 2, "permalink": False},
            "footnotes": {"BACKLINK_TITLE": "Back to the text"},
        },
        output_format="html",
    )
