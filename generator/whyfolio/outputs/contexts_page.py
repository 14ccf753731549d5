"""What each template is given, as a page of the reference, written from the types themselves."""

from __future__ import annotations

import dataclasses
import inspect
import re
import sys
import types
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from whyfolio.dataclass import dataclass
from whyfolio.dates import When
from whyfolio.names import join_words
from whyfolio.outputs.contexts import COMMON, CONTEXTS, PageContext

FILTERS = {
    "date": "a date in words, in a `<time>` that machines can read, as exact as the author chose",
    "day": "a calendar day in words",
    "href": "an address of the site as this page has to write it",
    "iso": "a date as `<time datetime>` takes it",
    "linked": "with `page` and `site`: what the page is in the words of schema.org, as JSON-LD",
    "linked_digest": "by what the page's policy knows that block",
    "plain": "a sentence without its marks, as text",
    "proof_mark": "the small number of a proof in the index",
    "prose": "a sentence as HTML: emphasis, code and links of its author",
    "said": "the words of a `Sentence`, with the number of its source where that is wanted",
    "settled": "the HTML of a body, its addresses written for this page",
    "when": "a date in words",
}
FUNCTIONS = {
    "asset": "`asset()`: the address of the style sheet",
    "charts": "`charts.bar(share)`, `charts.dot(count, most)`, `charts.stretch(start, end, marks, "
    "ticks)`: shapes as SVG, without a word in them",
    "direction": "`direction`: which way the language of the site is written, `ltr` or `rtl`",
    "letters": "`letters`: whether the styles name font files of their own",
    "n": '`n("brag.line", 3)`: words that differ for one and for many',
    "t": '`t("page.menu")`: words in the language of the site',
    "word": '`word("role", story.role)`: a word of the author in the language of the site',
}
BLOCKS = {
    "footer": "the foot of the page",
    "head": "more lines for `<head>`; empty",
    "main": "the page itself",
    "marks": "attributes of `<html>` by which styles know the options",
    "masthead": "everything above the page itself",
    "menu": "the links to other pages",
    "name": "whose site it is",
    "policy": "what the page may load; open it no further",
    "ribbon": "whose copy it is, on pages that are not public",
    "root": "what comes before the address of the style sheet; empty",
    "title": "the words of `<title>`",
}
_PLAIN: Mapping[object, str] = {
    str: "text",
    int: "number",
    float: "number",
    bool: "yes or no",
    date: "day",
    datetime: "time",
    When: "date",
    object: "value",
}
_ATTRIBUTE = re.compile(r"^ {4}(\w+): (.+(?:\n {8}.+)*)", re.MULTILINE)


def page() -> str:
    """The whole page, as Markdown."""
    shapes = _shapes(CONTEXTS.values())
    names = Counter(shape.__name__ for shape in shapes)
    told = _Told({shape for shape in shapes if names[shape.__name__] > 1})
    lines = [
        "# What a template is given",
        "",
        "Every page is drawn by one template below `templates/`, and is given the values here",
        "and no others. They are made from what the page's readers may see: what is held back",
        "from them is not in them. A value that is absent is an empty text, an empty list or",
        "none; ask for it with `{% if %}` before you draw its heading. `whyfolio theme check`",
        "finds names that are not here.",
        "",
        "Every template has `site` and `page`; most have `it`, which is the page's own.",
        "",
        "| Template | Draws | `it` |",
        "| --- | --- | --- |",
        *(_row(context, told) for context in CONTEXTS.values()),
        "",
        *_more(told),
        *_table("Blocks of base.html", "Block", {name: BLOCKS[name] for name in sorted(BLOCKS)}),
        *_table("Filters", "Filter", FILTERS),
        *_table("Functions", "Name", FUNCTIONS),
        "## Values",
    ]
    for shape in sorted(shapes, key=told.name):
        lines += ["", *_section(shape, told)]
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class _Told:
    """How types are called; those of ``twice`` by the part of the program they come from, too."""

    twice: set[type]

    def name(self, shape: type) -> str:
        """`Card`, or `Source of packet` where there are two of this name."""
        if shape not in self.twice:
            return shape.__name__
        *_, folder, module = shape.__module__.split(".")
        return f"{shape.__name__} of {folder if module == 'shapes' else module}"

    def link(self, shape: type) -> str:
        """The name, as a link to its section."""
        name = self.name(shape)
        return f"[{name}](#{name.lower().replace(' ', '-').replace('_', '_')})"

    def words(self, hint: Any) -> str:  # noqa: ANN401, PLR0911 - any type, a line for each
        """A type in a few words."""
        origin, parts = get_origin(hint), get_args(hint)
        if origin in {Union, types.UnionType}:
            named = [self.words(part) for part in parts if part is not types.NoneType]
            none = ["none"] if types.NoneType in parts else []
            return " or ".join(dict.fromkeys([*named, *none]))
        if origin is tuple and parts and parts[-1] is not Ellipsis:
            return f"({', '.join(self.words(part) for part in parts)})"
        if origin is not None and inspect.isclass(origin) and issubclass(origin, Mapping):
            return "table" if len(parts) < len("ab") else f"table of {self.words(parts[1])}"
        if origin is not None and parts:
            return f"list of {self.words(parts[0])}"
        if hint in _PLAIN:
            return _PLAIN[hint]
        if inspect.isclass(hint) and issubclass(hint, Enum):
            return "one of " + ", ".join(f"`{one.value}`" for one in hint)
        return self.link(hint) if _is_shape(hint) else "value"


