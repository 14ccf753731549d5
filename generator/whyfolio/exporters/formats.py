"""The formats that a document may have: a new one is a module and its line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from whyfolio.dataclass import dataclass

if TYPE_CHECKING:
    from whyfolio.exporters.document import Document

# Format → its module with `export(document) -> bytes`, imported when the format is asked for.
EXPORTERS: Mapping[str, str] = {
    "html": "whyfolio.exporters.html",
    "pdf": "whyfolio.exporters.pdf",
    "docx": "whyfolio.exporters.docx",
    "md": "whyfolio.exporters.md",
    "txt": "whyfolio.exporters.txt",
}
BINARY = frozenset(["pdf", "docx"])  # no text, so nothing for a terminal or a pipe of text


@dataclass(frozen=True, slots=True)
class Format:
    """A format that another package brings; its entry point's name is what `--format` takes.

    Attributes:
        export: a document's bytes in this format.
        ending: how the file's name ends, without the first dot; the guard reads it by the last.
        binary: whether it is nothing for a terminal or a pipe of text.
    """

    export: Callable[[Document], bytes]
    ending: str
    binary: bool = False
