"""Drawings (SVG) with nothing in them that runs, loads, or tells about their making.

A drawing is read by an XML parser and written anew from what is on the lists below. The HTML
cleaner that bodies go through knows neither XML's names nor its namespaces, and would publish
layers that are switched off, names of layers and editors' notes; a parser of trees that is merely
made safe would leave the choice of what to keep open. Dropped with all they hold: scripts,
animations, pages within drawings (`foreignObject`), metadata, titles, comments, whatever is
hidden, and all that is not SVG. Links keep their words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from html import escape
from xml.parsers import expat

from whyfolio.content.svgnames import ATTRIBUTES, ELEMENTS, WORDED
from whyfolio.content.svgstyle import declared, is_harmless, ruled
from whyfolio.dataclass import dataclass

MOST_BYTES = 2 * 1024 * 1024
MOST_DEPTH = 100
MOST_DRAWN = 100_000

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_NAMED = re.compile(r"#[^\s\"'()]+")
_SELECTED = re.compile(r"#([\w-]+)")
_URL = re.compile(r"(url\(\s*[\"']?#)([^\s\"'()]+)([\"']?\s*\))")
_NOBODY = "none"
_IN_SELECTOR = {
    sign: re.compile(rf"{re.escape(sign)}([A-Za-z_][\w-]*)(?=[^{{}}]*\{{)") for sign in "#."
}
_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?)\s*(px|pt|pc|mm|cm|in)?\s*\Z")
_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "in": 96.0,
}
_FIRST = 64 * 1024


class UncleanDrawing(ValueError):
    """The bytes are no drawing, or one that cannot be cleaned; the message says why."""


@dataclass(slots=True)
class _Part:
    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: list[_Part | str] = field(default_factory=list)

    def parts(self) -> Iterator[_Part]:
        """This part and all below it, in their order."""
        yield self
        for inner in self.inside:
            if isinstance(inner, _Part):
                yield from inner.parts()


def cleaned(source: bytes) -> bytes:
    """The drawing as it may leave.

    Raises:
        UncleanDrawing: it is broken, declares entities, holds a photograph, or is a bomb.
    """
    if len(source) > MOST_BYTES:
        raise UncleanDrawing(f"it is larger than {MOST_BYTES // 1024:,} KiB")
    reader = _Reader()
    _parse(source, reader)
    root = reader.top.inside[0] if reader.top.inside else None
    if not isinstance(root, _Part):
        raise UncleanDrawing("it holds no svg element")
    _rename(root)
    _refuse_bombs(root)
    return "".join(_written(root, f' xmlns="{_SVG}"')).encode() + b"\n"


def measures(source: bytes) -> tuple[int, int]:
    """Width and height in pixels, as the drawing says or its view box; (0, 0) if unsaid."""
    reader = _Reader(first_only=True)
    try:
        _parse(source[:_FIRST], reader, whole=False)
    except UncleanDrawing:
        return 0, 0
    root = next((part for part in reader.top.inside if isinstance(part, _Part)), _Part(""))
    box = re.split(r"[\s,]+", root.attributes.get("viewBox", "").strip())
    sides = [_pixels(root.attributes.get(name, "")) for name in ("width", "height")]
    spans = [_pixels(side) for side in box[2:]] if len(box) == 4 else [0.0, 0.0]  # noqa: PLR2004
    width, height = sides if all(sides) else spans
    return (round(width), round(height)) if width and height else (0, 0)


def _pixels(length: str) -> float:
    found = _LENGTH.match(length)
    return float(found[1]) * _PIXELS[found[2] or ""] if found else 0.0


def _parse(source: bytes, reader: _Reader, *, whole: bool = True) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    events = {
        "StartDoctypeDecl": reader.doctype,
        "EntityDecl": reader.entity,
        "SkippedEntity": reader.entity,
        "StartElement": reader.start,
        "EndElement": reader.end,
        "CharacterData": reader.words,
    }
    for event, take in events.items():
        setattr(parser, f"{event}Handler", take)
    try:
        parser.Parse(source, whole)
    except expat.ExpatError as error:
        raise UncleanDrawing(f"it is not whole XML (line {error.lineno})") from error
    except (LookupError, ValueError) as error:
        if isinstance(error, UncleanDrawing):
            raise
        raise UncleanDrawing("its encoding is not known") from error


class _Reader:
    """Takes what is on the lists from the parser, and counts how deep it is in what is not."""

    def __init__(self, *, first_only: bool = False) -> None:
        self.top = _Part("")
        self._open = [self.top]
        self._dropped = 0
        self._first_only = first_only

    def doctype(self, _name: str, _system: object, _public: object, internal: int) -> None:
        """A document type: an old one is left out, one with declarations of its own refused."""
        if internal:
            raise UncleanDrawing("it declares entities")

    def entity(self, *_words: object) -> None:
        """Entities can make kilobytes of a letter, and a letter of any file."""
        raise UncleanDrawing("it declares entities")

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """The beginning of an element."""
        space, _, local = name.rpartition(" ")
        if self._dropped or (self._first_only and self.top.inside):
            self._dropped += 1
            return
        if len(self._open) > MOST_DEPTH:
            raise UncleanDrawing(f"its parts lie more than {MOST_DEPTH} deep in one another")
        if space == _SVG and local in {"image", "feImage"}:
            raise UncleanDrawing("it holds a picture of its own, which has metadata too")
        kept = dict(_kept(attributes))
        local = "g" if local == "a" else local
        if space != _SVG or local not in ELEMENTS or kept.get("display") == "none":
            self._dropped = 1
            return
        if len(self._open) == 1 and local != "svg":
            raise UncleanDrawing("it holds no svg element")
        part = _Part(local, kept)
        self._open[-1].inside.append(part)
        self._open.append(part)

    def end(self, _name: str) -> None:
        """The end of an element."""
        if self._dropped:
            self._dropped -= 1
        else:
            self._open.pop()

    def words(self, text: str) -> None:
        """Words count only where they are drawn."""
        if not self._dropped and self._open[-1].name in WORDED:
            self._open[-1].inside.append(text)


def _kept(attributes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The attributes that stay; a style becomes attributes of its own, which weigh less."""
    for full, value in attributes.items():
        space, _, name = full.rpartition(" ")
        if name == "href" and space in {"", _XLINK}:
            if _NAMED.fullmatch(value.strip()):
                yield "href", value.strip()
        elif (space, name, value) == (_XML, "space", "preserve"):
            yield "xml:space", value
        elif not space and name in {"id", "class"}:
            yield name, value.strip()
        elif not space and name in ATTRIBUTES and is_harmless(value):
            yield name, value
    yield from declared(attributes.get("style", ""))


