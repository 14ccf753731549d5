"""The text of a Word document: its paragraphs as Markdown, a line each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.importers.archives import unpack

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LARGEST = 16 * 1024 * 1024
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_LINKED = ("http://schemas.openxmlformats.org/officeDocument/2006/relationships",
           "http://purl.oclc.org/ooxml/officeDocument/relationships")  # fmt: skip
_PARTS = ("word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels")
_DOCTYPE = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_HEADING = re.compile(r"heading ([1-6])\Z", re.IGNORECASE)
_HINT = "save it again in Word, or as Markdown or text, and import that"


def text_of_word(name: str, raw: bytes) -> tuple[str, tuple[Diagnostic, ...]]:
    """The document's text, a paragraph a line; "" and E761 where it cannot be read.

    Headings, lists and addresses are kept; pictures, comments and what was struck out are not
    text. A document type is refused, since Word writes none.
    """
    unpacked = unpack(raw, name, lambda inside: inside in _PARTS, LARGEST)
    if unpacked.faults:
        return "", unpacked.faults
    parts = {part.inside: part.content for part in unpacked.files}
    trees: dict[str, Element] = {}
    for inside, content in parts.items():
        tree = _parsed(content)
        if isinstance(tree, str):
            place = Place(f"{name}/{inside}")
            return "", (Diagnostic("E761", place, f"this part {tree}", _HINT),)
        trees[inside] = tree
    if _PARTS[0] not in trees:
        fault = Diagnostic("E761", Place(name), "this archive is no Word document", _HINT)
        return "", (fault,)
    styles = _styles(trees.get(_PARTS[1]))
    addresses = _addresses(trees.get(_PARTS[2]))
    return "\n".join(_lines(trees[_PARTS[0]], styles, addresses)), ()


def _parsed(content: bytes) -> Element | str:
    """A part's tree, or what is wrong with it."""
    from xml.etree.ElementTree import ParseError, XMLParser

    for encoding in ("utf-8", "utf-16"):
        if _DOCTYPE.search(content.decode(encoding, "ignore")):
            return "declares a document type, as no Word document does"
    parser = XMLParser()  # noqa: S314 - without a document type there are no entities to blow up
    try:
        parser.feed(content)
        root: Element = parser.close()
    except (ParseError, ValueError, LookupError) as error:
        return f"is no XML: {error}"
    return root


def _local(element: Element) -> str:
    """A tag of Word's without its namespace; "" for any other."""
    space, _, tag = element.tag.rpartition("}")
    return tag if space[1:] in {_MAIN, _STRICT} else ""


def _value(element: Element, name: str = "val") -> str:
    return next(
        (value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), ""
    )


def _styles(tree: Element | None) -> dict[str, str]:
    """Style id → Word's own name for it: ids are in the writer's language, names are not."""
    found: dict[str, str] = {}
    for style in tree if tree is not None else ():
        if _local(style) == "style":
            names = [_value(inner) for inner in style if _local(inner) == "name"]
            found[_value(style, "styleId")] = names[0].lower() if names else ""
    return found


def _addresses(tree: Element | None) -> dict[str, str]:
    return {one.get("Id", ""): one.get("Target", "") for one in (tree if tree is not None else ())}


def _lines(root: Element, styles: Mapping[str, str], addresses: Mapping[str, str]) -> Iterator[str]:
    """Each paragraph as a line of Markdown, with an empty line where a block begins."""
    listed = False
    for paragraph in _paragraphs(root):
        words = " ".join(_words(paragraph, addresses).split())
        lead = _lead(paragraph, styles) if words else ""
        if words and not (listed and lead.lstrip().startswith("-")):
            yield ""
        listed = lead.lstrip().startswith("-")
        yield f"{lead}{words}"


def _paragraphs(root: Element) -> Iterator[Element]:
    """Every paragraph outside of what was struck out, in order, at any depth."""
    todo = [root]
    while todo:
        element = todo.pop()
        tag = _local(element)
        if tag == "p":
            yield element
        elif tag not in {"del", "moveFrom", "sectPr"}:
            todo += reversed(element)


def _lead(paragraph: Element, styles: Mapping[str, str]) -> str:
    """The sign of Markdown for what a paragraph is."""
    style, depth = "", -1
    for inner in paragraph.iter():
        if _local(inner) == "pStyle":
            style = styles.get(_value(inner), _value(inner).lower())
        elif _local(inner) == "numPr":
            depth = max(depth, 0)
        elif _local(inner) == "ilvl" and _value(inner).isdigit():
            depth = min(int(_value(inner)), 8)
    if heading := _HEADING.match(style):
        return f"{'#' * int(heading[1])} "
    if style == "title":
        return "# "
    if depth < 0 and style.startswith("list") and style != "list paragraph":
        depth = 0
    return f"{'  ' * depth}- " if depth >= 0 else ""


def _words(paragraph: Element, addresses: Mapping[str, str]) -> str:
    said: list[str] = []
    todo: list[Element | str] = [paragraph]
    while todo:
        one = todo.pop()
        if isinstance(one, str):
            said.append(one)
            continue
        tag = _local(one)
        if tag == "t":
            said.append(one.text or "")
        elif tag in {"tab", "br", "cr"}:
            said.append(" ")
        elif tag == "hyperlink":
            there = addresses.get(
                next((one.get(f"{{{space}}}id", "") for space in _LINKED), ""), ""
            )
            inner: list[Element | str] = list(one)
            todo += reversed(["[", *inner, f"]({there})"] if there else inner)
        elif tag not in {"del", "moveFrom", "pPr", "delText"}:
            todo += reversed(list(one))
    return "".join(said)
