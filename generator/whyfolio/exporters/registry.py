"""The formats: a new one is a module with `export(document) -> bytes` and its line here."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from whyfolio.exporters.document import Document
from whyfolio.model.artifact import Artifact

# Format → its module, which is imported when the format is asked for.
EXPORTERS: Mapping[str, str] = {
    "html": "whyfolio.exporters.html",
    "pdf": "whyfolio.exporters.pdf",
    "docx": "whyfolio.exporters.docx",
    "md": "whyfolio.exporters.md",
    "txt": "whyfolio.exporters.txt",
}
TEXTS = frozenset(["html", "md", "txt"])  # what may stand in a terminal or a pipe


def export(document: Document, form: str, name: str) -> Artifact:
    """A document as one file.

    Args:
        document: what is to be handed over.
        form: one of `EXPORTERS`.
        name: the file's name without its ending.

    Raises:
        UsageError: the extra that the format needs is not installed.
    """
    content: bytes = import_module(EXPORTERS[form]).export(document)
    return Artifact(f"{name}.{form}", content)
