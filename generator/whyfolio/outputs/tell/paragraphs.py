"""The paragraphs of a body that can be told: not its headings, tables, lists, quotes or notes."""

from __future__ import annotations

from html.parser import HTMLParser

_VOID = frozenset(["area", "br", "col", "hr", "img", "input", "source", "track", "wbr"])
_SILENT = frozenset(["sup", "code", "img", "picture", "figure"])


def paragraphs(html: str) -> tuple[str, ...]:
    """The outermost paragraphs of a rendered body, in their order, each as text.

    A paragraph that holds code, a picture or nothing but a link's marks cannot be read aloud
    and is left out; the small number of a footnote is dropped.
    """
    found = _Paragraphs(html).found
    return tuple(" ".join(text.split()) for text in found if text.strip())


class _Paragraphs(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._depth, self._text, self._told = 0, "", True
        self._inside, self._notes = False, 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag == "p" and self._depth == 0:
            self._inside, self._text, self._told = True, "", True
        elif self._inside and tag == "sup":
            self._notes += 1
        elif self._inside and tag in _SILENT:
            self._told = False
        if tag not in _VOID:
            self._depth += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        self._depth = max(0, self._depth - 1)
        if self._notes and tag == "sup":
            self._notes -= 1
        if tag == "p" and self._depth == 0 and self._inside:
            self._inside = False
            if self._told:
                self.found.append(self._text)

    def handle_data(self, data: str) -> None:
        if self._inside and not self._notes:
            self._text += data
