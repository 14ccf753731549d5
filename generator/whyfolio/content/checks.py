"""Single checks of a text: addresses, file paths, slugs."""

from __future__ import annotations

import posixpath
import re

from whyfolio.content.faults import Faults, shown
from whyfolio.content.marks import is_marked
from whyfolio.content.nodes import Scalar
from whyfolio.names import slug_fault, slugify

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_SCHEMES = frozenset(["http", "https", "mailto", "tel"])
# Signs that end or hide an address: blanks, quotes, what is not seen, what turns the direction.
_UNSAFE = re.compile(
    r"[\s\x00-\x20\x7f-\x9f<>\"\\^`|\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
_HOST = re.compile(r"https?://[^/?#\s]+", re.IGNORECASE)
_ABSOLUTE = re.compile(r"/|[A-Za-z]:|\\\\")


def address(node: Scalar, word: str, faults: Faults) -> str | None:
    """A web, mail or telephone address that is safe to print as a link."""
    if is_marked(node, word, faults):
        return None
    scheme = _SCHEME.match(node.text)
    message = hint = ""
    if scheme is None or (scheme[1].casefold() not in _SCHEMES and "." in scheme[1]):
        message = f'"{shown(node.text)}" is no whole address'
        hint = (
            f"write https://{node.text.lstrip('/')}" if "." in node.text else "begin with https://"
        )
        if "@" in node.text:
            hint = f"write mailto:{node.text}"
    elif scheme[1].casefold() not in _SCHEMES:
        message = f'addresses that begin with "{scheme[0]}" are never printed'
        hint = "use http, https, mailto or tel"
    elif _UNSAFE.search(node.text):
        message, hint = (
            f'"{shown(node.text)}" holds a sign that no address has',
            "write %20 for a space",
        )
    elif scheme[1].casefold().startswith("http") and not _HOST.match(node.text):
        message, hint = (
            f'"{shown(node.text)}" names no host',
            "write it like https://example.com/page",
        )
    if not message:
        return node.text
    faults.add("E207", node.place, message, hint)
    return None


def file_path(node: Scalar, word: str, faults: Faults) -> str | None:
    """A file below `content/files`, as a path relative to `content`."""
    if is_marked(node, word, faults):
        return None
    typed = node.text
    hint = "put the file into content/files and write files/NAME"
    if _ABSOLUTE.match(typed) or "\\" in typed:
        faults.add("E210", node.place, f'"{shown(typed)}" is no path inside the portfolio', hint)
        return None
    inside = typed if typed.startswith("files/") else posixpath.join(_folder(faults.file), typed)
    found = posixpath.normpath(inside)
    if not found.startswith("files/"):
        faults.add("E210", node.place, f'"{shown(typed)}" does not lie in content/files', hint)
        return None
    return found


def _folder(file: str) -> str:
    return posixpath.dirname(file).removeprefix("content").lstrip("/")


def slug(node: Scalar, faults: Faults) -> str | None:
    """A slug that is an address segment on every file system."""
    fault = slug_fault(node.text)
    if fault is None:
        return node.text
    better = slugify(node.text)
    hint = (
        f'"{better}" would do' if better and slug_fault(better) is None else "use a few plain words"
    )
    faults.add("E213", node.place, f'the slug "{shown(node.text)}" {fault}', hint)
    return None
