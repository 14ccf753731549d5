"""One text becomes one value of its declared type; None and a diagnostic where it cannot."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from whyfolio.content import checks
from whyfolio.content.faults import Faults, shown
from whyfolio.content.marks import find_problems, is_marked
from whyfolio.content.nodes import Scalar
from whyfolio.dates import DateError, When, parse_when
from whyfolio.model.fields import (
    Address,
    Choice,
    Date,
    FilePath,
    Flag,
    Name,
    Number,
    Ref,
    Text,
)
from whyfolio.model.values import AUDIENCE
from whyfolio.names import hint_for, join_words

Step = str | int


def word_of(path: tuple[Step, ...]) -> str:
    """The field's own word, for a message."""
    return next((step for step in reversed(path) if isinstance(step, str)), "this")


def _is_marked(node: Scalar, path: tuple[Step, ...], faults: Faults) -> bool:
    return "{" in node.text and is_marked(node, word_of(path), faults)


def _text(node: Scalar, declared: Text, faults: Faults, path: tuple[Step, ...]) -> str | None:
    text = node.text
    if declared.longest and len(text) > declared.longest:
        message = (
            f'"{word_of(path)}" has {len(text)} characters, and {declared.longest} is the most'
        )
        faults.add("E206", node.place, message, "say it shorter")
    if declared.prose:
        find_problems(node, faults)
    elif _is_marked(node, path, faults):
        return None
    return text


def _choice(node: Scalar, declared: Choice, faults: Faults, path: tuple[Step, ...]) -> str | None:
    if node.text in declared.words:
        return node.text
    if declared is AUDIENCE:
        hint = hint_for(node.text, declared.words, "write public, review or private")
        faults.add(
            "E208", node.place, f'"{shown(node.text)}" is no audience; it counts as private', hint
        )
        return None
    if declared.free:
        return None if _is_marked(node, path, faults) else node.text
    words = join_words(declared.words)
    hint = hint_for(node.text, declared.words, f"write {words}")
    faults.add(
        "E202", node.place, f'"{shown(node.text)}" is none of the words for "{word_of(path)}"', hint
    )
    return None


_FLAGS = {"yes": True, "true": True, "no": False, "false": False}


def _flag(node: Scalar, declared: Flag, faults: Faults, path: tuple[Step, ...]) -> bool | None:  # noqa: ARG001
    value = _FLAGS.get(node.text.casefold())
    if value is None:
        faults.add(
            "E204", node.place, f'"{shown(node.text)}" is neither yes nor no', "write yes or no"
        )
        return None
    return value


def _number(node: Scalar, declared: Number, faults: Faults, path: tuple[Step, ...]) -> int | None:
    hint = f"write a whole number from {declared.low} to {declared.high}"
    if not (node.text.isascii() and node.text.removeprefix("-").isdigit()):
        faults.add("E205", node.place, f'"{shown(node.text)}" is no whole number', hint)
        return None
    number = int(node.text[:12])
    if not declared.low <= number <= declared.high:
        message = f'"{shown(node.text)}" lies outside the bounds of "{word_of(path)}"'
        faults.add("E205", node.place, message, hint)
        return None
    return number


def _date(node: Scalar, declared: Date, faults: Faults, path: tuple[Step, ...]) -> When | None:  # noqa: ARG001
    try:
        return parse_when(node.text)
    except DateError as error:
        faults.add(
            "E203",
            node.place,
            f'"{shown(node.text)}" {error}',
            "write it like 2026-09-14, 2026-09, 2026-Q3, 2026-H2, 2026 or 2026-03/2026-05",
        )
        return None


def _ref(node: Scalar, declared: Ref, faults: Faults, path: tuple[Step, ...]) -> str | None:
    if declared.or_text and "/" not in node.text:
        return _text(node, _PROSE, faults, path)
    return None if _is_marked(node, path, faults) else node.text


_PROSE = Text()


def _address(node: Scalar, declared: Address, faults: Faults, path: tuple[Step, ...]) -> str | None:  # noqa: ARG001
    return checks.address(node, word_of(path), faults)


def _file(node: Scalar, declared: FilePath, faults: Faults, path: tuple[Step, ...]) -> str | None:  # noqa: ARG001
    return checks.file_path(node, word_of(path), faults)


def _name(node: Scalar, declared: Name, faults: Faults, path: tuple[Step, ...]) -> str | None:  # noqa: ARG001
    if _is_marked(node, path, faults):
        return None
    if path[0] in {"slug", "aliases"}:
        return checks.slug(node, faults)
    return node.text


SINGLES: dict[type, Callable[..., Any]] = {
    Text: _text,
    Choice: _choice,
    Flag: _flag,
    Number: _number,
    Date: _date,
    Ref: _ref,
    Address: _address,
    FilePath: _file,
    Name: _name,
}
