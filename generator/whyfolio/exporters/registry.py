"""One door to all formats."""

from __future__ import annotations

from importlib import import_module

from whyfolio.exporters.document import Document
from whyfolio.exporters.formats import EXPORTERS
from whyfolio.model.artifact import Artifact


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
