"""The texts in the bytes of a file, by the ending of its name. A new ending is a line here."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from urllib.parse import unquote

from whyfolio.dataclass import dataclass

_TAG = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
_TAGS = re.compile(f"({_TAG.pattern})".encode(), re.DOTALL)
_NO_BRACKETS = bytes(sign for sign in range(256) if sign not in b"<>")
_INLINE_NAMES = (
    "a|abbr|b|cite|code|data|del|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|u|var"
)
_INLINE = re.compile(rf"</?(?:{_INLINE_NAMES})(?:\s[^<>]*)?>", re.IGNORECASE)
_NAME = re.compile(r"</?([A-Za-z]+)[\s>]")
_INLINE_GAPS = dict.fromkeys(_INLINE_NAMES.split("|"), b" ")
_MOST_GAPS = 4_000
_BREAK = re.compile(r"<wbr ?/?>", re.IGNORECASE)
_ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}")
_UNUSUAL = re.compile(rb"&(?!(?:amp|lt|gt|quot|#39|#34);)")
_ATTRIBUTE = re.compile(
    r"\s(?:content|alt|title|aria-[a-z]+|placeholder|label|value|data-[\w-]+)="
    r"(?:\"([^\"]*)\"|'([^']*)')"
)

_SIGNATURE = b"pagefind_dcd"
_FOLD = re.compile(r"\r?\n[ \t]")
_ESCAPE = re.compile(r"\\([\\;,nN])")


class Unreadable(Exception):
    """The bytes are not what the name of the file says."""


@dataclass(frozen=True, slots=True)
class Texts:
    """What a file says: ``text`` as a reader sees it, ``whole`` with all that stands around it.

    ``tags`` are the tags of a page without their brackets, for `tag_texts`.
    """

    text: str
    whole: str
    tags: Sequence[bytes] = ()


Reader = Callable[[bytes], Texts]


def reader_for(path: str) -> Reader | None:
    """The reader of a file, by its ending, or by its name where it has none."""
    name = path.rpartition("/")[2].casefold()
    ending = name[name.rfind(".") :] if "." in name else name
    return READERS.get(ending)


def is_page(path: str) -> bool:
    """Whether a file is read as one with tags."""
    return reader_for(path) is markup


def _plain(content: bytes) -> Texts:
    text = _decoded(content)
    return Texts(text, _unescaped(text))


def _calendar(content: bytes) -> Texts:
    """Calendars and cards, without the folds and escapes that cut a sentence."""
    text = _FOLD.sub("", _decoded(content))
    return _plain(_ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], text).encode())


def markup(content: bytes) -> Texts:
    """Pages: their text, and their tags and comments."""
    parts = _divided(content)
    tags = parts[1::2]
    if len(_gaps) > _MOST_GAPS:
        _gaps.clear()
    parts[1::2] = gaps = [*map(_gaps.__getitem__, tags)]
    # Where a tag puts nothing between them, the halves of a broken letter must not make one.
    text = "".join(map(_decoded, parts)) if b"" in gaps else _decoded(b"".join(parts))
    return Texts(html.unescape(text) if "&" in text else text, "", tags)


def pieces(content: bytes) -> tuple[str | None, list[bytes]]:
    """The text of a page with a blank for each tag, and its tags, both without much work.

    None for a text that can only be read with care: one with more than the usual entities, or in
    which a tag joins what it stands between. The words of all others are those of `markup`.
    """
    parts = _divided(content)
    text = b" ".join(parts[::2])
    careful = b"wbr" in content.lower() or (b"&" in text and _UNUSUAL.search(text) is not None)
    return None if careful else _decoded(text), parts[1::2]


def _divided(content: bytes) -> list[bytes]:
    """What stands between tags and comments, and in turn with it these without their brackets."""
    brackets = content.translate(None, _NO_BRACKETS)
    if brackets == b"<>" * (len(brackets) // 2) and b"<!--" not in content:
        return content.replace(b">", b"<").split(b"<")
    parts = _TAGS.split(content)
    parts[1::2] = [tag[1:-1] for tag in parts[1::2]]
    return parts


def tag_texts(tags: Iterable[bytes]) -> Texts:
    """What tags tell in their attributes, and the tags as they stand."""
    whole = _decoded(b"<" + b">|<".join(tags) + b">")
    said = [found[1] or found[2] for found in _ATTRIBUTE.finditer(whole)]
    told = [html.unescape(words) for words in said if words and not words.strip().isdigit()]
    return Texts("|".join(told), _unescaped(whole))


class _Gaps(dict[bytes, bytes]):
    """What each tag puts between the words around it."""

    def __missing__(self, tag: bytes) -> bytes:
        written = f"<{_decoded(tag)}>"
        found = _NAME.match(written)
        name = found[1].casefold() if found else "wbr"
        is_break = name == "wbr" and _BREAK.fullmatch(written)
        gap = self[tag] = b"" if is_break else _INLINE_GAPS.get(name, b"|")
        return gap


_gaps = _Gaps()


def _feed(content: bytes) -> Texts:
    """XML whose texts may be HTML once more."""
    text = html.unescape(_decoded(content).replace("<![CDATA[", "").replace("]]>", ""))
    return Texts(_stripped(text), _unescaped("|".join(dict.fromkeys(_TAG.findall(text)))))


def _json(content: bytes) -> Texts:
    text = _decoded(content)
    try:
        strings = "|".join(_strings(json.loads(text)))
    except (ValueError, RecursionError) as error:
        raise Unreadable from error
    return Texts(_stripped(strings), _unescaped(f"{text}\n{strings}"))


def _code(content: bytes) -> Texts:
    """Style sheets and scripts: the theme's text, in which a number tells nothing."""
    return Texts("", _unescaped(_decoded(content)))


