"""Edits to one entry: the line concerned changes, every other byte stays."""

from __future__ import annotations

import re
from pathlib import Path

from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.errors import Refused
from whyfolio.scaffold.files import overwrite

_FENCE = re.compile(rb"---[ \t]*\r?\n")
_CLOSE = re.compile(rb"^---[ \t]*(?:\r?\n|\Z)", re.MULTILINE)


def open_entry(path: Path, audience: str) -> None:
    """Set who may read an entry.

    Raises:
        Refused: the file has no front matter (E723) or cannot be written.
    """
    overwrite(path, with_field(path.read_bytes(), "audience", audience, str(path)))


def with_field(source: bytes, name: str, value: str, shown: str) -> bytes:
    """The bytes of an entry with one field of one line set.

    Args:
        source: the file's bytes.
        name: the field.
        value: what to write behind its colon, as YAML reads it.
        shown: the file's name in messages.

    Raises:
        Refused: there is no front matter to write into (E723).
    """
    mark = b"\xef\xbb\xbf" if source.startswith(b"\xef\xbb\xbf") else b""
    text = source[len(mark) :]
    opened = _FENCE.match(text)
    closed = _CLOSE.search(text, opened.end()) if opened else None
    if opened is None or closed is None:
        message = "there is no front matter between two lines of ---"
        raise Refused(Diagnostic("E723", Place(shown), message, "`whyfolio check` says more"))
    head, front, rest = (
        text[: opened.end()],
        text[opened.end() : closed.start()],
        text[closed.start() :],
    )
    ending = b"\r\n" if b"\r\n" in head else b"\n"
    line = f"{name}: {value}".encode()
    field = re.compile(rb"^%s[ \t]*:[^\r\n]*" % re.escape(name.encode()), re.MULTILINE)
    if field.search(front):
        front = field.sub(lambda found: line + _comment(found[0]), front, count=1)
    else:
        front = (front if not front or front.endswith(b"\n") else front + ending) + line + ending
    return mark + head + front + rest


def _comment(line: bytes) -> bytes:
    """The comment at the end of a line, with the space before it."""
    found = re.search(rb"[ \t]+#[^\r\n]*\Z", line)
    return found[0] if found else b""