def _rename(root: _Part) -> None:
    """Number the names that something refers to, and drop all others: editors name layers."""
    parts = list(root.parts())
    for part in parts:
        if part.name == "style":
            part.inside = [ruled("".join(str(words) for words in part.inside))]
    used = {name for part in parts for name in _references(part)}
    named = [part.attributes["id"] for part in parts if part.attributes.get("id") in used]
    ids = {name: f"a{number}" for number, name in enumerate(dict.fromkeys(named), start=1)}
    css = "".join(str(words) for part in parts if part.name == "style" for words in part.inside)
    told = dict.fromkeys(found[1] for found in _IN_SELECTOR["."].finditer(css))
    classes = {name: f"c{number}" for number, name in enumerate(told, start=1)}
    for part in parts:
        _renamed(part, ids, classes)


def _references(part: _Part) -> Iterator[str]:
    for name, value in part.attributes.items():
        if name == "href":
            yield value[1:]
        elif "url(" in value:
            yield from (found[2] for found in _URL.finditer(value))
    if part.name == "style":
        yield from (name for words in part.inside for name in _SELECTED.findall(str(words)))


def _renamed(part: _Part, ids: Mapping[str, str], classes: Mapping[str, str]) -> None:
    kept = part.attributes
    own, among = kept.pop("id", ""), kept.pop("class", "")
    for name, value in list(kept.items()):
        if name == "href":
            kept[name] = f"#{ids.get(value[1:], _NOBODY)}"
        elif "url(" in value:
            kept[name] = _renamed_urls(value, ids)
    if own in ids:
        kept["id"] = ids[own]
    if told := " ".join(classes[word] for word in among.split() if word in classes):
        kept["class"] = told
    if part.name == "style":
        css = _renamed_urls("".join(str(words) for words in part.inside), ids)
        css = _IN_SELECTOR["#"].sub(lambda found: f"#{ids.get(found[1], _NOBODY)}", css)
        part.inside = [_IN_SELECTOR["."].sub(lambda found: f".{classes[found[1]]}", css)]


def _renamed_urls(value: str, ids: Mapping[str, str]) -> str:
    return _URL.sub(lambda found: f"url(#{ids.get(found[2], _NOBODY)})", value)


def _refuse_bombs(root: _Part) -> None:
    """A few elements that use one another can be drawn a billion times."""
    by_id = {part.attributes["id"]: part for part in root.parts() if "id" in part.attributes}
    known: dict[str, int] = {}

    def drawn(part: _Part, above: tuple[str, ...]) -> int:
        total = 1 + sum(drawn(each, above) for each in part.inside if isinstance(each, _Part))
        target = part.attributes.get("href", "")[1:] if part.name == "use" else ""
        if target in by_id:
            if target in above or len(above) > MOST_DEPTH:
                raise UncleanDrawing("parts of it use themselves")
            if target not in known:
                known[target] = drawn(by_id[target], (*above, target))
            total += known[target]
        if total > MOST_DRAWN:
            raise UncleanDrawing(f"it draws more than {MOST_DRAWN:,} parts")
        return total

    try:
        drawn(root, ())
    except RecursionError as error:
        raise UncleanDrawing("parts of it use themselves") from error


def _written(part: _Part, first: str = "") -> Iterator[str]:
    told = "".join(f' {name}="{escape(value)}"' for name, value in part.attributes.items())
    if not part.inside:
        yield f"<{part.name}{first}{told}/>"
        return
    yield f"<{part.name}{first}{told}>"
    for inner in part.inside:
        if isinstance(inner, _Part):
            yield from _written(inner)
        else:
            yield escape(inner, quote=False)
    yield f"</{part.name}>"
