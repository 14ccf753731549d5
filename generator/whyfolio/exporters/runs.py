"""Running text as runs: stretches of words that look the same and lead to the same place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bs4 import Tag
from bs4.element import NavigableString, PreformattedString

from whyfolio.dataclass import dataclass

_SPACE = re.compile(r"[ \t\n\r\f]+")
_BOLD = frozenset(["b", "strong", "dt"])
_SLANTED = frozenset(["em", "i", "cite", "var"])
_FIXED = frozenset(["code", "kbd", "samp"])
_UNSEEN = frozenset(["svg", "style", "script", "template", "wbr"])
BREAK = "\n"
APART = " · "
LISTED = "; "


@dataclass(frozen=True, slots=True)
class Run:
    """Words; `BREAK` alone is a line's end. ``mark`` is a number to look up."""

    text: str
    bold: bool = False
    slanted: bool = False
    fixed: bool = False
    mark: bool = False
    address: str = ""
    picture: str = ""


def runs_of(*nodes: Tag | NavigableString) -> list[Run]:
    """The runs of neighbours, white space not yet settled."""
    return list(_row(nodes, Run("")))


def classes_of(tag: Tag) -> list[str]:
    """The classes of a tag."""
    found: str | list[str] = tag.get("class") or ""
    return found.split() if isinstance(found, str) else list(found)


def _runs(node: Tag | NavigableString, style: Run) -> Iterator[Run]:
    if isinstance(node, PreformattedString):
        return
    if isinstance(node, NavigableString):
        text = str(node) if style.fixed else _SPACE.sub(" ", str(node))
        if text:
            yield replace(style, text=text)
        return
    if node.name in _UNSEEN or "footnote-backref" in classes_of(node):
        return
    if node.name == "br":
        yield Run(BREAK)
    elif node.name == "img":
        yield replace(style, text=str(node.get("alt", "")), picture=str(node.get("src", "")))
    elif node.name == "input":
        yield replace(style, text="☑ " if node.has_attr("checked") else "☐ ")
    elif _is_mark(node):
        yield Run(f"[{node.get_text().strip()}]", mark=True, address=str(node.get("href", "")))
    elif "soft" in classes_of(node) and node.name == "span":
        yield from _aside(list(_row(node.children, style)))
    else:
        yield from _row(node.children, _styled(node, style))


def _aside(runs: list[Run]) -> Iterator[Run]:
    """What a page prints softer stands in brackets where all print is alike."""
    told = text_of(runs).strip()
    bare = told and not told.startswith("(")
    if bare:
        yield Run("(")
        runs[0] = replace(runs[0], text=runs[0].text.lstrip())
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    yield from runs
    if bare:
        yield Run(")")


def _row(nodes: Iterable[object], style: Run) -> Iterator[Run]:
    """Neighbours. Style alone sets apart spans that touch, and members of a list."""
    before: object = None
    listed = False
    for child in nodes:
        if not isinstance(child, Tag | NavigableString):
            continue
        if isinstance(child, Tag) and child.name == "span" == getattr(before, "name", ""):
            yield Run(APART)
        if isinstance(child, Tag) and child.name == "li":
            if listed:
                yield Run(LISTED)
            listed = True
        yield from _runs(child, style)
        before = child


def _is_mark(node: Tag) -> bool:
    classes = classes_of(node)
    return node.name == "a" and ("ref" in classes or "footnote-ref" in classes)


def _styled(node: Tag, style: Run) -> Run:
    return replace(
        style,
        bold=style.bold or node.name in _BOLD or "number" in classes_of(node),
        slanted=style.slanted or node.name in _SLANTED,
        fixed=style.fixed or node.name in _FIXED,
        address=str(node.get("href", "")) if node.name == "a" else style.address,
    )


def tidied(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Runs with single spaces between words and none at the ends; a mark stands apart."""
    made: list[Run] = []
    for run in runs:
        text = run.text
        if text == LISTED and made:
            made[-1] = replace(made[-1], text=made[-1].text.rstrip(" "))
        last = made[-1].text[-1:] if made else " "
        if run.mark:
            if made and last != " ":
                made.append(Run(" "))
        elif last in {" ", BREAK}:
            text = text.lstrip(" ")
        elif made[-1].mark and text[:1].isalnum():
            text = f" {text}"
        if text or run.picture:
            made.append(replace(run, text=text))
    while made and not made[-1].text.strip() and not made[-1].picture:
        made.pop()
    if made:
        made[-1] = replace(made[-1], text=made[-1].text.rstrip(" \n\u00a0"))
    while made and not made[0].text.strip() and not made[0].picture:
        made.pop(0)
    return tuple(made)


def bold(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The same words, bold; marks stay as they are."""
    return tuple(run if run.mark else replace(run, bold=True) for run in runs)


def merged(runs: Iterable[Run]) -> list[Run]:
    """The same words in as few runs as their looks allow; a space looks like what is before it."""
    made: list[Run] = []
    for run in runs:
        last = made[-1] if made else None
        bare = run.text.isspace() and run.text != BREAK and not run.picture
        alike = last is not None and (bare or replace(run, text="") == replace(last, text=""))
        apart = last and (last.mark or last.picture or (last.fixed and not run.fixed))
        if last and alike and last.text != BREAK and not apart:
            made[-1] = replace(last, text=last.text + run.text)
        else:
            made.append(run)
    return made


def joined(parts: Sequence[tuple[Run, ...]], between: str) -> tuple[Run, ...]:
    """Parts in a row with something between them."""
    made: list[Run] = []
    for place, part in enumerate(parts):
        made += [Run(between)] if place else []
        made += part
    return tuple(made)


def text_of(runs: Iterable[Run]) -> str:
    """The words alone."""
    return "".join(run.text for run in runs)
