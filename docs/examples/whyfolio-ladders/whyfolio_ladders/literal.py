"""Object literals in JavaScript: parsed, never run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from whyfolio.importers.ladder.tree import Node

DEEPEST = 40
PLACED = 5  # counting lines for every single text would take the square of the file's length
_SPACE = re.compile(r"(?:\s|//[^\n]*|/\*.*?(?:\*/|\Z))*+", re.DOTALL)
# Comments and texts are matched first, so that nothing in them is taken for a declaration.
_DECLARED = re.compile(
    r"""//[^\n]*|/\*.*?(?:\*/|\Z)|'(?:\\.|[^'\\\n])*+'?|"(?:\\.|[^"\\\n])*+"?|`(?:\\.|[^`\\])*+`?"""
    r"""|\b(?:(?:const|let|var)\s+(\w+)\s*(?::[^={};\n]{0,200})?=|export\s+default|exports\s*=)"""
    r"""\s*(?=\{)""",
    re.DOTALL,
)
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_NUMBER = re.compile(r"-?(?:\d[\w.]*|\.\d+)")
_PIECE = re.compile(r"[^\\'\"`\n$]+|\$(?!\{)")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}
_CODES = ((re.compile(r"u\{([0-9a-fA-F]{1,6})\}"), 1), (re.compile(r"[ux]([0-9a-fA-F]{2,4})"), 1))
_LAST = 0x10FFFF


class NotLiteral(Exception):
    """Something that would have to be run to be known; ``at`` is where it stands."""

    def __init__(self, at: int, message: str) -> None:
        """Say where and what."""
        super().__init__(message)
        self.at = at


def objects(text: str) -> Iterator[tuple[str, int]]:
    """Name and place of each object that is declared or exported, by its opening brace."""
    for found in _DECLARED.finditer(text):
        if text.startswith("{", found.end()):
            yield found[1] or "", found.end()


def parse(text: str, at: int) -> Node:
    """The literal that begins here.

    Raises:
        NotLiteral: a call, a name, an operator, or anything else that is no plain value.
    """
    return _Parser(text).value(at, 0)[0]


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text

    def place(self, at: int) -> tuple[int, int]:
        return self.text.count("\n", 0, at) + 1, at - self.text.rfind("\n", 0, at)

    def past(self, at: int) -> int:
        found = _SPACE.match(self.text, at)
        return found.end() if found else at

    def sign(self, at: int) -> str:
        return self.text[at : at + 1]

    def value(self, at: int, depth: int) -> tuple[Node, int]:
        if depth > DEEPEST:
            raise NotLiteral(at, f"it is more than {DEEPEST} deep")
        at = self.past(at)
        line, column = self.place(at) if depth < PLACED else (0, 0)
        match self.sign(at):
            case "{":
                fields, at = self.group(at + 1, depth)
                return Node(line, column, fields=fields, sort="group"), at
            case "[":
                members, at = self.list(at + 1, depth)
                return Node(line, column, members=members, sort="list"), at
            case "'" | '"' | "`":
                words, at = self.joined(at)
                return Node(line, column, words, sort="text"), at
        if number := _NUMBER.match(self.text, at):
            return Node(line, column, number[0], sort="text"), self.past(number.end())
        name = _NAME.match(self.text, at)
        if name and name[0] in {"null", "undefined"}:
            return Node(line, column), self.past(name.end())
        if name and name[0] in {"true", "false"}:
            return Node(line, column, name[0], sort="text"), self.past(name.end())
        raise NotLiteral(at, self.shown(at))

    def shown(self, at: int) -> str:
        words = self.text[at : at + 40].split("\n")[0].strip()
        return f'here stands "{words}", which is no plain value' if words else "it ends too early"

    def group(self, at: int, depth: int) -> tuple[dict[str, Node], int]:
        fields: dict[str, Node] = {}
        at = self.past(at)
        while self.sign(at) != "}":
            name, at = self.name(at)
            if self.sign(at) != ":":
                raise NotLiteral(at, self.shown(at))
            fields[name], at = self.value(at + 1, depth + 1)
            at = self.after(at, "}")
        return fields, self.past(at + 1)

    def list(self, at: int, depth: int) -> tuple[tuple[Node, ...], int]:
        members: list[Node] = []
        at = self.past(at)
        while self.sign(at) != "]":
            member, at = self.value(at, depth + 1)
            members.append(member)
            at = self.after(at, "]")
        return tuple(members), self.past(at + 1)

    def after(self, at: int, end: str) -> int:
        """Past the comma, if there is one, else at the end."""
        if self.sign(at) == ",":
            return self.past(at + 1)
        if self.sign(at) != end:
            raise NotLiteral(at, self.shown(at))
        return at

    def name(self, at: int) -> tuple[str, int]:
        if self.sign(at) in {"'", '"'}:
            words, at = self.string(at)
            return words, self.past(at)
        found = _NAME.match(self.text, at) or _NUMBER.match(self.text, at)
        if not found:
            raise NotLiteral(at, self.shown(at))
        return found[0], self.past(found.end())

    def joined(self, at: int) -> tuple[str, int]:
        """A text, or several joined by a plus sign."""
        pieces: list[str] = []
        while True:
            if self.sign(at) not in {"'", '"', "`"}:
                raise NotLiteral(at, self.shown(at))
            words, at = self.string(at)
            pieces.append(words)
            at = self.past(at)
            if self.sign(at) != "+":
                return "".join(pieces), at
            at = self.past(at + 1)

    def string(self, at: int) -> tuple[str, int]:
        start, end = at, self.text[at]
        pieces: list[str] = []
        at += 1
        while True:
            sign = self.sign(at)
            if sign == end:
                return "".join(pieces), at + 1
            if not sign or (sign == "\n" and end != "`"):
                raise NotLiteral(start, "a text begins here and does not end")
            if sign == "\\":
                words, at = self.escaped(at + 1)
                pieces.append(words)
            elif sign == "$" and end == "`" and self.text.startswith("${", at):
                raise NotLiteral(at, self.shown(at))
            else:
                found = _PIECE.match(self.text, at)
                pieces.append(found[0] if found else sign)
                at = found.end() if found else at + 1

    def escaped(self, at: int) -> tuple[str, int]:
        for pattern, group in _CODES:
            if (found := pattern.match(self.text, at)) and int(found[group], 16) <= _LAST:
                return chr(int(found[group], 16)), found.end()
        sign = self.sign(at)
        return _ESCAPES.get(sign, sign), at + 1
