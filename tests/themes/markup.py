"""What a page says about itself: its elements, ids, headings and the rules they must keep."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

VOID = frozenset(["meta", "link", "img", "br", "hr", "input", "wbr"])
HEADINGS = {f"h{level}": level for level in range(1, 7)}
FULL = frozenset(["img", "svg", "input"])  # elements that are something without words
SEARCH = re.compile(r"search\.[0-9a-f]{10}\.js")  # which stands beside the search page alone
MAY_BE_EMPTY = frozenset(["td", "svg", "rect", "main", "script"])


class Markup(HTMLParser):
    """The elements of a page in their order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.levels: list[int] = []
        self.empty: list[str] = []
        self.crossed: list[str] = []
        self._open: list[list[object]] = []
        self.feed(page)
        self.close()
        self.crossed += [f"<{name}> is never closed" for name, _ in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag in HEADINGS:
            self.levels.append(HEADINGS[tag])
        if tag in FULL:
            self._fill()
        if tag not in VOID:
            self._open.append([tag, False])

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        name, filled = self._open.pop() if self._open else ("nothing", True)
        if name != tag:
            self.crossed.append(f"</{tag}> closes <{name}>")
        if not filled and tag not in MAY_BE_EMPTY:
            self.empty.append(tag)

    def handle_data(self, data: str) -> None:
        inside_code = any(name == "pre" for name, _ in self._open)
        if data.strip() or inside_code:
            self._fill()

    def _fill(self) -> None:
        for element in self._open:
            element[1] = True


def wrongs(page: str) -> list[str]:
    """Every rule that a page breaks, as short sentences."""
    markup = Markup(page)
    found = [f"an empty <{tag}>" for tag in markup.empty] + markup.crossed
    if markup.levels.count(1) != 1:
        found.append(f"{markup.levels.count(1)} headings of the first level")
    steps = zip(markup.levels, markup.levels[1:], strict=False)
    found += [f"h{first} is followed by h{then}" for first, then in steps if then > first + 1]
    ids = Counter(attributes["id"] for _, attributes in markup.tags if "id" in attributes)
    found += [f'the id "{name}" stands {times} times' for name, times in ids.items() if times > 1]
    for tag, attributes in markup.tags:
        if "style" in attributes or tag == "style":
            found.append(f"<{tag}> brings a style")
        linked = attributes.get("type") == "application/ld+json"  # no browser runs it
        if tag == "script" and not linked and not SEARCH.fullmatch(attributes.get("src", "")):
            found.append(f"<{tag}> brings a script")
        if any(name.startswith("on") for name in attributes):
            found.append(f"<{tag}> runs something")
        if tag == "img" and "alt" not in attributes:
            found.append("an image without a text for those who cannot see it")
        if tag in {"img", "link"} and not loads_from_here(tag, attributes):
            found.append(f"<{tag}> asks {attributes}")
        fragment = attributes.get("href", "")
        if fragment.startswith("#") and fragment[1:] not in ids:
            found.append(f"{fragment} leads nowhere")
    return found


def loads_from_here(tag: str, attributes: dict[str, str]) -> bool:
    """Whether an element loads nothing from another origin."""
    if tag == "link" and attributes.get("rel") in {"canonical", "alternate"}:
        return True
    return "//" not in attributes.get("src", attributes.get("href", ""))