def _is_shape(hint: object) -> bool:
    ours = inspect.isclass(hint) and hint.__module__.startswith("whyfolio.")
    return ours and dataclasses.is_dataclass(hint) and hint is not When


def _below(shape: type) -> list[type]:
    """The types made from one; a class with slots is made twice, and only the second counts."""
    children: list[type] = shape.__subclasses__()
    return [one for one in children if getattr(sys.modules[one.__module__], one.__name__) is one]


def _shapes(contexts: Sequence[PageContext] | Any) -> list[type]:  # noqa: ANN401 - a view of values
    """Every type that can be reached from what pages are given."""
    more = [hint for context in contexts for hint, _ in context.more.values()]
    wanted: list[Any] = [*COMMON.values(), *(context.it for context in contexts), *more]
    found: dict[type, None] = {}
    while wanted:
        hint = wanted.pop()
        if not _is_shape(hint):
            wanted += get_args(hint)
        elif hint not in found:
            found[hint] = None
            wanted += [kind for _, kind in _members(hint)]
            wanted += _below(hint)
    return list(found)


def _members(shape: type) -> Iterator[tuple[str, Any]]:
    """The fields and properties of a type, each with its own type."""
    hints = get_type_hints(shape)
    fields = [field.name for field in dataclasses.fields(shape)]
    for name in fields:
        if not name.startswith("_"):
            yield name, hints[name]
    for name, member in inspect.getmembers(shape, lambda one: isinstance(one, property)):
        if name not in fields and not name.startswith("_"):
            yield name, get_type_hints(member.fget).get("return")


def _row(context: PageContext, told: _Told) -> str:
    named = told.link(context.it) if context.it else "none"
    return f"| `{context.template}` | {context.draws} | {named} |"


def _more(told: _Told) -> list[str]:
    """Values that only some pages have."""
    having: dict[str, list[str]] = {}
    for context in CONTEXTS.values():
        for name, (hint, words) in context.more.items():
            line = f"- `{name}` ({told.words(hint)}): {words}, in "
            having.setdefault(line, []).append(f"`{context.template}`")
    lines = [f"{line}{join_words(templates, 'and')}." for line, templates in having.items()]
    return ["Besides:", "", *lines, ""]


def _table(title: str, first: str, rows: Mapping[str, str]) -> list[str]:
    told = [f"| `{name}` | {words} |" for name, words in rows.items()]
    return [f"## {title}", "", f"| {first} | What it is |", "| --- | --- |", *told, ""]


def _section(shape: type, told: _Told) -> list[str]:
    documented = inspect.getdoc(shape) or ""
    summary = documented.split("\nAttributes:")[0].strip().replace("``", "`")
    said = _said(shape, documented)
    below = _below(shape)
    lines = [f"### {told.name(shape)}", "", *summary.splitlines()]
    if below:
        lines += [
            "",
            f"One of {', '.join(told.link(one) for one in sorted(below, key=told.name))}.",
        ]
    above = {
        name for parent in shape.__bases__ if _is_shape(parent) for name, _ in _members(parent)
    }
    if above:
        lines += ["", f"It has what {told.link(shape.__bases__[0])} has, and:"]
    own = [(name, hint) for name, hint in _members(shape) if name not in above]
    rows = [(f"`{name}`", told.words(hint), said.get(name, "")) for name, hint in own]
    if not rows:
        return lines
    if not any(words for *_, words in rows):
        plain = [f"| {name} | {kind} |" for name, kind, _ in rows]
        return [*lines, "", "| Name | Type |", "| --- | --- |", *plain]
    full = [f"| {name} | {kind} | {words} |" for name, kind, words in rows]
    return [*lines, "", "| Name | Type | What it is |", "| --- | --- | --- |", *full]


def _said(shape: type, documented: str) -> dict[str, str]:
    """What each field is: as its class says, or as it was declared."""
    declared = {
        field.name: str(marks["doc"])
        for field in dataclasses.fields(shape)
        if (marks := field.metadata.get("whyfolio"))
    }
    found = {name: " ".join(words.split()) for name, words in _ATTRIBUTE.findall(documented)}
    return {name: words.replace("``", "`") for name, words in {**declared, **found}.items()}
