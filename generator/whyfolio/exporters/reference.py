"""The style of a Word document: Word's own styles by name, so that anybody can change them.

Made from the document that pandoc brings, by a table; no file to keep beside the program.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from whyfolio.dataclass import dataclass
from whyfolio.exporters.simple import LABEL

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TEXT, HEADS = "Georgia", "Calibri"
INK, SOFT, ACCENT = "191C22", "575C66", "23459F"
SIZES = {"A4": (11906, 16838), "letter": (12240, 15840)}  # twentieths of a point
_SECTION = re.compile(r"<w:sectPr[^>]*/>|<w:sectPr.*?</w:sectPr>", re.DOTALL)
_FOOTER = f"""<?xml version="1.0" encoding="UTF-8"?>
<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="Footer"/><w:jc w:val="right"/></w:pPr>
<w:r><w:fldChar w:fldCharType="begin"/></w:r>
<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>
<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>
<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>"""


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style; sizes and spaces in points."""

    size: float
    before: float = 0
    after: float = 4
    font: str = TEXT
    colour: str = INK
    bold: bool = False
    slanted: bool = False
    keep: bool = False
    indent: float = 0


STYLES: Mapping[str, Style] = {
    "Normal": Style(10.5),
    "BodyText": Style(10.5, 2, 4),
    "FirstParagraph": Style(10.5, 2, 4),
    "Compact": Style(10.5, 1, 2),
    "BlockText": Style(10.5, 2, 4, slanted=True, indent=14),
    "Heading1": Style(20, 0, 6, bold=True, keep=True),
    "Heading2": Style(14, 16, 4, bold=True, keep=True),
    "Heading3": Style(11.5, 10, 2, bold=True, keep=True, colour=ACCENT),
    "Heading4": Style(10.5, 8, 2, bold=True, keep=True),
}


def reference(pandocs: bytes, paper: str) -> bytes:
    """The document whose styles pandoc is to take.

    Args:
        pandocs: the reference document that pandoc brings.
        paper: one of `SIZES`.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(pandocs)) as source, zipfile.ZipFile(out, "w") as made:
        for name in source.namelist():
            made.writestr(name, _part(name, source.read(name), paper))
        made.writestr("word/footer1.xml", _FOOTER)
    return out.getvalue()


def _part(name: str, content: bytes, paper: str) -> bytes:
    if name == "word/styles.xml":
        return _styled(content)
    text = content.decode("utf-8", "replace")
    if name == "[Content_Types].xml":
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
        part = f'<Override PartName="/word/footer1.xml" ContentType="{kind}" /></Types>'
        return text.replace("</Types>", part).encode()
    if name == "word/_rels/document.xml.rels":
        part = f'<Relationship Type="{R}/footer" Id="rId99" Target="footer1.xml" /></Relationships>'
        return text.replace("</Relationships>", part).encode()
    if name == "word/document.xml":
        return _SECTION.sub(_page(paper), text).encode()
    return content


def _page(paper: str) -> str:
    width, height = SIZES[paper]
    return (
        f'<w:sectPr xmlns:r="{R}"><w:footerReference w:type="default" r:id="rId99"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"/><w:pgMar w:top="1020" w:right="1134" '
        'w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
    )


def _styled(content: bytes) -> bytes:
    for prefix, uri in _namespaces(content):
        ET.register_namespace(prefix, uri)
    root = ET.fromstring(content)  # noqa: S314 - pandoc's own file
    for style in root.iter(_w("style")):
        wanted = STYLES.get(style.get(_w("styleId"), ""))
        if wanted:
            _set(style, wanted)
        if style.get(_w("styleId")) == "Hyperlink":
            for colour in style.iter(_w("color")):
                colour.attrib.clear()
                colour.set(_w("val"), ACCENT)
    root.append(_label())
    return (
        b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode").encode()
    )


def _label() -> ET.Element:
    """A style for small headings, which pandoc does not know."""
    style = ET.Element(_w("style"), {_w("type"): "paragraph", _w("customStyle"): "1"})
    style.set(_w("styleId"), LABEL)
    for name, value in (("name", LABEL), ("basedOn", "Normal"), ("next", "BodyText")):
        ET.SubElement(style, _w(name), {_w("val"): value})
    _set(style, Style(9, 6, 2, HEADS, SOFT, bold=True, keep=True))
    return style


def _namespaces(content: bytes) -> Iterator[tuple[str, str]]:
    for _, found in ET.iterparse(io.BytesIO(content), events=["start-ns"]):  # noqa: S314 - as above
        yield found


def _set(style: ET.Element, wanted: Style) -> None:
    """Put a style's paragraph and letters in place of those it has, its outline level kept."""
    outline = style.find(f"{_w('pPr')}/{_w('outlineLvl')}")
    for name in ("pPr", "rPr"):
        for old in style.findall(_w(name)):
            style.remove(old)
    paragraph, letters = ET.SubElement(style, _w("pPr")), ET.SubElement(style, _w("rPr"))
    if wanted.keep:
        ET.SubElement(paragraph, _w("keepNext"))
        ET.SubElement(paragraph, _w("keepLines"))
    space = {"before": wanted.before * 20, "after": wanted.after * 20, "line": 264}
    spacing = {_w(key): str(round(value)) for key, value in space.items()}
    ET.SubElement(paragraph, _w("spacing"), {**spacing, _w("lineRule"): "auto"})
    if wanted.indent:
        ET.SubElement(paragraph, _w("ind"), {_w("left"): str(round(wanted.indent * 20))})
    if outline is not None:
        paragraph.append(outline)
    faces = {_w(key): wanted.font for key in ("ascii", "hAnsi", "cs")}
    ET.SubElement(letters, _w("rFonts"), faces)
    if wanted.bold:
        ET.SubElement(letters, _w("b"))
    if wanted.slanted:
        ET.SubElement(letters, _w("i"))
    ET.SubElement(letters, _w("color"), {_w("val"): wanted.colour})
    for name in ("sz", "szCs"):
        ET.SubElement(letters, _w(name), {_w("val"): str(round(wanted.size * 2))})


def _w(name: str) -> str:
    return f"{{{W}}}{name}"
