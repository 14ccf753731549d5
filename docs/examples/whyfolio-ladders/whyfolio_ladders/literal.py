"""Object literals in JavaScript: parsed, never run."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from whyfolio.importers.ladder.tree import Node

DEEPEST = 40
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


class Script:
    """The text of a script; nothing of it is ever run."""

    def __init__(self, text: str) -> None:
        """Take the text, and note where its lines begin."""
        self.text = text
        self._ends = [found.start() for found in re.finditer(r"\n", text)]

    def objects(self) -> Iterator[tuple[str, int]]:
        """Name and place of each object that is declared or exported, by its opening brace."""
        for found in _DECLARED.finditer(self.text):
            if self.text.startswith("{", found.end()):
                yield found[1] or "", found.end()

    def parse(self, at: int) -> Node:
        """The literal that begins here.

        Raises:
            NotLiteral: a call, a name, an operator, or anything else that is no plain value.
        """
        return self._value(at, 0)[0]

    def place(self, at: int) -> tuple[int, int]:
        """Line and column, from 1."""
        above = bisect_left(self._ends, at)
        return above + 1, at - (self._ends[above - 1] if above else -1)

    def _past(self, at: int) -> int:
        found = _SPACE.match(self.text, at)
        return found.end() if found else at

    def _sign(self, at: int) -> str:
        return self.text[at : at + 1]

    def _value(self, at: int, depth: int) -> tuple[Node, int]:
        if depth > DEEPEST:
            raise NotLiteral(at, f"it is more than {DEEPEST} deep")
        at = self._past(at)
        line, column = self.place(at)
        match self._sign(at):
            case "{":
                fields, at = self._group(at + 1, depth)
                return Node(line, column, fields=fields, sort="group"), at
            case "[":
                members, at = self._list(at + 1, depth)
                return Node(line, column, members=members, sort="list"), at
            case "'" | '"' | "`":
                words, at = self._joined(at)
                return Node(line, column, words, sort="text"), at
        if number := _NUMBER.match(self.text, at):
            return Node(line, column, number[0], sort="text"), self._past(number.end())
        name = _NAME.match(self.text, at)
        if name and name[0] in {"null", "undefined"}:
            return Node(line, column), self._past(name.end())
        if name and name[0] in {"true", "false"}:
            return Node(line, column, name[0], sort="text"), self._past(name.end())
        raise NotLiteral(at, self._shown(at))

    def _shown(self, at: int) -> str:
        words = self.text[at : at + 40].split("\n")[0].strip()
        return f'here stands "{words}", which is no plain value' if words else "it ends too early"

    def _group(self, at: int, depth: int) -> tuple[dict[str, Node], int]:
        fields: dict[str, Node] = {}
        at = self._past(at)
        while self._sign(at) != "}":
            name, at = self._name(at)
            if self._sign(at) != ":":
                raise NotLiteral(at, self._shown(at))
            fields[name], at = self._value(at + 1, depth + 1)
            at = self._after(at, "}")
        return fields, self._past(at + 1)

    def _list(self, at: int, depth: int) -> tuple[tuple[Node, ...], int]:
        members: list[Node] = []
        at = self._past(at)
        while self._sign(at) != "]":
            member, at = self._value(at, depth + 1)
            members.append(member)
            at = self._after(at, "]")
        return tuple(members), self._past(at + 1)

    def _after(self, at: int, end: str) -> int:
        """Past the comma, if there is one, else at the end."""
        if self._sign(at) == ",":
            return self._past(at + 1)
        if self._sign(at) != end:
            raise NotLiteral(at, self._shown(at))
        return at

    def _name(self, at: int) -> tuple[str, int]:
        if self._sign(at) in {"'", '"'}:
            words, at = self._string(at)
            return words, self._past(at)
        found = _NAME.match(self.text, at) or _NUMBER.match(self.text, at)
        if not found:
            raise NotLiteral(at, self._shown(at))
        return found[0], self._past(found.end())

    def _joined(self, at: int) -> tuple[str, int]:
        """A text, or several joined by a plus sign."""
        pieces: list[str] = []
        while True:
            if self._sign(at) not in {"'", '"', "`"}:
                raise NotLiteral(at, self._shown(at))
            words, at = self._string(at)
            pieces.append(words)
            at = self._past(at)
            if self._sign(at) != "+":
                return "".join(pieces), at
            at = self._past(at + 1)

    def _string(self, at: int) -> tuple[str, int]:
        start, end = at, self.text[at]
        pieces: list[str] = []
        at += 1
        while True:
            sign = self._sign(at)
            if sign == end:
                return "".join(pieces), at + 1
            if not sign or (sign == "\n" and end != "`"):
                raise NotLiteral(start, "a text begins here and does not end")
            if sign == "\\":
                words, at = self._escaped(at + 1)
                pieces.append(words)
            elif sign == "$" and end == "`" and self.text.startswith("${", at):
                raise NotLiteral(at, self._shown(at))
            else:
                found = _PIECE.match(self.text, at)
                pieces.append(found[0] if found else sign)
                at = found.end() if found else at + 1

    def _escaped(self, at: int) -> tuple[str, int]:
        for pattern, group in _CODES:
            if (found := pattern.match(self.text, at)) and int(found[group], 16) <= _LAST:
                return chr(int(found[group], 16)), found.end()
        sign = self._sign(at)
        return _ESCAPES.get(sign, sign), at + 1
