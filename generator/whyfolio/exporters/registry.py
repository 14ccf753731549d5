"""One door to all formats."""

from __future__ import annotations

from whyfolio.exporters.document import Document
from whyfolio.exporters.plugged import as_file
from whyfolio.model.artifact import Artifact


def export(document: Document, form: str, name: str) -> Artifact:
    """A document as one file.

    Args:
        document: what is to be handed over.
        form: one of `EXPORTERS`, or a plugin's.
        name: the file's name without its ending.

    Raises:
        UsageError: the extra that the format needs is not installed, or there is no such format.
        Refused: the plugin that brings the format failed.
    """
    return as_file(document, form, name)
