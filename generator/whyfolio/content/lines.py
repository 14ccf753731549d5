"""A field's lines, cut apart from its neighbours' and not yet understood."""

from __future__ import annotations

import re
from typing import NamedTuple

from whyfolio.content.faults import Faults
from whyfolio.diagnostics import Place

KEY = re.compile(r"""("[^"]*"|'[^']*'|[A-Za-z_][\w-]*)[ \t]*:(?=[ \t]|$)""")
_UNQUOTED = slice(1, -1)


class Line(NamedTuple):
    """One line without the blanks around it; ``indent`` is how many stood before."""

    number: int
    indent: int
    text: str

    @property
    def column(self) -> int:
        """The 1-based column of the first character."""
        return self.indent + 1

    @property
    def is_dash(self) -> bool:
        """Whether it begins a member of a list."""
        return self.text == "-" or self.text.startswith("- ")

    def after(self, length: int) -> Line:
        """What is left of the line behind its first characters, as a line of its own."""
        number, indent, text = self
        kept = text[length:].lstrip()
        return Line(number, indent + len(text) - len(kept), kept)


class RawField(NamedTuple):
    """A key, what stands behind its colon, and the lines that belong to it."""

    key: str
    key_place: Place
    first: Line
    more: list[Line]


def cut_key(line: Line) -> tuple[str, Line] | None:
    """The key that a line begins with and what follows its colon, or None."""
    found = KEY.match(line.text)
    return (_unquoted(found[1]), line.after(found.end())) if found else None


def key_of(line: Line) -> str | None:
    """The key that a line begins with, or None."""
    found = KEY.match(line.text)
    return _unquoted(found[1]) if found else None


def _unquoted(key: str) -> str:
    return key[_UNQUOTED] if key[0] in "\"'" else key


def lines_of(text: str, first_number: int) -> list[Line]:
    """A text's lines, numbered from ``first_number``."""
    found = []
    for number, raw in enumerate(text.split("\n"), first_number):
        kept = raw.strip()
        found.append(Line(number, len(raw) - len(raw.lstrip()), kept))
    return found


def has_tab(raw: str) -> bool:
    """Whether a tab stands in a line's indentation."""
    return "\t" in raw[: len(raw) - len(raw.lstrip())]


def cut_fields(lines: list[Line], indent: int, faults: Faults) -> list[RawField]:
    """The fields that begin at an indentation, each with its lines.

    A field that is given twice keeps its first value.
    """
    fields: dict[str, RawField] = {}
    more: list[Line] = []
    for line in lines:
        if not line.text or line.indent > indent:
            more.append(line)
        elif line.indent < indent:
            more = []
            _complain(line, indent, faults)
        elif line.is_dash and fields:
            more.append(line)
        elif line.text[0] == "#":
            continue
        elif cut := cut_key(line):
            key, first = cut
            raw = RawField(key, faults.place(line.number, line.column, len(key)), first, [])
            more = raw.more
            if not _is_second(raw, fields, faults):
                fields[key] = raw
        else:
            more = []
            _complain(line, indent, faults)
    return list(fields.values())


def _is_second(raw: RawField, fields: dict[str, RawField], faults: Faults) -> bool:
    before = fields.get(raw.key)
    if before is None:
        return False
    message = f'"{raw.key}" is given twice, on line {before.key_place.line} too'
    faults.add("E110", raw.key_place, message, "keep one of the two")
    return True


_MERGE = re.compile(r"<<[ \t]*:")
_GLUED = re.compile(r"[A-Za-z_][\w-]*:\S")
_OTHER_KEY = re.compile(r"(\?|[^:]+?)[ \t]*(?::|(?<=\?))(?:[ \t]|$)")


def _complain(line: Line, indent: int, faults: Faults) -> None:
    place = faults.place(line.number, line.column, len(line.text))
    if line.indent != indent:
        faults.add(
            "E112",
            place,
            "this line is indented less than the ones it belongs to",
            f"begin it in column {indent + 1}, like its neighbours",
        )
    elif line.is_dash or line.text[0] in "[{":
        faults.add(
            "E109",
            place,
            "front matter is fields, and this is none",
            "write a field's name and a colon first, like `tags: [a, b]`",
        )
    elif _MERGE.match(line.text):
        faults.add("E113", place, "YAML's merge keys are not read here", "write the fields out")
    elif _GLUED.match(line.text):
        key = line.text.partition(":")[0]
        faults.add(
            "E114",
            place,
            f'"{key}:" has no space after its colon',
            f"write `{key}: ` and then the value",
        )
    elif found := _OTHER_KEY.match(line.text):
        key_place = faults.place(line.number, line.column, len(found.group(1)))
        faults.add(
            "E115",
            key_place,
            f'"{found.group(1)}" cannot be a field\'s name',
            "a name is letters, digits and underscores; to continue the line above, indent",
        )
    else:
        faults.add(
            "E109",
            place,
            "this line is no field",
            "to continue the line above, indent it by two spaces",
        )
