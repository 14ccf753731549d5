"""The front matter of a record: what other tools keep there, read without trust."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from functools import lru_cache
from typing import Any

from whyfolio.dataclass import dataclass

_FENCED = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_KEYED = re.compile(r"([A-Za-z_][\w -]*?)[ \t]*:(?:[ \t]+(.*))?\Z")
# No sign that YAML might take for its own: a hash, a colon before a blank, most escapes.
_VALUE = r"""("(?:[^"\\]|\\["\\])*"|'[^']*'|[A-Za-z0-9](?:[^#:]|:(?=[\w/]))*)"""
_ESCAPED = re.compile(r"\\([\"\\])")
_SIMPLE = re.compile(rf"([A-Za-z_][\w-]{{0,60}}):(?: +{_VALUE})? *\Z")
_MEMBER = re.compile(rf"( *)- +{_VALUE} *\Z")
_TRICKS = re.compile(r"(?:^|[:\-,\[{])[ \t]*[&*!][\w<]|<<[ \t]*:", re.MULTILINE)
_DEEP = re.compile(r"^[ \t]{40}|^[ \t]*(?:[-?:][ \t]+){8}", re.MULTILINE)
_MOST = 200
_BETWEEN = re.compile(r"[\s_-]+")
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Front:
    """What stands between the fences.

    Attributes:
        values: by key, in small letters without hyphens and underscores; each a list of texts.
        lines: by the same key, its lines as they are and the number of the first, from 1.
        body: what stands below.
        body_line: the number of its first line, from 1.
    """

    body: str
    body_line: int = 1
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lines: Mapping[str, tuple[int, tuple[str, ...]]] = field(default_factory=dict)

    def text(self, *keys: str) -> str:
        """The value of the first of these keys that has one."""
        found = (", ".join(self.values.get(key, ())) for key in keys)
        return next(filter(None, found), "")

    def listed(self, *keys: str) -> tuple[str, ...]:
        """The members of the first of these keys that has any."""
        return next(filter(None, (self.values.get(key, ()) for key in keys)), ())

    def line(self, *keys: str) -> int:
        """The line of the first of these keys that is there; else the first line."""
        return next((self.lines[key][0] for key in keys if key in self.lines), 1)


@lru_cache(maxsize=4096)
def key_of(word: str) -> str:
    """`Decision-Makers` and `decision_makers` are one key."""
    return _BETWEEN.sub("", word).casefold()


def read_front(text: str) -> Front:
    """Cut a record's front matter off; one that is no YAML is read line by line."""
    found = _FENCED.match(text)
    if not found:
        return Front(text)
    lines = _by_key(found[1])
    if found[1].strip() and not lines:
        return Front(text)  # a rule, and a rule again
    values = (
        _plainly(found[1])
        or _yaml(found[1])
        or {key: _typed(own) for key, (_, own) in lines.items()}
    )
    line = found[0].count("\n") + 1
    return Front(text[found.end() :], line, values, lines)


def _by_key(front: str) -> dict[str, tuple[int, tuple[str, ...]]]:
    found: dict[str, tuple[int, tuple[str, ...]]] = {}
    current = ""
    for number, line in enumerate(front.split("\n"), 2):
        keyed = _KEYED.match(line)
        if keyed and not line.startswith("#"):
            current = key_of(keyed[1])
            found[current] = (number, (line,))
        elif current and line.strip():
            first, own = found[current]
            found[current] = (first, (*own, line))
    return found


def _plainly(front: str) -> dict[str, tuple[str, ...]]:
    """The values where every line is of the simplest sort; nothing where one is not.

    YAML's reader takes longer to load and to read such lines than all else that is done to a
    record. It gives the same for them.
    """
    found: dict[str, tuple[str, ...]] = {}
    listed = indent = ""
    for line in filter(None, front.split("\n")):
        if not line.isprintable():
            return {}
        if keyed := _SIMPLE.match(line):
            key, value = key_of(keyed[1]), _scalar(keyed[2] or "")
            found[key] = (value,) if value else ()
            listed, indent = ("", "") if keyed[2] else (key, "?")
        elif listed and (member := _MEMBER.match(line)) and indent in {"?", member[1]}:
            indent = member[1]
            found[listed] += (_scalar(member[2]),)
        else:
            return {}
    return {key: tuple(filter(None, values)) for key, values in found.items()}


def _scalar(text: str) -> str:
    """A value without its quotes and the blanks at its ends."""
    if text[:1] == '"':
        return _ESCAPED.sub(r"\1", text[1:].rstrip()[:-1]).strip()
    return (text.rstrip()[1:-1] if text[:1] == "'" else text).strip()


def _yaml(front: str) -> dict[str, tuple[str, ...]]:
    """The values as YAML reads them, all as texts; nothing where it does not, or plays tricks."""
    if _TRICKS.search(front) or _DEEP.search(front) or front.count("[") + front.count("{") > _MOST:
        return {}
    import yaml

    try:
        read: Any = yaml.load(front, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506 - texts only
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}
    if not isinstance(read, dict):
        return {}
    return {key_of(str(key)): tuple(_texts(value, 0)) for key, value in read.items()}


def _texts(value: Any, depth: int) -> list[str]:  # noqa: ANN401 - whatever YAML gives
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if depth == _DEEPEST:
        return []
    if isinstance(value, dict):
        if isinstance(value.get("name"), str):
            return [value["name"]]
        value = list(value.values())
    return [text for one in value or () for text in _texts(one, depth + 1)]


def _typed(lines: tuple[str, ...]) -> tuple[str, ...]:
    """A value as it was typed, where YAML could not read it."""
    first = lines[0].partition(":")[2].strip()
    more = [line.strip().removeprefix("-").strip() for line in lines[1:]]
    return tuple(text for text in (_unquoted(part) for part in (first, *more)) if text)


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text
