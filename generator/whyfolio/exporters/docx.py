"""Word's format by pandoc: real headings, lists, tables and links, in styles one can change."""

from __future__ import annotations

import io
import re
import subprocess
import tempfile
import zipfile
from html import escape
from pathlib import Path

from whyfolio.errors import UsageError
from whyfolio.exporters.blocks import blocks_of
from whyfolio.exporters.document import Document
from whyfolio.exporters.extras import library
from whyfolio.exporters.page import body_of, paper_of
from whyfolio.exporters.reference import reference
from whyfolio.exporters.simple import written
from whyfolio.installed import adding

_ROW = re.compile(rb"<w:tr>(?:<w:trPr>(.*?)</w:trPr>)?")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that an archive knows: it says nothing


def export(document: Document) -> bytes:
    """The document as DOCX.

    Raises:
        UsageError: pandoc is missing.
    """
    pandoc = _pandoc()
    html = f'<html lang="{escape(document.language)}"><body>{written(blocks_of(body_of(document)))}'
    with tempfile.TemporaryDirectory() as folder:
        styles = Path(folder, "reference.docx")
        own = _run([pandoc, "--print-default-data-file", "reference.docx"])
        styles.write_bytes(reference(own, paper_of(document)))
        command = [pandoc, "--from", "html", "--to", "docx", "--sandbox", "--output", "-"]
        command += ["--reference-doc", str(styles), "--metadata", f"lang={document.language}"]
        made = _run(command, html.encode())
    return _settled(made, document)


def _pandoc() -> str:
    """Where pandoc is; pypandoc may have come without it."""
    try:
        return str(library("pypandoc", "docx", "a DOCX").get_pandoc_path())
    except OSError:
        told = f"a DOCX needs pandoc; add it with: {adding('docx')}"
        raise UsageError(told) from None


def _run(command: list[str], content: bytes = b"") -> bytes:
    done = subprocess.run(command, input=content, capture_output=True, check=True)  # noqa: S603
    return done.stdout


def _settled(made: bytes, document: Document) -> bytes:
    """The archive with the document's own metadata, and no time of day in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as source, zipfile.ZipFile(out, "w") as settled:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _core(document).encode()
            elif name == "word/document.xml":
                content = _whole_rows(content)
            elif name == "docProps/custom.xml":
                content = re.sub(rb"<property .*</property>", b"", content, flags=re.DOTALL)
            settled.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _whole_rows(content: bytes) -> bytes:
    """A row of a table is not torn between two pages."""
    return _ROW.sub(b"<w:tr><w:trPr><w:cantSplit />\\1</w:trPr>", content)


def _core(document: Document) -> str:
    day = f"{document.day.isoformat()}T00:00:00Z"
    dated = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{day}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<cp:coreProperties
 xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<dc:title>{escape(document.title)}</dc:title><dc:creator>{escape(document.author)}</dc:creator>
<dc:language>{escape(document.language)}</dc:language>{dated}
</cp:coreProperties>"""
