"""The formats that a document may have: a new one is a module and its line here."""

from __future__ import annotations

from collections.abc import Mapping

# Format → its module with `export(document) -> bytes`, imported when the format is asked for.
EXPORTERS: Mapping[str, str] = {
    "html": "whyfolio.exporters.html",
    "pdf": "whyfolio.exporters.pdf",
    "docx": "whyfolio.exporters.docx",
    "md": "whyfolio.exporters.md",
    "txt": "whyfolio.exporters.txt",
}
BINARY = frozenset(["pdf", "docx"])  # no text, so nothing for a terminal or a pipe of text
