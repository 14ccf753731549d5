"""JSON and YAML as one tree, in which every value knows its line."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import field
from json.decoder import scanstring  # type: ignore[attr-defined]  # it is there, and untyped
from typing import Any

from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic
from whyfolio.importers.ladder.draft import unread
from whyfolio.importers.sources import Text

DEEPEST = 40
_SPACE = re.compile(r"[ \t\n\r]*")
_BARE = re.compile(r"[-+.\w]+")
_NOT_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff\u2028\u2029]")


def plain(words: str) -> str:
    """Words with single spaces between them, and without what no page can show."""
    return " ".join(_NOT_TEXT.sub(" ", words).split())


@dataclass(frozen=True, slots=True)
class Node:
    """A value: a text, a group of named values, a list, or nothing.

    Attributes:
        line: where it begins, from 1.
        column: likewise.
        text: the words of a text, a number or a flag as they are written; "" for anything else.
        fields: the members of a group.
        members: the members of a list.
        sort: "text", "group", "list" or "nothing".
    """

    line: int = 1
    column: int = 1
    text: str = ""
    fields: Mapping[str, Node] = field(default_factory=dict)
    members: tuple[Node, ...] = ()
    sort: str = "nothing"

    def at(self, *names: str) -> Node:
        """A member of a group, or of its member; nothing where there is none."""
        found = self
        for name in names:
            found = found.fields.get(name, NOTHING)
        return found

    @property
    def words(self) -> str:
        """The text as one line; "" for what is no text."""
        return plain(self.text)

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of a list that say something; of a text, itself."""
        members = self.members if self.sort == "list" else (self,)
        return tuple(member.words for member in members if member.words)

    def has(self, *names: str) -> bool:
        """Whether it is a group with all these members."""
        return all(name in self.fields for name in names)


NOTHING = Node()


def read_json(text: Text) -> Node | Diagnostic:
    """The tree of a JSON text, or what is wrong with it (E510)."""
    hint = "save it anew as JSON"
    try:
        json.loads(text.text)
    except json.JSONDecodeError as error:
        place = text.place(error.lineno, error.colno)
        return unread(place, f"this is no JSON: {error.msg.lower()}", hint)
    except (RecursionError, ValueError):
        return unread(text.place(), "this JSON cannot be read whole", hint)
    try:
        return _Json(text.text).value(_past(text.text, 0), 0)[0]
    except RecursionError:
        return unread(text.place(), f"this JSON is more than {DEEPEST} deep", hint)


def _past(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


class _Json:
    """Walks over JSON that is known to be right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._line, self._counted = 1, 0

    def _here(self, at: int) -> tuple[int, int]:
        """Line and column; places are asked for from the first to the last."""
        self._line += self.text.count("\n", self._counted, at)
        self._counted = at
        return self._line, at - self.text.rfind("\n", 0, at)

    def value(self, at: int, depth: int) -> tuple[Node, int]:
        """The value that begins here, and where the next thing does."""
        if depth > DEEPEST:
            raise RecursionError
        line, column = self._here(at)
        match self.text[at]:
            case '"':
                words, at = scanstring(self.text, at + 1)
                return Node(line, column, words, sort="text"), _past(self.text, at)
            case "{":
                fields, at = self._group(_past(self.text, at + 1), depth)
                return Node(line, column, fields=fields, sort="group"), at
            case "[":
                members, at = self._list(_past(self.text, at + 1), depth)
                return Node(line, column, members=members, sort="list"), at
        found = _BARE.match(self.text, at)
        word = found[0] if found else ""
        node = Node(line, column) if word == "null" else Node(line, column, word, sort="text")
        return node, _past(self.text, at + max(1, len(word)))

    def _group(self, at: int, depth: int) -> tuple[dict[str, Node], int]:
        fields: dict[str, Node] = {}
        while self.text[at] != "}":
            name, at = scanstring(self.text, at + 1)
            at = _past(self.text, _past(self.text, at) + 1)
            fields[name], at = self.value(at, depth + 1)
            at = _past(self.text, at + 1) if self.text[at] == "," else at
        return fields, _past(self.text, at + 1)

    def _list(self, at: int, depth: int) -> tuple[tuple[Node, ...], int]:
        members: list[Node] = []
        while self.text[at] != "]":
            member, at = self.value(at, depth + 1)
            members.append(member)
            at = _past(self.text, at + 1) if self.text[at] == "," else at
        return tuple(members), _past(self.text, at + 1)


def read_yaml(text: Text, yaml_text: str = "", above: int = 0) -> Node | Diagnostic:
    """The tree of a YAML text, or what is wrong with it (E510).

    Args:
        text: the file.
        yaml_text: the part of it that is YAML, where that is not all.
        above: how many lines of the file stand above that part.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    words = yaml_text or text.text
    try:
        fault = _yaml_fault(words, loader)
        if fault:
            message, mark = fault
            place = text.place(mark.line + 1 + above, mark.column + 1)
            return unread(place, message, "write each value where it belongs")
        return _of_yaml(yaml.compose(words, Loader=loader), above)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = text.place(mark.line + 1 + above, mark.column + 1) if mark else text.place()
        said = error.problem or error.context or "it cannot be read"
        hint = "indent with spaces, and put a text with `: ` or ` #` in quotes"
        return unread(place, f"this is no YAML: {said}", hint)
    except (yaml.YAMLError, RecursionError):
        return unread(text.place(), "this is no YAML: it holds what no text holds")


def _yaml_fault(words: str, loader: type[Any]) -> tuple[str, Any] | None:
    """Why a text is not composed: it repeats itself, or is too deep."""
    import yaml

    depth = 0
    for event in yaml.parse(words, Loader=loader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent):
            return "this YAML has an alias, and those are not followed", event.start_mark
        if depth > DEEPEST:
            return f"this YAML is more than {DEEPEST} deep", event.start_mark
    return None


def _of_yaml(node: Any, above: int) -> Node:  # noqa: ANN401 - yaml declares no types
    if node is None:
        return NOTHING
    line, column = node.start_mark.line + 1 + above, node.start_mark.column + 1
    if node.id == "mapping":
        fields = {str(key.value): _of_yaml(value, above) for key, value in node.value}
        return Node(line, column, fields=fields, sort="group")
    if node.id == "sequence":
        members = tuple(_of_yaml(member, above) for member in node.value)
        return Node(line, column, members=members, sort="list")
    if node.tag.endswith(":null"):
        return Node(line, column)
    return Node(line, column, str(node.value), sort="text")
