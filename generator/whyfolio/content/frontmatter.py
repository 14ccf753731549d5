"""The text of a file, cut into front matter and body at the two fences.

The fences are found here and not by a YAML library, because a file whose front matter
cannot be read whole must be an error, and because every place must be exact.
"""

from __future__ import annotations

import re

from whyfolio.content.faults import Faults
from whyfolio.content.lines import Line, RawField, cut_fields, has_tab, lines_of
from whyfolio.dataclass import dataclass

LARGEST = 1024 * 1024
MOST_FIELDS = 500
_OPENING = re.compile(r"---[ \t]*(?:\n|\Z)")
_CLOSING = re.compile(r"^---[ \t]*$", re.MULTILINE)
_NEARLY = re.compile(r"[ \t]*(?:-{2,}|—|–|\.{3}|\+{3})[ \t]*\Z")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CONTROL_BYTES = bytes(sign for sign in (*range(32), 127) if sign not in b"\t\n\r")
_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


@dataclass(frozen=True, slots=True)
class Front:
    """A file cut apart."""

    fields: tuple[RawField, ...]
    body: str
    body_line: int


def decode(raw: bytes, faults: Faults) -> str | None:
    """A file's text, its lines ended by a line feed, or None and a diagnostic.

    A byte-order mark of UTF-8 and the line ends of Windows and old Macs are read like any other.
    """
    if len(raw) > LARGEST:
        faults.add(
            "E106",
            faults.place(1, 1),
            f"this file is {len(raw):,} bytes large",
            "a note may hold 1 MiB; put pictures and tables into content/files",
        )
        return None
    if raw[:2] in _MARKS:
        faults.add(
            "E105",
            faults.place(1, 1),
            f"this file is {_MARKS[raw[:2]]}, not UTF-8",
            "save it as UTF-8",
        )
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _note_undecodable(raw, error.start, faults)
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    is_clean = len(raw.translate(None, _CONTROL_BYTES)) == len(raw)
    if not is_clean and (found := _CONTROL.search(text)):
        line, column = position(text, found.start())
        faults.add(
            "E105",
            faults.place(line, column),
            f"here stands the control character U+{ord(found.group()):04X}",
            "delete it",
        )
        return None
    return text


def _note_undecodable(raw: bytes, start: int, faults: Faults) -> None:
    before = raw[:start].decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    line, column = position(before, len(before))
    faults.add(
        "E105",
        faults.place(line, column),
        f"the byte 0x{raw[start]:02X} is not UTF-8",
        "save the file as UTF-8",
    )


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of an offset in a text."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def split(text: str) -> tuple[str, str, int] | None:
    """Front matter (from line 2 on), body and the body's first line; None without two fences."""
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        return None
    front = text[opening.end() : closing.start()]
    return front.removesuffix("\n"), text[closing.end() + 1 :], front.count("\n") + 3


def read_front(text: str, faults: Faults) -> Front:
    """Cut a file apart; whatever cannot be read is named, and the rest is still there."""
    parts = split(text)
    if parts is None:
        return _without_fence(text, faults)
    front, body, body_line = parts
    lines = lines_of(front, 2) if front else []
    if "\t" in front:
        _find_tabs(front, faults)
    while lines and (not lines[0].text or (lines[0].indent and lines[0].text[0] == "#")):
        del lines[0]
    fields = cut_fields(_without_orphans(lines, faults), 0, faults)
    if len(fields) > MOST_FIELDS:
        message = f"the front matter has {len(fields):,} fields"
        hint = "put what is not about the entry as a whole into the body"
        faults.add("E106", fields[MOST_FIELDS].key_place, message, hint)
        return Front((), body, body_line)
    return Front(tuple(fields), body, body_line)


def _without_orphans(lines: list[Line], faults: Faults) -> list[Line]:
    """The lines from the first one on that is not indented."""
    for count, line in enumerate(lines):
        if line.text and not line.indent:
            return lines[count:] if count else lines
        if line.text:
            faults.add(
                "E112",
                faults.place(line.number, 1, line.indent),
                "this line is indented, and no field stands above it",
                "begin a field in column 1",
            )
    return []


def _find_tabs(front: str, faults: Faults) -> None:
    for number, raw in enumerate(front.split("\n"), 2):
        if has_tab(raw) and raw.strip():
            faults.add(
                "E111",
                faults.place(number, raw.index("\t") + 1),
                "this line is indented with a tab",
                "indent with spaces",
            )


def _without_fence(text: str, faults: Faults) -> Front:
    opening = _OPENING.match(text)
    if opening is None:
        hint = "begin the file with a line `---`, then the fields, then `---` again"
        if text.lstrip().startswith("---"):
            hint = "make `---` the very first line"
        faults.add("E102", faults.place(1, 1), "this file has no front matter", hint)
        return Front((), text, 1)
    hint = "add a line `---` below the last field"
    for number, raw in enumerate(text.split("\n")[1:], 2):
        if _NEARLY.match(raw):
            hint = f"write line {number} as exactly `---`, without blanks before it"
            break
    faults.add("E103", faults.place(1, 1, 3), "the front matter is not closed", hint)
    return Front((), "", 1)
