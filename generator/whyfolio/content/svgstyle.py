"""The styles of drawings: single declarations that load nothing, rules with plain selectors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from whyfolio.content.svgnames import PRESENTATION

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_SIGNS = re.compile(r"[\w\s#.,%()+\-/'\"*]*\Z")
_FUNCTION = re.compile(r"([\w-]*)\s*\(")
_FUNCTIONS = frozenset(["rgb", "rgba", "hsl", "hsla", "matrix", "translate", "scale", "rotate"])
_LOCAL = re.compile(r"url\(\s*([\"']?)#[\w.:-]+\1\s*\)")
_COMPOUND = re.compile(r"(?:[A-Za-z][\w-]*|\*|(?=[.#]))(?:[.#][A-Za-z_][\w-]*)*\Z")
_STEP = re.compile(r"\s*>\s*|\s+")
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")


def is_harmless(value: str) -> bool:
    """Whether a value of an attribute or a style loads nothing and ends nothing."""
    if not _SIGNS.match(value):
        return False
    names = {found[1].casefold() for found in _FUNCTION.finditer(_LOCAL.sub("", value))}
    return names <= _FUNCTIONS


def declared(style: str) -> Iterator[tuple[str, str]]:
    """The declarations of a style that may stay, each with its value."""
    for declaration in _COMMENT.sub("", style).split(";"):
        name, _, value = declaration.partition(":")
        name, value = name.strip().casefold(), value.replace("!important", "").strip()
        if name in PRESENTATION and value and is_harmless(value):
            yield name, value


def ruled(css: str) -> str:
    """A style sheet of which only plain rules are left; whatever begins with @ is dropped."""
    kept = []
    for found in _RULE.finditer(_without_at_rules(_COMMENT.sub("", css))):
        selectors, inside = found[1].strip(), list(declared(found[2]))
        if inside and all(map(_is_plain, selectors.split(","))):
            told = ";".join(f"{name}:{value}" for name, value in inside)
            kept.append(f"{' '.join(selectors.split())}{{{told}}}")
    return "".join(kept)


def _is_plain(selector: str) -> bool:
    """Whether a selector names elements, classes and ids alone."""
    return all(_COMPOUND.match(step) for step in _STEP.split(selector.strip()))


def _without_at_rules(css: str) -> str:
    """The sheet without `@import …;` and `@media … {…}`, whole, however deep they nest."""
    pieces, position = [], 0
    while (start := css.find("@", position)) >= 0:
        pieces.append(css[position:start])
        end, depth = start, 0
        for sign in re.finditer(r"[;{}]", css[start:]):
            depth += {"{": 1, "}": -1, ";": 0}[sign[0]]
            end = start + sign.end()
            if depth <= 0:
                break
        position = end if end > start else len(css)
    return "".join([*pieces, css[position:]])