def _picture(content: bytes) -> Texts:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content)) as picture:
            picture.load()
            said = [*picture.info.values(), *getattr(picture, "text", {}).values()]
            said += [*picture.info.keys(), *_exif(picture.getexif())]
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Unreadable from error
    text = "|".join(_worded(value) for value in said if isinstance(value, str | bytes))
    return Texts(_stripped(text), _unescaped(text))


def _exif(exif: object) -> Iterator[object]:
    from PIL import Image

    if isinstance(exif, Image.Exif):
        yield from exif.values()
        for block in (0x8769, 0x8825):
            yield from exif.get_ifd(block).values()


def _worded(value: str | bytes) -> str:
    if isinstance(value, str):
        return value
    if b"\0" in value[:64]:
        wide = value.decode("utf-16-le", "replace")
        return f"{value.replace(bytes(1), b' ').decode('utf-8', 'replace')}\n{wide}"
    return value.decode("utf-8", "replace")


def _packed(content: bytes) -> Texts:
    return _plain(_unpacked(content))


def _fragment(content: bytes) -> Texts:
    """What a search shows of one page: JSON, behind a signature."""
    return _json(_unpacked(content).removeprefix(_SIGNATURE))


def _words(content: bytes) -> Texts:
    """The words of a search's index, among numbers that are no text."""
    return _plain(_unpacked(content).removeprefix(_SIGNATURE))


def _engine(content: bytes) -> Texts:
    """The program of a search."""
    return _code(_unpacked(content).removeprefix(_SIGNATURE))


def _unpacked(content: bytes) -> bytes:
    import gzip
    import zlib

    try:
        return gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
    except (OSError, EOFError, zlib.error) as error:
        raise Unreadable from error


def _archive(content: bytes) -> Texts:
    """An archive of XML files, as word processors write it."""
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [_feed(archive.read(name)) for name in sorted(archive.namelist())]
    except (zipfile.BadZipFile, OSError, RuntimeError) as error:
        raise Unreadable from error
    return Texts("|".join(p.text for p in parts), "|".join(p.whole for p in parts))


def _pdf(content: bytes) -> Texts:
    """A PDF: the words of its pages, and all that its other objects say."""
    from whyfolio.guard.portable import NotPortable, texts

    try:
        pages, around = texts(content)
    except NotPortable as error:
        raise Unreadable from error
    return Texts(f"{pages}|{around}", _unescaped(around))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def _decoded(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _stripped(text: str) -> str:
    if "<" in text:
        text = _TAG.sub("|", _INLINE.sub(" ", _BREAK.sub("", text) if "<wbr" in text else text))
    return html.unescape(text) if "&" in text else text


def _unescaped(text: str) -> str:
    text = html.unescape(text) if "&" in text else text
    return unquote(text) if "%" in text and _ESCAPED.search(text) else text


_BY_READER: Mapping[Reader, str] = {
    markup: ".html .htm .svg",
    _feed: ".xml .atom .rss",
    _json: ".json .webmanifest .jsonl",
    _code: ".css .js .mjs .map .woff2 .woff .wasm",
    _plain: ".txt .csv .tsv .md .yaml .yml .toml .log cname .nojekyll _headers _redirects",
    _calendar: ".ics .vcf",
    _picture: ".png .jpg .jpeg .gif .webp .ico",
    _packed: ".gz",
    _fragment: ".pf_fragment",
    _words: ".pf_index .pf_meta .pf_filter",
    _engine: ".pagefind",
    _archive: ".docx .zip .epub .odt",
    _pdf: ".pdf",
}
READERS: Mapping[str, Reader] = {
    ending: reader for reader, endings in _BY_READER.items() for ending in endings.split()
}
